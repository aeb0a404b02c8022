// SPDX-License-Identifier: Apache-2.0
import { implicitCollection } from '@chainshare/chaincode/model';
import type { LedgerSide } from './ledger-side.js';
import { ORGANISATIONS, type Step } from './step.js';

interface Entry {
  readonly k: string;
  readonly v: string;
}

/** Everything that the peers of a ledger hold under one chaincode name: public, private, key policies, history. */
export async function finalState(side: LedgerSide, chaincode: Step['chaincode']): Promise<unknown> {
  const state: Record<string, unknown> = {};
  const privateKeys = new Set<string>();
  for (const mspId of ORGANISATIONS) {
    const read = (call: string, ...args: string[]) => side.read(mspId, chaincode, `basic:${call}`, ...args);
    const own = implicitCollection(mspId);
    const entries = JSON.parse(await read('range', '', '')) as readonly Entry[];
    const held = JSON.parse(await read('privateRange', own, '', '')) as readonly string[];
    state[`${mspId} public`] = entries;
    state[`${mspId} private`] = await Promise.all(held.map((key) => read('getPrivate', own, key)));
    for (const key of held) privateKeys.add(key);
    for (const { k } of entries.filter(({ k: key }) => key.startsWith('k'))) {
      state[`${mspId} ${k}`] = [await read('getVP', k), JSON.parse(await read('history', k))];
    }
  }
  for (const mspId of ORGANISATIONS) {
    for (const owner of ORGANISATIONS.filter((one) => one !== mspId)) {
      const hashOf = (key: string) =>
        side.read(mspId, chaincode, 'basic:getPrivateHash', implicitCollection(owner), key);
      const keys = [...privateKeys].sort();
      state[`${mspId} sees of ${owner}`] = await Promise.all(
        keys.map(async (key) => [key, await hashOf(key)]),
      );
    }
  }
  return sorted(side.comparable(state));
}

/** Ids of proposals are ids of transactions, so their order is chance. */
function sorted(state: unknown): unknown {
  if (typeof state !== 'object' || state === null) return state;
  return Object.fromEntries(
    Object.entries(state).map(([name, value]: [string, unknown]) => [
      name,
      name.endsWith(' public') && Array.isArray(value)
        ? value.map((entry) => JSON.stringify(entry)).sort()
        : value,
    ]),
  );
}
