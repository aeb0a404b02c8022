// SPDX-License-Identifier: Apache-2.0
import { Members } from './contracts/members.js';
import { Records } from './contracts/records.js';

/**
 * The contracts of this package, in the form that Fabric's launcher wants: a plain array of constructors,
 * to which it adds its own. What the process was started with is bound here, so that no rule reads the
 * environment.
 */
export const contracts = [Records, Members.bind(undefined, process.env['FOUNDING_MEMBERS'])];
