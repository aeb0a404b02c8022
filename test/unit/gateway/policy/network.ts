// SPDX-License-Identifier: Apache-2.0
import { parseInstant, type JsonObject } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { newDirectory, type DirectoryMember } from '@chainshare/gateway/internal/policy/directory.js';
import type { Situation, Subject } from '@chainshare/gateway/internal/policy/matching.js';
import { readPolicy } from '@chainshare/gateway/internal/policy/policy-body.js';

const publicKey = Buffer.alloc(32, 7).toString('base64url');

function member(id: string, roles: readonly string[], extra: Partial<DirectoryMember> = {}): DirectoryMember {
  return { id, status: 'active', roles, keys: [{ version: 1, publicKey }], ...extra };
}

/** Xinqiao sells tags to Xinghe, Qiming and Guyu; Neu has no key yet, Alt has left. */
export const members: readonly DirectoryMember[] = [
  member('Xinqiao', ['supplier'], { gln: '9520006000008', uscc: '91990000MA60000679' }),
  member('Xinghe', ['supplier', 'customer'], { gln: '9520003000001', uscc: '91990000MA3000037K' }),
  member('Qiming', ['supplier', 'customer']),
  member('Guyu', ['core', 'customer']),
  member('Huazheng', ['certifier', 'lab']),
  member('Neu', ['customer'], { keys: [] }),
  member('Alt', ['customer'], { status: 'left' }),
];

/** The directory of {@link members}. */
export const directory = newDirectory(members);

/** The moment of every evaluation in these tests. */
export const now = parseInstant('2026-11-25T08:00:00Z');

/** Rules of Xinqiao; ids are `p1`, `p2`, … in their order. */
export function situation(...policies: readonly JsonObject[]): Situation {
  return {
    publisher: 'Xinqiao',
    directory,
    now,
    policies: policies.map((body, i) =>
      readPolicy(`p${i + 1}`, { name: 'rule', kinds: ['inventory'], ...body }),
    ),
  };
}

/** A row of stock with the given identity. */
export function stock(identity: JsonObject = {}): Subject {
  const values = { product: 'TAG-01', location: 'WH1', direction: 'outbound', asOf: '2026-11-25T08:00:00Z' };
  return { kind: catalogue.kind('inventory'), identity: { ...values, ...identity } };
}
