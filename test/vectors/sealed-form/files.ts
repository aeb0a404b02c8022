// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { parseEnvelope, type JsonObject } from '@chainshare/chaincode/model';
import { cast, text } from './cast.js';
import { describeProofs } from './proofs.js';
import { describeRefused } from './refused.js';
import { describeCase, make, validCases, type ValidCase } from './valid.js';

/** Every file of vectors, by name: what the repository holds must equal what this makes. */
export function vectorFiles(): ReadonlyMap<string, string> {
  const cases = validCases();
  const files = new Map<string, string>();
  for (const one of cases) files.set(`${one.name}.json`, write(describeCase(one)));
  files.set('thousand-records.json', write(describeDigests(thousandRecords())));
  files.set('refused.json', write(describeRefused()));
  files.set('proofs.json', write(describeProofs(cases)));
  return files;
}

/** A thousand records by rule, every second one with a quantity. */
export function thousandRecords(): ValidCase {
  return make('thousand-records', {
    publisher: cast.Xinqiao.mspId,
    keyPair: cast.Xinqiao.keyPair,
    kind: 'inventory',
    schema: 1,
    records: Array.from({ length: 1_000 }, (_, i) => ({
      identity: { product: `P-${i}` },
      ...(i % 2 === 0 ? { quantity: { quantity: String(i) } } : {}),
    })),
    onward: null,
    audience: 'granted',
    recipients: [],
    self: { epoch: 1_795_000_000, counter: 4n },
    follow: [],
  });
}

function describeDigests({ sealed, drawn }: ValidCase): JsonObject {
  const { r, s, a } = parseEnvelope(sealed.envelope).fields;
  return {
    drawn: drawn.slice(0, 3).map(text),
    'SHA-256 of all drawn': text(createHash('sha256').update(Buffer.concat(drawn)).digest()),
    a: text(a),
    r: text(r),
    s: text(s),
    length: sealed.sealed.length,
    id: sealed.id,
  };
}

function write(content: JsonObject | readonly JsonObject[]): string {
  return `${JSON.stringify(content, null, 1)}\n`;
}
