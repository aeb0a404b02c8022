// SPDX-License-Identifier: Apache-2.0
import { packText, type Pack, type PackSection } from './proofs.js';

/** A pack that must be refused, and with which code of docs/format.md, chapter 10. */
export interface RefusedProof {
  readonly name: string;
  readonly code: 'WRONG_RECORD' | 'MALFORMED' | 'UNSUPPORTED';
  readonly pack: object | string;
}

/** Honest packs: three records of one publication, and one of another. */
export interface HonestPacks {
  /** The third and last record, all sections: its path is one step, those of the others are two. */
  readonly full: Pack;
  readonly first: Pack;
  readonly second: Pack;
  readonly other: Pack;
}

/** Everything that is wrong with a record and can be seen without its transaction. */
export function refusedProofs({ full, first, second, other }: HonestPacks): readonly RefusedProof[] {
  const change = (name: string, members: Partial<PackSection>): Pack => withSection(full, name, members);
  const shown = (sections: Record<string, PackSection | undefined>): object => ({ ...full, sections });
  const { identity, quantity, commercial, evidence } = full.sections as Record<string, PackSection>;
  const [root0 = '', root1 = '', ...roots] = full.roots;
  const path = identity?.path ?? [];
  return [
    ...wrong({
      'rows of different index joined': withSection(first, 'quantity', second.sections['quantity'] ?? {}),
      'another value': change('quantity', { value: { quantity: '18', unit: 'H87' } }),
      'another salt': change('identity', { salt: quantity?.salt ?? '' }),
      'another path': change('identity', { path: quantity?.path ?? [] }),
      'another index with as long a path': { ...first, index: 1 },
      'another kind in the header': { ...full, header: { ...full.header, kind: 'forecast' } },
      'another schema in the header': { ...full, header: { ...full.header, schema: 2 } },
      'another number of records with as long a path': { ...first, header: { ...first.header, n: 4 } },
      'another salt of the header': { ...full, h: other.h },
      'two section roots exchanged': { ...full, roots: [root1, root0, ...roots] },
      'the envelope of another publication': { ...full, e: other.e },
      'a section shown under another name': shown({ identity, commercial: evidence }),
    }),
    ...malformed({
      'rows of different depth joined': shown({ identity, quantity: first.sections['quantity'] }),
      'a path one step too long': change('identity', { path: [...path, root0] }),
      'a path one step too short': change('identity', { path: path.slice(1) }),
      'a step of 31 bytes': change('identity', { path: ['A'.repeat(42)] }),
      'an index that is not there': { ...full, index: 3 },
      'a negative index': { ...full, index: -1 },
      'no identity': shown({ quantity, commercial }),
      'an unknown section': shown({ identity, price: quantity }),
      'a section that the header does not name': { ...other, sections: { ...other.sections, quantity } },
      'a value that is no object': change('evidence', { value: ['D-3'] }),
      'a section with a fourth member': change('evidence', { note: 'x' } as Partial<PackSection>),
      'five section roots': { ...full, roots: [...full.roots, root0] },
      'a salt of 15 bytes': change('identity', { salt: 'A'.repeat(20) }),
      'stray bits in a salt': change('identity', { salt: `${'A'.repeat(21)}B` }),
      'an unknown member': { ...full, note: 'x' },
      'an audience that does not fit the envelope': {
        ...full,
        header: { ...full.header, audience: 'network' },
      },
      'tags out of order': { ...full, e: { ...full.e, t: (full.e['t'] as readonly string[]).toReversed() } },
      'text that is not canonical': packText(full).replace(',', ', '),
    }),
    { name: 'a pack of version 2', code: 'UNSUPPORTED', pack: { ...full, v: 2 } },
  ];
}

function withSection(pack: Pack, name: string, change: Partial<PackSection>): Pack {
  const section = { ...pack.sections[name], ...change } as PackSection;
  return { ...pack, sections: { ...pack.sections, [name]: section } };
}

function wrong(cases: Record<string, object>): readonly RefusedProof[] {
  return Object.entries(cases).map(([name, pack]) => ({ name, code: 'WRONG_RECORD', pack }));
}

function malformed(cases: Record<string, object | string>): readonly RefusedProof[] {
  return Object.entries(cases).map(([name, pack]) => ({ name, code: 'MALFORMED', pack }));
}
