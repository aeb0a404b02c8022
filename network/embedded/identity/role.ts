// SPDX-License-Identifier: Apache-2.0

/** Roles that a NodeOU or a policy can name. */
export type Role = 'member' | 'admin' | 'client' | 'peer' | 'orderer';

/** The roles in the order of the protobuf enumeration `MSPRole.MSPRoleType`. */
export const ROLES: readonly Role[] = ['member', 'admin', 'client', 'peer', 'orderer'];
