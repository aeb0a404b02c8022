// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { EnterpriseSettings } from '@chainshare/gateway/internal/settings.js';
import { answerOf, faultsOf, refusal, sentAnswerOf } from './answers.js';
import { allFor, valuesOf } from './opening.js';
import { caller, callOf, fileOf, RunningPublisher, stock, type StartOptions } from './running-publisher.js';

const GTIN = 'https://id.gs1.org/01/09520006000015';

const tag = (changes: JsonObject = {}): JsonObject => ({
  product: 'TAG-01',
  names: { en: 'Tag' },
  validFrom: '2026-11-01',
  baseUnit: 'H87',
  ...changes,
});
const site = {
  location: 'WH1',
  names: { en: 'Nanchang' },
  type: 'warehouse',
  country: 'CN',
  validFrom: '2026-11-01',
};

interface Warning {
  readonly row: number;
  readonly code: string;
  readonly pointer: string;
  readonly fix?: { readonly kind: string; readonly record: JsonObject };
}

describe('publishing by codes', () => {
  let publisher: RunningPublisher;
  beforeEach(async () => {
    publisher = await RunningPublisher.start();
  });
  afterEach(async () => {
    expect(await publisher.spooled()).to.deep.equal([]);
    await publisher.remove();
  });

  let calls = 0;
  const publish = (
    records: readonly JsonObject[],
    { kind = 'inventory', ...changes }: Parameters<typeof callOf>[2] & { readonly kind?: string } = {},
  ) => publisher.publish(callOf(`call-${(calls += 1)}`, records, { body: { kind }, ...changes }));

  const warningsOf = (answer: Awaited<ReturnType<typeof publish>>) =>
    (answerOf(answer).warnings as unknown as readonly Warning[]).filter(
      ({ code }) => code !== 'NO_RECIPIENT',
    );
  const told = (warnings: readonly Warning[]) =>
    warnings.map(({ row, pointer, code }) => `${row} ${pointer} ${code}`);

  const current = async (kind: string): Promise<readonly JsonObject[]> => {
    const query = { publisher: 'Xinqiao', kind, after: 0, limit: 10_000 };
    return (await publisher.store.read('record.own-current', query)).records.map(({ values }) => values);
  };
  const productsOf = async (kind = 'inventory') => (await current(kind)).map(({ product }) => product);

  it('puts own codes in the place of those of customers, and leaves URIs as they are', async () => {
    await publish([tag(), tag({ customer: 'Xinghe', customerPart: '4711' })], { kind: 'product' });
    await publish([site], { kind: 'location' });
    const rows = [
      stock({ customer: 'Xinghe', lot: 'A' }),
      stock({ customer: 'Xinghe', lot: 'B', product: '4711' }),
      stock({ customer: 'Xinghe', lot: 'C', product: '(01)09520006000015' }),
      stock({ customer: 'Xinghe', lot: 'D', product: GTIN }),
      stock({ customer: 'Qiming', lot: 'E', product: '4711' }),
    ];
    const answer = await publish(rows);
    expect(told(warningsOf(answer))).to.deep.equal(['5 /records/4/product CODE_OF_CUSTOMER']);
    expect(await productsOf()).to.deep.equal(['TAG-01', 'TAG-01', GTIN, GTIN, 'TAG-01']);
    const seen = (await allFor('Xinghe', publisher)).flatMap((one) => valuesOf(one, 'identity'));
    expect(seen.flatMap(({ lot, product }) => (lot === 'B' ? [product] : []))).to.deep.equal(['TAG-01']);
    const duplicate = [stock({ customer: 'Xinghe' }), stock({ customer: 'Xinghe', product: '4711' })];
    expect(await faultsOf(publish(duplicate))).to.deep.equal(['2 /records/1/asOf DUPLICATE_KEY']);
  });

  it('refuses a code that means two things', async () => {
    await publish(
      [
        tag({ customer: 'Xinghe', customerPart: '1' }),
        tag({ product: 'TAG-02', customer: 'Qiming', customerPart: '1' }),
      ],
      { kind: 'product' },
    );
    const rows = [stock({ product: '1' }), stock({ product: '1', customer: 'Qiming' })];
    expect(await faultsOf(publish(rows))).to.deep.equal(['1 /records/0/product AMBIGUOUS_CODE']);
    const answer = await publish(rows, { onError: 'proceed' });
    expect(answer.body).to.include({ accepted: 1, rejected: 1 });
    expect(await productsOf()).to.deep.equal(['TAG-02']);
  });

  it('warns once of each code that is unknown, with a record that makes it known as it is', async () => {
    const rows = [stock({ lot: 'A' }), stock({ lot: 'B' }), stock({ product: 'TAG-09', unit: 'KGM' })];
    const warnings = warningsOf(await publish(rows));
    expect(told(warnings)).to.deep.equal([
      '1 /records/0/product UNKNOWN_CODE',
      '1 /records/0/location UNKNOWN_CODE',
      '3 /records/2/product UNKNOWN_CODE',
    ]);
    for (const { fix } of warnings) {
      const answer = await publish([fix?.record ?? {}], { body: { kind: fix?.kind ?? '' } });
      expect(answer.status).to.equal(201);
    }
    expect(
      warningsOf(await publish(rows.map((row) => ({ ...row, asOf: '2026-11-25T09:00:00Z' })))),
    ).to.deep.equal([]);
    expect((await current('product')).map(({ baseUnit }) => baseUnit)).to.deep.equal(['H87', 'KGM']);
  });

  it('knows a code only while a record makes it known', async () => {
    const { publications } = answerOf(await publish([tag()], { kind: 'product' }));
    await publish([tag({ product: 'TAG-02', validFrom: '2199-01-01' })], { kind: 'product' });
    const unknown = async (): Promise<readonly string[]> => {
      const warnings = warningsOf(await publish([stock(), stock({ product: 'TAG-02' })], { dryRun: true }));
      return told(warnings).filter((line) => line.includes('product'));
    };
    expect(await unknown()).to.deep.equal(['2 /records/1/product UNKNOWN_CODE']);
    const record = publications[0]?.records[0]?.id ?? '';
    await publish([{ record, reason: 'did_not_occur' }], { kind: 'withdrawal' });
    expect(await unknown()).to.deep.equal([
      '1 /records/0/product UNKNOWN_CODE',
      '2 /records/1/product UNKNOWN_CODE',
    ]);
  });

  it('makes unknown codes known in the same transaction where the call says so', async () => {
    const rows = [
      stock({ customer: 'Xinghe' }),
      stock({ customer: 'Xinghe', product: 'TAG-02', location: 'WH2' }),
    ];
    const tried = await publish(rows, { dryRun: true, addUnknown: true });
    expect(tried.body).to.deep.include({ accepted: 2, rejected: 0, added: 4, warnings: [] });
    expect(await current('product')).to.deep.equal([]);
    const answer = await publish(rows, { addUnknown: true });
    expect(answer.status).to.equal(201);
    expect(answer.body).to.deep.include({ accepted: 2, rejected: 0, added: 4, warnings: [] });
    const { publications } = answerOf(answer);
    expect(new Set(publications.map(({ transactionId }) => transactionId)).size).to.equal(1);
    expect(
      publications.map(({ records, audience }) => [
        records.map(({ id, ...origin }) => (expect(id).to.be.a('string'), origin)),
        audience.length,
      ]),
    ).to.deep.equal([
      [[{ row: 1 }, { row: 2 }], 1],
      [[{ adds: { kind: 'product', code: 'TAG-01' } }, { adds: { kind: 'product', code: 'TAG-02' } }], 0],
      [[{ adds: { kind: 'location', code: 'WH1' } }, { adds: { kind: 'location', code: 'WH2' } }], 0],
    ]);
    const planned = answerOf(tried).publications.map(({ records }) => records);
    expect(planned).to.deep.equal(
      publications.map(({ records }) =>
        records.map(({ id, ...origin }) => (expect(id).to.be.a('string'), origin)),
      ),
    );
    expect(await productsOf('product')).to.deep.equal(['TAG-01', 'TAG-02']);
    const again = await publish([stock({ asOf: '2026-11-25T09:00:00Z' })], { addUnknown: true });
    expect(again.body).to.not.have.property('added');
  });

  it('sends what it adds to the addressees of the call as well', async () => {
    await publish([stock()], { addUnknown: true, body: { to: ['Guyu'] } });
    const seen = (await allFor('Guyu', publisher)).map(({ opened }) => opened.header.kind);
    expect(seen).to.deep.equal(['inventory', 'product', 'location']);
  });

  it('adds nothing for a row that is refused, nor for whoever may not', async () => {
    const rows = [stock(), stock({ product: 'TAG-02', direction: 'up' })];
    const answer = await publish(rows, { addUnknown: true, onError: 'proceed' });
    expect(answer.body).to.deep.include({ accepted: 1, rejected: 1, added: 2 });
    expect(await productsOf('product')).to.deep.equal(['TAG-01']);
    const corrects = `${'a'.repeat(64)}.0`;
    const later = [
      stock({ product: 'TAG-03', corrects, reason: 'counted again' }),
      stock({ product: 'TAG-03', asOf: '2026-11-25T09:00:00Z' }),
    ];
    await publish(later, { addUnknown: true, onError: 'proceed' });
    expect(await productsOf('product')).to.deep.equal(['TAG-01', 'TAG-03']);
    const clerk = { ...caller, scopes: ['publish:inventory', 'publish:product'] };
    const refused = publisher.publish(callOf('clerk', [stock()], { addUnknown: true }), clerk);
    expect((await refusal(refused)).code).to.equal('ACCESS_DENIED');
  });

  describe('of an enterprise that wants all of them known', () => {
    beforeEach(async () => {
      await new EnterpriseSettings(publisher.store, () => '2026-11-25T08:00:00.000Z').replace(0, {
        codes: 'known',
      });
    });

    it('refuses every row with another one, and says how to mend it', async () => {
      await publish([tag()], { kind: 'product' });
      await publish([site], { kind: 'location' });
      const rows = [stock(), stock({ product: 'X' }), stock({ product: 'X', lot: 'B', location: 'Y' })];
      const error = await refusal(publish(rows));
      expect(
        (error.details.errors ?? []).map(({ row, pointer, code, fix }) => [row, pointer, code, fix?.kind]),
      ).to.deep.equal([
        [2, '/records/1/product', 'UNKNOWN_CODE', 'product'],
        [3, '/records/2/product', 'UNKNOWN_CODE', 'product'],
        [3, '/records/2/location', 'UNKNOWN_CODE', 'location'],
      ]);
      expect((await publish([stock({ product: GTIN })])).status).to.equal(201);
    });

    it('takes them where the same call makes them known', async () => {
      const answer = await publish([stock()], { addUnknown: true });
      expect(answer.body).to.deep.include({ accepted: 1, added: 2 });
    });
  });

  describe('in an import', () => {
    const rows = 2_100;
    const header = 'product,location,direction,asOf,quantity,unit,customer,lot,note';

    /** Rows so wide that about 800 fit one transaction; every third is known by its customer's code alone. */
    const sheet = (): string => {
      const lines = Array.from({ length: rows }, (_, i) => {
        const product = i % 3 === 0 ? `P-${i}` : `TAG-${i}`;
        return `${product},WH1,outbound,2026-11-25T08:00:00Z,${i},H87,Xinghe,LOT-${i},${'n'.repeat(900)}`;
      });
      return [header, ...lines, ''].join('\n');
    };
    const parts = (own: string): readonly JsonObject[] =>
      Array.from({ length: rows / 3 }, (_, i) =>
        tag({ product: `${own}-${3 * i}`, customer: 'Xinghe', customerPart: `P-${3 * i}` }),
      );
    const inventory = async () =>
      (await allFor('Xinghe', publisher)).flatMap((one) =>
        one.opened.header.kind === 'inventory'
          ? valuesOf(one, 'identity').map(({ product }) => product as string)
          : [],
      );
    const expected = Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? `OWN-${i}` : `TAG-${i}`)).sort();

    async function interrupted(options: StartOptions = {}): Promise<string> {
      publisher.ledger.isOrdering = false;
      const early = await publisher.publish(fileOf('k', sheet(), { waitSeconds: 0, addUnknown: true }));
      expect(early.status).to.equal(202);
      await publisher.publishing.stop();
      const [job] = await publisher.store.read('job.reading', {});
      expect(job?.nextRow).to.be.within(1, rows - 1);
      await publisher.restart(options);
      publisher.ledger.isOrdering = true;
      publisher.ledger.order();
      return early.location ?? '';
    }

    it('goes on after a crash with what its codes meant, whatever is said of them since', async () => {
      await publish(parts('OWN'), { kind: 'product' });
      await interrupted();
      await publish(
        parts('NEW').map((part) => ({ ...part, validFrom: '2026-11-02' })),
        { kind: 'product' },
      );
      const answer = await publisher.publish(fileOf('k', sheet(), { waitSeconds: 60, addUnknown: true }));
      expect(answer.status).to.equal(201);
      const sent = await sentAnswerOf(answer);
      expect(sent).to.deep.include({ accepted: rows, rejected: 0, added: (rows * 2) / 3 + 1 });
      expect((await inventory()).sort()).to.deep.equal(expected);
      const added = sent.publications.flatMap(({ records }) =>
        (records as readonly { adds?: { kind: string; code: string } }[]).flatMap(({ adds }) => adds ?? []),
      );
      expect(added.filter(({ kind }) => kind === 'location')).to.deep.equal([
        { kind: 'location', code: 'WH1' },
      ]);
      expect(new Set(added.map(({ code }) => code)).size).to.equal((rows * 2) / 3 + 1);
    }).timeout(60_000);
  });
});
