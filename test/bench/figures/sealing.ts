// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { seal } from '@chainshare/gateway/internal/sealing/seal.js';
import { openFor, recipientOf, requestOf, xinghe } from '../../unit/gateway/sealing/publications.js';
import type { Measurement } from '../figure.js';
import { alternating, median, ms } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const RECORDS = 1_000;
const ROUNDS = 40;
/** Rounds before measuring: both ways are compiled by then. */
const WARM_UP = 20;
const BOUND = 12;

/** Sealing and opening 1,000 records, against JSON, one AES-256-GCM and one SHA-256 of the same bytes. */
export const measure: Measurement = async ({ seed }) => {
  const kind = catalogue.kind('inventory');
  const records = new StockRows(seed, xinghe.mspId).take(RECORDS).map((row) => kind.split(row));
  const request = requestOf({ records, recipients: [recipientOf(xinghe)] });
  const published = seal(request);
  const plain = { key: randomBytes(32), nonce: randomBytes(12) };
  const bare = sealBarely(records, plain);
  const sealOnce = (): void => void seal(request);
  const openOnce = (): void => void openFor(xinghe, published);
  const sealBare = (): void => void sealBarely(records, plain);
  const openBare = (): void => void openBarely(bare, plain);
  await alternating(WARM_UP, sealOnce, sealBare);
  await alternating(WARM_UP, openOnce, openBare);
  return [
    figure('seal 1,000 records / floor', await alternating(ROUNDS, sealOnce, sealBare)),
    figure('open 1,000 records / floor', await alternating(ROUNDS, openOnce, openBare)),
  ];
};

function figure(name: string, [product, floor]: readonly (readonly number[])[]) {
  const [time, floorTime] = [median(product ?? []), median(floor ?? [])];
  return {
    name,
    measured: time / floorTime,
    bound: BOUND,
    good: 'at most',
    detail: `${ms(time)} / ${ms(floorTime)}, median of ${ROUNDS}`,
  } as const;
}

interface PlainKey {
  readonly key: Buffer;
  readonly nonce: Buffer;
}

interface Bare {
  readonly bytes: Buffer;
  readonly tag: Buffer;
  readonly digest: string;
}

/** The least that any sealing does. */
function sealBarely(records: object, { key, nonce }: PlainKey): Bare {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const bytes = Buffer.concat([cipher.update(JSON.stringify(records), 'utf8'), cipher.final()]);
  return { bytes, tag: cipher.getAuthTag(), digest: hash('sha256', bytes) };
}

/** The least that any opening does. */
function openBarely({ bytes, tag, digest }: Bare, { key, nonce }: PlainKey): unknown {
  if (hash('sha256', bytes) !== digest) throw new Error('the bytes were altered');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag);
  return JSON.parse(Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8'));
}
