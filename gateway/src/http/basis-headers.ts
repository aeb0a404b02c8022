// SPDX-License-Identifier: Apache-2.0
import type { Basis, RecordView, Withheld } from '../services.js';
import type { Headers } from './answer.js';

/** Headers of {@link basisHeaders}, as the OpenAPI document states them. */
export const BASIS_HEADERS: Readonly<Record<string, string>> = {
  'ChainShare-As-Of-Block': 'The newest block that the answer takes into account.',
  'ChainShare-Pending': 'Publications that are known from the ledger and not yet pulled.',
  'ChainShare-Withheld': 'What the answer leaves out: a list (RFC 9651) of reasons with scope and count.',
};

/** What an answer is based on, where its body has the form of a standard and no room for it. */
export function basisHeaders({ asOfBlock, pending, withheld }: Basis): Headers {
  const list = withheld.map(({ reason, scope, count }) => `${reason};scope=${scope};count=${count}`);
  return {
    'ChainShare-As-Of-Block': String(asOfBlock),
    'ChainShare-Pending': String(pending),
    ...(list.length === 0 ? {} : { 'ChainShare-Withheld': list.join(', ') }),
  };
}

/** What is withheld of a list whose pages were put together: each page counts the publications anew. */
export function withheldOfAll(
  firstPage: readonly Withheld[],
  records: readonly Pick<RecordView, 'withheld'>[],
): readonly Withheld[] {
  const counts = new Map<string, Withheld>();
  for (const { reason, scope } of records.flatMap((record) => record.withheld)) {
    const key = `${reason} ${scope}`;
    counts.set(key, { reason, scope, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values(), ...firstPage.filter(({ scope }) => scope === 'publication')];
}
