// SPDX-License-Identifier: Apache-2.0

/**
 * Units of the Catena-X aspect models (enumeration ItemUnitEnumeration of io.catenax.shared.quantity 2.0.0) and the
 * code of UN/ECE Recommendation 20 for each. Catena-X words that have no place in our list of units are left out,
 * so that they are refused rather than guessed.
 */
export const SAMM_UNITS: Readonly<Record<string, string>> = {
  'unit:piece': 'H87',
  'unit:set': 'SET',
  'unit:pair': 'PR',
  'unit:kilowattHour': 'KWH',
  'unit:gram': 'GRM',
  'unit:kilogram': 'KGM',
  'unit:tonneMetricTon': 'TNE',
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
  'unit:cubicCentimetre': 'CMQ',
  'unit:cubicMetre': 'MTQ',
  'unit:litre': 'LTR',
  'unit:millilitre': 'MLT',
  'unit:hectolitre': 'HLT',
  'unit:secondUnitOfTime': 'SEC',
  'unit:minuteUnitOfTime': 'MIN',
  'unit:hourUnitOfTime': 'HUR',
  'unit:day': 'DAY',
};
