// SPDX-License-Identifier: Apache-2.0

/**
 * What people write in a unit column, and its code of UN/ECE Recommendation 20. Only names that mean one unit
 * everywhere: 斤, 亩 and 箱 depend on who writes them and are refused.
 */
export const UNIT_NAMES: Readonly<Record<string, string>> = {
  公斤: 'KGM',
  千克: 'KGM',
  kg: 'KGM',
  克: 'GRM',
  g: 'GRM',
  吨: 'TNE',
  t: 'TNE',
  个: 'H87',
  只: 'H87',
  件: 'H87',
  片: 'H87',
  pcs: 'H87',
  套: 'SET',
  升: 'LTR',
  l: 'LTR',
  米: 'MTR',
  m: 'MTR',
  度: 'KWH',
  kwh: 'KWH',
};
