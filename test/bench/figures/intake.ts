// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import type { Figure, Measurement } from '../figure.js';
import { csvFile, sendFile, type SentFile } from '../import-file.js';
import { BenchNetwork, type BenchGateway } from '../network/bench-network.js';
import { SealingDesk } from '../sealing-desk.js';
import { alternating, median, ms, timed } from '../statistics.js';
import { StockRows } from '../stock-rows.js';

const ROWS = 100_000;
const ROUNDS = 3;
const WARM_UP = 1;
const PIECE_BYTES = 65_536;
const DRY_RUN_BOUND = 3;
const SEALING_BOUND = 6;

/** A file of 100,000 rows as a trial and with sealing, against parsing and validating the same rows with libraries. */
export const measure: Measurement = ({ seed }) =>
  BenchNetwork.with(['Xinghe', 'Qiming'], async (network) => {
    const file = csvFile(new StockRows(seed, 'Qiming').take(ROWS));
    await network.startGateway('Qiming');
    const gateway = await network.startGateway('Xinghe');
    const floor = () => parseAndValidate(file);
    const trial = await against(floor, () => dryRun(gateway, file));
    const desk = await SealingDesk.start();
    const sealing = await against(floor, () => desk.seal(file)).finally(() => desk.close());
    const whole = await timed(() => publish(gateway, file));
    const figures: readonly Figure[] = [
      { name: 'dryRun of 100,000 rows of CSV / floor', bound: DRY_RUN_BOUND, ...trial },
      { name: 'the same with sealing / floor', bound: SEALING_BOUND, ...sealing },
    ].map((figure) => ({ ...figure, good: 'at most' }));
    return figures.map((figure) => ({ ...figure, detail: `${figure.detail}; whole to 201 ${ms(whole)}` }));
  });

async function against(
  floor: () => Promise<void>,
  work: () => Promise<void>,
): Promise<Pick<Figure, 'measured' | 'detail'>> {
  await alternating(WARM_UP, work, floor);
  const [times, floors] = await alternating(ROUNDS, work, floor);
  const [time, least] = [median(times), median(floors)];
  return { measured: time / least, detail: `${ms(time)} / ${ms(least)}, median of ${ROUNDS}` };
}

/** The least that reading the rows takes: each is parsed, made an object and validated by its schema. */
async function parseAndValidate({ bytes }: SentFile): Promise<void> {
  const kind = catalogue.kind('inventory');
  let header: readonly string[] | undefined;
  for await (const cells of Readable.from(piecesOf(bytes)).pipe(parse())) {
    const line = cells as readonly string[];
    if (header === undefined) {
      header = line;
      continue;
    }
    const entries = header.map(
      (name, i) => [name, name === 'blocked' ? line[i] === 'true' : line[i]] as const,
    );
    if (kind.validate(Object.fromEntries(entries) as Record<string, string | boolean>).length > 0) {
      throw new Error('a row is not valid');
    }
  }
}

function* piecesOf(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
  }
}

async function dryRun(gateway: BenchGateway, file: SentFile): Promise<void> {
  await assertStatus(await sendFile(gateway, file, '&dryRun=true', {}), 200);
}

async function publish(gateway: BenchGateway, file: SentFile): Promise<void> {
  const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=120' };
  await assertStatus(await sendFile(gateway, file, '', headers), 201);
}

async function assertStatus(response: Response, status: number): Promise<void> {
  const answer = await response.text();
  if (response.status === status) return;
  throw new Error(`the file was answered with ${response.status}: ${answer.slice(0, 1_000)}`);
}
