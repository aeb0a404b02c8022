// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { DELIVERY_INFORMATION } from '@chainshare/gateway/internal/standards/catena-x/delivery-information.js';
import { hasOutside, outsidePath } from '../../../../support/outside-data.js';
import * as aspects from './aspects.js';

const at = '/positions/0/deliveries/0';
const time = (day: number) => `2023-04-${day}T14:23:00.123456+08:00`;
const event = (eventType: string, day: number) => ({ eventType, dateTimeOfEvent: time(day) });
const place = (letter: string) => ({ bpnsProperty: `BPNS000000000${letter.repeat(3)}` });

const delivery = (changes: object = {}) => ({
  deliveryQuantity: { value: 20, unit: 'unit:piece' },
  lastUpdatedOnDateTime: time(28),
  transitEvents: [event('actual-departure', 27), event('estimated-arrival', 30)],
  transitLocations: { origin: place('A'), destination: place('B') },
  incoterm: 'DAP',
  ...changes,
});
const document = (...deliveries: readonly object[]): JsonObject =>
  ({
    materialGlobalAssetId: 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df',
    positions: [{ deliveries }],
  }) as unknown as JsonObject;

const faultsOf = (value: JsonObject) => aspects.faultsOf(DELIVERY_INFORMATION, value);
const recordsOf = (...deliveries: readonly object[]) =>
  aspects.recordsOf(DELIVERY_INFORMATION, document(...deliveries));
const recordFaults = (changes: object) =>
  aspects.recordFaults(DELIVERY_INFORMATION, document(delivery(changes)));
const [record = {}] = recordsOf(delivery());
const gapsOf = (changes: object) => aspects.gapsOf(DELIVERY_INFORMATION, [{ ...record, ...changes }]);
const writtenEvents = (changes: object): unknown => {
  const { documents } = aspects.written(DELIVERY_INFORMATION, [{ ...record, ...changes }]);
  const [position] = documents[0]?.['positions'] as unknown as {
    deliveries: { transitEvents: object[] }[];
  }[];
  return position?.deliveries[0]?.transitEvents;
};

describe('DeliveryInformation of Catena-X', () => {
  it('reads a delivery with a state that follows from its times', () => {
    const { despatchId, ...values } = record;
    expect(despatchId).to.match(/^cx-[0-9a-f]{16}$/);
    expect(values).to.deep.equal({
      product: 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df',
      line: '1',
      shipper: 'Xinqiao',
      consignee: 'Xinghe',
      fromLocation: 'BPNS000000000AAA',
      toLocation: 'BPNS000000000BBB',
      state: 'departed',
      stateAt: time(28),
      quantity: '20',
      unit: 'H87',
      actualDeparture: time(27),
      estimatedArrival: time(30),
      incoterm: 'DAP',
    });
    const stateOf = (...transitEvents: readonly object[]) =>
      recordsOf(delivery({ transitEvents }))[0]?.['state'];
    expect(stateOf(event('estimated-departure', 29))).to.equal('planned');
    expect(stateOf(event('actual-departure', 27), event('actual-arrival', 28))).to.equal('arrived');
  });

  it('takes the buyer for who tells of a delivery ex works, the seller of any other', () => {
    const partiesOf = (incoterm: string | undefined) => {
      const { shipper, consignee } = recordsOf(delivery({ incoterm }))[0] ?? {};
      return [shipper, consignee];
    };
    expect(partiesOf('EXW')).to.deep.equal(['Xinghe', 'Xinqiao']);
    expect([partiesOf('FCA'), partiesOf(undefined)]).to.deep.equal(Array(2).fill(['Xinqiao', 'Xinghe']));
  });

  it('names a delivery by what tells it from others, and counts its equals', () => {
    const names = recordsOf(
      delivery(),
      delivery({ lastUpdatedOnDateTime: time(29), deliveryQuantity: { value: 1, unit: 'unit:piece' } }),
      delivery({ trackingNumber: '1Z' }),
      delivery({ transitLocations: { origin: place('B'), destination: place('A') } }),
    ).map(({ despatchId, line }) => [despatchId, line]);
    expect(names.map(([, line]) => line)).to.deep.equal(['1', '2', '1', '1']);
    expect(new Set(names.map(([despatchId]) => despatchId)).size).to.equal(3);
    expect(names[0]?.[0]).to.equal(names[1]?.[0]);
  });

  it('reads the published sample as a delivery', function () {
    if (!hasOutside(outsidePath('catena-x'))) this.skip();
    const sample = aspects.published('DeliveryInformation');
    expect([faultsOf(sample), aspects.recordFaults(DELIVERY_INFORMATION, sample)]).to.deep.equal([[], []]);
    const [values] = aspects.recordsOf(DELIVERY_INFORMATION, sample);
    expect(values).to.deep.include({
      shipper: 'Xinghe',
      fromAddress: 'BPNA0123456789ZZ',
      state: 'planned',
      estimatedDeparture: '2023-04-29T14:23:00.123456+14:00',
      trackingNumber: '1Z9829WDE02128',
      order: { orderId: 'C-Nbr-4711', line: 'PositionId-01', sellerOrderId: 'M-Nbr-4711' },
    });
  });

  it('writes what it reads', () => {
    const whole = document(
      delivery(),
      delivery({ trackingNumber: '1Z', transitEvents: [event('estimated-departure', 1 + 27)] }),
      delivery({ transitEvents: [event('estimated-departure', 26), event('actual-departure', 27)] }),
    );
    const { documents, faults } = aspects.written(
      DELIVERY_INFORMATION,
      aspects.recordsOf(DELIVERY_INFORMATION, whole),
    );
    expect([documents, faults]).to.deep.equal([[whole], []]);
  });

  it('writes what has happened instead of what was expected where there is no room for both', () => {
    const estimated = { estimatedDeparture: time(26), estimatedArrival: time(29) };
    expect(writtenEvents(estimated)).to.deep.equal([
      event('actual-departure', 27),
      event('estimated-arrival', 29),
    ]);
    expect(writtenEvents({ ...estimated, actualArrival: time(30), state: 'arrived' })).to.deep.equal([
      event('actual-departure', 27),
      event('actual-arrival', 30),
    ]);
  });

  it('refuses two events of one type, no event, and more than two', () => {
    const events = (...transitEvents: readonly object[]) => faultsOf(document(delivery({ transitEvents })));
    const departure = event('actual-departure', 27);
    expect(events(departure, departure)).to.deep.equal([`${at}/transitEvents/1/eventType DUPLICATE_ITEM`]);
    expect(events()).to.deep.equal([`${at}/transitEvents OUT_OF_RANGE`]);
    expect(events(departure, departure, departure)).to.deep.equal([`${at}/transitEvents OUT_OF_RANGE`]);
  });

  for (const [what, changes, fault] of [
    ['an incoterm of its own', { incoterm: 'XXX' }, '/incoterm NOT_ALLOWED'],
    [
      'nothing to deliver',
      { deliveryQuantity: { value: 0, unit: 'unit:piece' } },
      '/deliveryQuantity/value OUT_OF_RANGE',
    ],
    [
      'an arrival before the departure',
      { transitEvents: [event('actual-arrival', 26), event('actual-departure', 27)] },
      '/transitEvents/0/dateTimeOfEvent OUT_OF_RANGE',
    ],
    ['a tracking number of 81 characters', { trackingNumber: 'x'.repeat(81) }, '/trackingNumber MALFORMED'],
  ] as const) {
    it(`refuses ${what}, where the document says it`, () => {
      expect(recordFaults(changes)).to.deep.equal([at + fault]);
    });
  }

  for (const [what, changes, pointers] of [
    ['a delivery that was cancelled', { state: 'cancelled' }, ['/state']],
    [
      'a delivery without any time',
      { actualDeparture: undefined, estimatedArrival: undefined },
      ['/estimatedDeparture'],
    ],
    ['places without BPNS', { fromLocation: 'WH1', toLocation: 'WH2' }, ['/fromLocation', '/toLocation']],
    ['an address without BPNA', { toAddress: 'Gate 3' }, ['/toAddress']],
    ['a material without UUID', { product: 'TAG-01' }, ['/product']],
    ['an order without its line', { order: { orderId: 'C1' } }, ['/order/line']],
  ] as const) {
    it(`does not write ${what}`, () => {
      expect(gapsOf(changes)).to.deep.equal(pointers.map((pointer) => `/records/r.0${pointer}`));
    });
  }
});
