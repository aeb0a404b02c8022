// SPDX-License-Identifier: Apache-2.0
import units from './units.json';

/**
 * Codes of the units that quantities may be given in: UN/ECE Recommendation 20, and Recommendation 21 with the
 * letter X before its codes for packages. `units.json` says which edition and what is left out.
 */
export const unitCodes: readonly string[] = [...units.units, ...units.packages].flatMap((row) =>
  row.split(' '),
);
