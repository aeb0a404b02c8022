// SPDX-License-Identifier: Apache-2.0
/** A process with a kind more: publishes a record of it, and writes what its reader finds to standard output. */
import type { JsonObject } from '@chainshare/chaincode/model';
import { RunningNetwork } from './running-network.js';
import { until } from './stock.js';

/** What became of the record, as its reader sees it. */
export interface FurtherKindFindings {
  readonly values: JsonObject;
  readonly schemaId: unknown;
  readonly template: string;
  /** How many records each way of searching finds. */
  readonly found: Readonly<Record<string, number>>;
  readonly csv: string;
  readonly refused: unknown;
}

const [kind = '', text = ''] = process.argv.slice(2);
const values = JSON.parse(text) as JsonObject;

async function findings(network: RunningNetwork): Promise<FurtherKindFindings> {
  const publisher = await network.as('Xinqiao');
  const { publications } = await publisher.publish<string>(kind, [values], {
    to: ['Xinghe'],
    sections: ['identity', 'quantity'],
  });
  const id = publications[0]?.records[0]?.id ?? '';
  const reader = await network.as('Xinghe');
  const record = await until(async () => {
    for await (const found of reader.query<string>(kind)) if (found.id === id) return found;
    return undefined;
  });
  const ask = (query: string, accept = 'application/json') =>
    network.doors.ask('Xinghe', `GET /v1/${query}`, { headers: { accept } });
  const count = async (query: string): Promise<number> => {
    const { json } = await ask(`records?${query}`);
    return (json['data'] as readonly unknown[]).length;
  };
  const body = { kind, records: [{ ...values, colour: 'red' }] };
  const refused = await network.doors.publish('Xinqiao', '', { body });
  return {
    values: record.values,
    schemaId: (await ask(`kinds/${kind}/schema.json`, 'application/schema+json')).json['$id'],
    template: (await ask(`kinds/${kind}/template.csv`, 'text/csv')).text,
    found: {
      words: await count('q=stir'),
      subject: await count('subject=urn:chainshare:Xinqiao:part:SOUP'),
      filter: await count(`kind=${kind}&status=draft`),
      otherFilter: await count(`kind=${kind}&status=released`),
    },
    csv: (await ask(`records?kind=${kind}`, 'text/csv')).text,
    refused: refused.json['errors'],
  };
}

const network = await RunningNetwork.start('Xinqiao', 'Xinghe');
try {
  process.stdout.write(JSON.stringify(await findings(network)));
} finally {
  await network.remove();
}
