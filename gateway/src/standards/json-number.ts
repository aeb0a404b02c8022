// SPDX-License-Identifier: Apache-2.0
import { compareDecimals, isDecimal, parseDecimal } from '@chainshare/chaincode/model';

/**
 * The decimal that a number of JSON means: 20.0 becomes `20`, 1e-7 becomes `0.0000001`.
 *
 * @returns `undefined` for a number with more digits than records have
 */
export function decimalOf(value: number): string | undefined {
  const [mantissa = '', exponent] = String(value).split('e-');
  const text = exponent === undefined ? mantissa : smallDecimal(mantissa, Number(exponent));
  return isDecimal(text) ? text : undefined;
}

/**
 * The number of JSON that means this decimal.
 *
 * @returns `undefined` where readers of JSON, who take numbers for IEEE doubles (RFC 8259 section 6), would read
 *   another value
 */
export function numberOf(decimal: string): number | undefined {
  const value = Number(decimal);
  const read = decimalOf(value);
  if (read === undefined) return undefined;
  return compareDecimals(parseDecimal(read), parseDecimal(decimal)) === 0 ? value : undefined;
}

/** JavaScript writes numbers below 1e-6 with an exponent and one digit before the point. */
function smallDecimal(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  return `${sign}0.${'0'.repeat(exponent - 1)}${mantissa.replace(/[-.]/g, '')}`;
}
