// SPDX-License-Identifier: Apache-2.0
import { LedgerError } from './errors.js';

/**
 * An exact decimal number: `units` divided by ten to the power of `scale`.
 *
 * Quantities are never floating point: 0.1 + 0.2 must be 0.3 on every endorser and in every language.
 */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** At most 18 digits before and 12 after the point; no exponent, no leading zero, no plus sign. */
const decimalForm = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?$/;

/** Whether the text is a decimal number as records write it. */
export function isDecimal(text: string): boolean {
  return decimalForm.test(text);
}

/**
 * Reads a decimal number.
 *
 * @throws {@link LedgerError} NOT_DECIMAL
 */
export function parseDecimal(text: string): Decimal {
  if (!isDecimal(text)) {
    throw new LedgerError('NOT_DECIMAL', 'a number is written like 1200 or -0.25', { value: text });
  }
  const point = text.indexOf('.');
  const scale = point === -1 ? 0 : text.length - point - 1;
  return { units: BigInt(text.replace('.', '')), scale };
}

/** Writes a decimal number in its shortest form: `1.50` becomes `1.5`, `-0` becomes `0`. */
export function formatDecimal(value: Decimal): string {
  const sign = value.units < 0n ? '-' : '';
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = digits.slice(digits.length - value.scale).replace(/0+$/, '');
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}

/** Orders two numbers by value: negative, zero or positive, so that 1.0 equals 1. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const { units } = subtractDecimals(a, b);
  if (units === 0n) return 0;
  return units < 0n ? -1 : 1;
}

/** The exact sum. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** The exact difference. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { units: -b.units, scale: b.scale });
}

/** The exact product. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}
