// SPDX-License-Identifier: Apache-2.0

/** Steps of the projection's schema, oldest first. */
export const projectionMigrations: readonly string[] = [];
