// SPDX-License-Identifier: Apache-2.0
import { holdsPersonalData, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import type { CodeSort } from '../kinds/aliases.js';
import type { Code } from '../kinds/known-code.js';

/** A record that makes a code known: it can be published as it is, and mended later by a newer one. */
export interface CodeFix {
  readonly kind: CodeSort;
  readonly record: JsonObject;
}

/** The code that a record makes known. */
export function fixedCode({ kind, record }: CodeFix): string {
  const code = record[kind];
  return typeof code === 'string' ? code : '';
}

/** Unit "mutually defined" (UN/ECE Recommendation 20), for a row that gives no quantity of the product. */
const UNIT_NOT_SAID = 'ZZ';

/** User-assigned element of ISO 3166-1 (section 8.1.3), which stands for no country: a row does not say in which. */
const COUNTRY_NOT_SAID = 'ZZ';

/**
 * Says of an unknown code as much as its row does, and nothing that is not known.
 *
 * @param unit - of the row in which it stands, if it has one
 * @param validFrom - the day from which the record holds
 */
export function fixFor({ sort, code }: Code, unit: JsonValue | undefined, validFrom: string): CodeFix {
  const common = { [sort]: code, names: namesFor(code), validFrom };
  if (sort === 'location') {
    // Rows speak of goods, and goods are kept in warehouses more often than anywhere else.
    return { kind: sort, record: { ...common, type: 'warehouse', country: COUNTRY_NOT_SAID } };
  }
  return { kind: sort, record: { ...common, baseUnit: typeof unit === 'string' ? unit : UNIT_NOT_SAID } };
}

/** The code itself, unless it looks like a number of a person, which no text may hold. */
function namesFor(code: string): JsonObject {
  return holdsPersonalData(code) ? { zh: '未命名', en: 'Not named' } : { zh: code, en: code };
}
