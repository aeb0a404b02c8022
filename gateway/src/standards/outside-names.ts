// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@chainshare/chaincode/model';
import type { AssignedCode, Code, StatedAlias } from '../kinds/known-code.js';

/** A number that a standard wants, and the own code by which the publisher's records say which it is. */
export interface OutsideName {
  /** field of the own code */
  readonly from: string;
  readonly sort: Code['sort'];
  /** field for the number; the same, or one beside it */
  readonly to: string;
  /** of the aliases that product and location records state */
  readonly scheme: string;
  /** what such a number looks like: a value of this form is one already */
  readonly form: RegExp;
}

/** Asks what product and location records state of codes, in the order of the codes. */
export type AskAliases = (codes: readonly AssignedCode[]) => Promise<readonly (readonly StatedAlias[])[]>;

interface Named {
  readonly publisher: string;
  readonly values: JsonObject;
}

/**
 * Puts the numbers of a standard in the place of own codes where product and location records state them. Of two
 * that are stated nobody says which is meant, so neither is taken.
 */
export async function withOutsideNames<R extends Named>(
  records: readonly R[],
  names: readonly OutsideName[],
  ask: AskAliases,
): Promise<readonly R[]> {
  const wanted = new Map<string, AssignedCode>();
  for (const record of records) {
    for (const code of codesOf(record, names)) wanted.set(keyOf(code), code);
  }
  if (wanted.size === 0) return records;
  const answers = await ask([...wanted.values()]);
  const known = new Map([...wanted.keys()].map((key, i) => [key, answers[i] ?? []]));
  return records.map((record) => ({ ...record, values: namedValues(record, names, known) }));
}

function codesOf({ publisher, values }: Named, names: readonly OutsideName[]): readonly AssignedCode[] {
  return names.flatMap((name) => {
    const code = codeOf(values, name);
    return code === undefined ? [] : [{ publisher, sort: name.sort, code }];
  });
}

/** The own code that says which number is wanted; nothing where the number is there, or something else instead. */
function codeOf(values: JsonObject, { from, to, form }: OutsideName): string | undefined {
  const [code, number] = [values[from], values[to]];
  const isMissing = from === to ? !hasForm(number, form) : number === undefined;
  return isMissing && typeof code === 'string' ? code : undefined;
}

function namedValues(
  { publisher, values }: Named,
  names: readonly OutsideName[],
  known: ReadonlyMap<string, readonly StatedAlias[]>,
): JsonObject {
  const found: Record<string, JsonValue> = {};
  for (const name of names) {
    const code = codeOf(values, name);
    if (code === undefined) continue;
    const stated = known.get(keyOf({ publisher, sort: name.sort, code })) ?? [];
    const numbers = stated.filter((alias) => alias.scheme === name.scheme && name.form.test(alias.code));
    const [only, ...others] = new Set(numbers.map((alias) => alias.code));
    if (only !== undefined && others.length === 0) found[name.to] = only;
  }
  return { ...values, ...found };
}

function hasForm(value: JsonValue | undefined, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function keyOf({ publisher, sort, code }: AssignedCode): string {
  return `${sort} ${publisher} ${code}`;
}
