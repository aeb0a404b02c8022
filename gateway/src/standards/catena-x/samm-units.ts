// SPDX-License-Identifier: Apache-2.0

/**
 * Units of the Catena-X aspect models (enumeration ItemUnitEnumeration of io.catenax.shared.quantity 2.0.0) and the
 * code of UN/ECE Recommendation 20 for each, as the catalogue of units of SAMM states it.
 */
export const SAMM_UNITS: Readonly<Record<string, string>> = {
  'unit:piece': 'H87',
  'unit:set': 'SET',
  'unit:pair': 'PR',
  'unit:page': 'ZP',
  'unit:cycle': 'B7',
  'unit:kilowattHour': 'KWH',
  'unit:gram': 'GRM',
  'unit:kilogram': 'KGM',
  'unit:tonneMetricTon': 'TNE',
  'unit:tonUsOrShortTonUkorus': 'STN',
  'unit:ounceAvoirdupois': 'ONZ',
  'unit:pound': 'LBR',
  'unit:metre': 'MTR',
  'unit:centimetre': 'CMT',
  'unit:kilometre': 'KMT',
  'unit:inch': 'INH',
  'unit:foot': 'FOT',
  'unit:yard': 'YRD',
  'unit:squareCentimetre': 'CMK',
  'unit:squareMetre': 'MTK',
  'unit:squareInch': 'INK',
  'unit:squareFoot': 'FTK',
  'unit:squareYard': 'YDK',
  'unit:cubicCentimetre': 'CMQ',
  'unit:cubicMetre': 'MTQ',
  'unit:cubicInch': 'INQ',
  'unit:cubicFoot': 'FTQ',
  'unit:cubicYard': 'YDQ',
  'unit:litre': 'LTR',
  'unit:millilitre': 'MLT',
  'unit:hectolitre': 'HLT',
  'unit:secondUnitOfTime': 'SEC',
  'unit:minuteUnitOfTime': 'MIN',
  'unit:hourUnitOfTime': 'HUR',
  'unit:day': 'DAY',
};

const words: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SAMM_UNITS).map(([word, code]) => [code, word]),
);

/** The word of Catena-X for a code of Recommendation 20; `undefined` where it has none. */
export function sammUnitOf(code: string): string | undefined {
  return Object.hasOwn(words, code) ? words[code] : undefined;
}
