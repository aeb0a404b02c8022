// SPDX-License-Identifier: Apache-2.0
import { readGs1Name } from '@chainshare/chaincode/model/identifiers/gs1-reading.js';

/** A code that is a URI already (RFC 3986 scheme, then anything without blanks) needs no name of ours. */
const uriForm = /^[A-Za-z][A-Za-z0-9+.-]+:\S+$/;

/**
 * The name that a code has wherever it is said: a GS1 name in its canonical form, whether it was written as Digital
 * Link, EPC URN or element string; any other URI as it stands.
 *
 * @returns `undefined` for a code that means something only with the enterprise that assigned it. Bare digits are
 *   such a code: nothing tells whether they are a GTIN
 */
export function globalName(code: string): string | undefined {
  if (code.startsWith('(')) return gs1Name(code);
  // Most codes are own ones, and there are several in every record.
  if (!code.includes(':')) return undefined;
  return uriForm.test(code) ? (gs1Name(code) ?? code) : undefined;
}

function gs1Name(code: string): string | undefined {
  const reading = readGs1Name(code);
  return 'uri' in reading ? reading.uri : undefined;
}
