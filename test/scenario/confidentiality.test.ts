// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { NetworkFile } from '@chainshare/client';
import { connectLedger } from '../support/ledger-client.js';
import { hasOutside } from '../support/outside-data.js';
import { root } from '../unit/project/sources.js';
import { FrontDoors } from './support/front-doors.js';
import { ITEM_STOCK_FILE, ITEM_STOCK_TYPE, ITEM_STOCK_VALUES } from './support/item-stock.js';
import type { NetworkPlace, ProcessOptions } from './support/network-process.js';
import { searchFiles, type Search } from './support/plain-text.js';
import { received, recordsIn } from './support/stock.js';

const { product, location, address, order, asOf } = ITEM_STOCK_VALUES;

/** What only the sample's publisher and its counterparty may know. */
const SECRETS = [product, product.replace('urn:uuid:', ''), location, address, asOf, ...Object.values(order)];

/** Written in clear on purpose, so that a search that finds nothing is known to search. */
const CONTROL = 'CONTROL-BPNS0000000000AA';

/** Xinqiao's peer runs the agreed chaincode and beside it a contract that writes what it is told. */
const OPTIONS: ProcessOptions = {
  enterprises: ['Xinqiao', 'Xinghe', 'Qiming'],
  alteredChaincode: { Xinqiao: path.join(root, 'test/security/altered-chaincode') },
};

describe('what the files of a network give away', function () {
  this.timeout(90_000);

  let child: ChildProcess;
  let output: FileHandle;
  let outputDir: string;
  let place: NetworkPlace;
  let doors: FrontDoors;

  before(async function () {
    if (!hasOutside(ITEM_STOCK_FILE)) this.skip();
    outputDir = await mkdtemp(path.join(tmpdir(), 'chainshare-output-'));
    output = await open(path.join(outputDir, 'output.log'), 'a');
    const program = fileURLToPath(new URL('support/network-process.js', import.meta.url));
    child = fork(program, [JSON.stringify(OPTIONS)], { stdio: ['ignore', output.fd, output.fd, 'ipc'] });
    [place] = (await once(child, 'message')) as [NetworkPlace];
    doors = new FrontDoors(JSON.parse(await readFile(place.networkFile, 'utf8')) as NetworkFile);
    await publishSample();
    await writeControl();
  });

  after(async () => {
    if (!hasOutside(ITEM_STOCK_FILE)) return;
    await stopNetwork();
    await output.close();
    doors.assertConforming();
    await Promise.all([outputDir, place.dataDir].map((folder) => rm(folder, { recursive: true })));
  });

  /** Everything that touches the sample: published, refused, listed, proven, and asked for in vain. */
  async function publishSample(): Promise<void> {
    const body = new Uint8Array(await readFile(ITEM_STOCK_FILE));
    const headers = { 'content-type': ITEM_STOCK_TYPE };
    const [id = ''] = recordsIn(await doors.publish('Xinqiao', '?to=Xinghe', { body, headers }));
    expect((await doors.publish('Xinqiao', '', { body, headers })).status).to.equal(400);
    await received(await doors.as('Xinghe'), id);
    const found = await doors.ask('Xinghe', `GET /v1/records?kind=inventory&location=${location}`);
    expect(found.json['data']).to.have.length(1);
    expect((await doors.ask('Xinghe', `GET /v1/records/${id}/proof?level=2`)).status).to.equal(200);
    expect((await doors.ask('Qiming', `GET /v1/records/${id}`)).status).to.equal(404);
    const bulletin = await doors.publish('Xinqiao', '', {
      body: {
        kind: 'inventory',
        records: [
          {
            ...ITEM_STOCK_VALUES,
            supplier: 'Qiming',
            product: 'TAG-01',
            location: 'WH1',
            address: 'GATE-1',
            order: { orderId: 'PO-1' },
            asOf: '2026-11-23T08:00:00Z',
          },
        ],
      },
    });
    await received(await doors.as('Qiming'), recordsIn(bulletin)[0] ?? '');
  }

  async function writeControl(): Promise<void> {
    const { channel, peers, dataDir } = place;
    const client = connectLedger({ ledger: { channel, peers: new Map(peers) }, dataDir }, 'Xinqiao');
    const operation = { op: 'putPrivate', collection: '_implicit_org_Xinqiao', key: 'control' };
    await client.network.getContract('records', 'Hostile').submit('Write', {
      arguments: [JSON.stringify([operation])],
      transientData: { 0: CONTROL },
      endorsingOrganizations: ['Xinqiao'],
    });
    client.close();
  }

  async function stopNetwork(): Promise<void> {
    if (child.exitCode !== null) return;
    child.disconnect();
    await once(child, 'exit');
  }

  /** What of the two enterprises is theirs alone: their peers are searched like everybody's. */
  const isForeign = (file: string): boolean => !/^(Xinqiao|Xinghe)\/gateway\//.test(file);

  async function assertNothingFound(): Promise<void> {
    const { hits, files } = await searchFiles(place.dataDir, SECRETS, isForeign);
    expect(hits).to.deep.equal([]);
    for (const folder of ['Xinqiao/peer0', 'Xinghe/peer0', 'Qiming/peer0', 'Qiming/gateway', 'orderers']) {
      expect(
        files.filter((file) => file.startsWith(folder)),
        folder,
      ).not.to.deep.equal([]);
    }
    expect((await searchFiles(outputDir, SECRETS)).hits).to.deep.equal([]);
  }

  const foundIn = ({ hits }: Search): readonly string[] => [
    ...new Set(hits.map(({ file }) => file.split('/').slice(0, 2).join('/'))),
  ];

  it('finds a control value that was written unsealed, in the files of its own peer alone', async () => {
    const search = await searchFiles(place.dataDir, [CONTROL]);
    expect(foundIn(search)).to.deep.equal(['Xinqiao/peer0']);
  });

  it('finds the identifiers of the sample at its publisher and its reader', async () => {
    for (const enterprise of ['Xinqiao', 'Xinghe']) {
      const { hits } = await searchFiles(path.join(place.dataDir, enterprise, 'gateway'), SECRETS);
      expect(new Set(hits.map(({ text }) => text)), enterprise).to.deep.equal(new Set(SECRETS));
    }
  });

  it('finds nothing of the sample with anybody else, on a peer, at the ordering side or in a log', async () => {
    expect(await readFile(path.join(outputDir, 'output.log'), 'utf8')).to.include('"enterprise":"Qiming"');
    await assertNothingFound();
  });

  it('finds nothing of it either when the network is down', async () => {
    await stopNetwork();
    await assertNothingFound();
    expect(foundIn(await searchFiles(place.dataDir, [CONTROL]))).to.deep.equal(['Xinqiao/peer0']);
  });
});
