// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { DEMO_ENTERPRISES } from '#network/demo/enterprises.js';
import { recordKinds, type JsonObject } from '@chainshare/chaincode/model';
import type { PublishResult, Received } from '@chainshare/client';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { chainshare, type Ended } from '../support/command.js';
import { samplesOf } from '../unit/chaincode/model/kinds/samples.js';
import { RunningNetwork } from './support/running-network.js';
import { until } from './support/stock.js';

const READER = 'Qiming';
const SECTIONS = ['identity', 'quantity', 'commercial', 'evidence'] as const;

/** A GLN in the samples, and whose it is: records name members by their MSP IDs. */
const [GLN, ITS_OWNER] = ['9520009000005', 'Huazheng'];

const without = (values: JsonObject, ...fields: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));

/** The fully filled sample as a first word on its subject, answering `answered` where it answers anything. */
function firstWord(name: string, answered: string | undefined): JsonObject {
  const text = JSON.stringify(samplesOf(name).valid).replaceAll(`"${GLN}"`, `"${ITS_OWNER}"`);
  const values = without(JSON.parse(text) as JsonObject, 'corrects', 'reason');
  return name === 'response' && answered !== undefined ? { ...values, answers: answered } : values;
}

describe('a record of every kind', function () {
  this.timeout(180_000);

  let network: RunningNetwork;
  const orders: string[] = [];

  const command = (as: string, ...args: readonly string[]): Promise<Ended> =>
    chainshare(['--as', as, '--json', ...args], {
      cwd: network.dataDir,
      env: { CHAINSHARE_NETWORK: 'network.json' },
    });

  before(async () => {
    network = await RunningNetwork.start(...DEMO_ENTERPRISES.map(({ id }) => id));
  });

  after(async () => {
    await network.remove();
  });

  /** The order first, since the response answers it. */
  const names = [...recordKinds].sort((a, b) => Number(b === 'order') - Number(a === 'order'));

  it('is described at the gateway that takes it, title, key and fields', async () => {
    const reader = await network.as(READER);
    const described = await reader.kinds();
    expect(described.map(({ kind }) => kind)).to.have.members([...recordKinds]);
    for (const { kind, key, fields } of described) {
      const columns = fields.map(({ field }) => field.split(/[.[]/)[0]);
      expect(columns, kind).to.include.members([...key]);
    }
    expect(await reader.kind('order')).to.deep.equal(described.find(({ kind }) => kind === 'order'));
  });

  for (const name of names) {
    const { publisher } = samplesOf(name);
    const kind = catalogue.kind(name);

    it(`${name} is published by ${publisher} and read by ${READER} through the SDK, as it was said`, async () => {
      const values = firstWord(name, orders[0]);
      const said = await network.as(publisher);
      const result = await said.publish<string>(name, [values], {
        to: [READER],
        sections: SECTIONS,
      });
      const id = result.publications[0]?.records[0]?.id ?? '';
      if (name === 'order') orders.push(id);
      const reader = await network.as(READER);
      const found = await until(async () => {
        for await (const record of reader.query<string>(name, { publisher, versions: 'all' }))
          if (record.id === id) return record;
        return undefined;
      });
      expect(found).to.deep.include({ kind: name, publisher, withheld: [] });
      // Whom a response is to follows from what it answers, which the gateway knows and the rules of the kind do not.
      const complete = kind.complete(values, publisher);
      expect(without(found.values, 'to')).to.deep.equal(without(complete, 'to'));
      expect((await reader.get(id)).data.values).to.deep.equal(found.values);
    });

    it(`${name} is published and read by the command`, async () => {
      await writeFile(path.join(network.dataDir, `${name}.json`), JSON.stringify(firstWord(name, orders[0])));
      const sections = SECTIONS.flatMap((section) => ['--sections', section]);
      const published = await command(
        publisher,
        'publish',
        name,
        `${name}.json`,
        '--to',
        READER,
        ...sections,
      );
      expect(published.code, published.err).to.equal(0);
      const { publications } = JSON.parse(published.out) as PublishResult;
      const id = publications[0]?.records[0]?.id ?? '';
      const ended = await until(async () => {
        const read = await command(READER, 'get', id);
        return read.code === 0 ? read : undefined;
      }, 60);
      const { data } = JSON.parse(ended.out) as { readonly data: Received };
      expect(data).to.include({ id, kind: name, publisher });
    });
  }
});
