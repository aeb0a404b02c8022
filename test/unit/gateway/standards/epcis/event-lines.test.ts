// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { catalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { joinEvent, splitEvent } from '@chainshare/gateway/internal/standards/epcis/event-lines.js';
import { hasOutside, outsidePath } from '../../../../support/outside-data.js';
import { publishedEvents } from './documents.js';

const kind = catalogue.kind('event');
const ID = 'urn:uuid:48878d48-6f1d-47f5-8ded-a441d0d879df';

const shipped = (changes: object = {}): JsonObject => ({
  type: 'ObjectEvent',
  eventTime: '2026-11-23T08:00:00.123456+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:952000.3000012.1'],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:952000.3000012.CL-0215', quantity: 17.5, uom: 'KGM' }],
  ...changes,
});
const split = (event: JsonObject) => splitEvent(kind, event);
const faultsOf = (event: JsonObject) => split(event).faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('events of EPCIS 2.0', () => {
  it('become line 0 and a line for each thing that they name', () => {
    const { records } = split(
      shipped({ bizStep: 'shipping', readPoint: { id: 'https://id.gs1.org/414/9520003000001' } }),
    );
    const common = {
      eventID: records[0]?.['eventID'],
      type: 'Object',
      eventTime: '2026-11-23T08:00:00.123456+08:00',
      eventTimeZoneOffset: '+08:00',
      action: 'OBSERVE',
      bizStep: 'shipping',
      readPoint: 'https://id.gs1.org/414/9520003000001',
      lines: 2,
    };
    expect(common.eventID).to.match(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
    expect(records).to.deep.equal([
      { ...common, line: 0, role: 'event', rest: '{"eventID":null}' },
      { ...common, line: 1, role: 'object', list: 'epc', epc: 'urn:epc:id:sgtin:952000.3000012.1' },
      {
        ...common,
        ...{ line: 2, role: 'object', list: 'quantity', epc: 'urn:epc:class:lgtin:952000.3000012.CL-0215' },
        ...{ quantity: '17.5', uom: 'KGM' },
      },
    ]);
  });

  it('are given back, whatever the order of their lines, and not while one is missing', () => {
    const event = shipped({ eventID: ID });
    const { records } = split(event);
    expect(records[0]).to.not.have.property('rest');
    expect(joinEvent([...records].reverse())).to.deep.equal(event);
    for (const i of records.keys()) expect(joinEvent(records.filter((_, j) => j !== i))).to.equal(undefined);
    expect(joinEvent([...records, records[1] ?? {}])).to.equal(undefined);
    expect(joinEvent([])).to.equal(undefined);
  });

  it('keep in the rest of line 0 what records have no field for', () => {
    const odd = shipped({
      epcList: [],
      quantityList: [
        { epcClass: 'urn:a:b', quantity: 1e30 },
        { epcClass: 'urn:a:c', uom: 'KGM' },
      ],
      sourceList: [],
      readPoint: { id: 'urn:a:d', 'example:gate': 3 },
      certificationInfo: 'https://example.com/7',
      bizStep: 'two words',
      parentID: 'urn:a:e',
      'example:deep': { list: [{ a: null }, 1.5] },
    });
    const { records, faults } = split(odd);
    expect(faults).to.deep.equal([]);
    expect(records.map(({ epc }) => epc)).to.deep.equal([undefined, 'urn:a:b', 'urn:a:c']);
    expect(joinEvent(records)).to.deep.equal(odd);
  });

  it('repeat on each line whom the event is between', () => {
    const sourceList = [{ type: 'owning_party', source: 'urn:epc:id:pgln:952000.300000' }];
    const { records } = split(shipped({ sourceList, bizTransactionList: [{ bizTransaction: 'urn:a:b' }] }));
    expect(records.map((record) => record['sourceList'])).to.deep.equal(Array(3).fill(sourceList));
    expect(records.filter((record) => record['bizTransactionList'] !== undefined)).to.have.length(1);
  });

  it('without anything named are line 0 alone', () => {
    const { epcList, quantityList, ...rest } = shipped({ sensorElementList: [{}] });
    expect([epcList, quantityList]).to.not.include(undefined);
    const { records } = split(rest);
    expect(records.map(({ line, lines }) => [line, lines])).to.deep.equal([[0, 0]]);
  });

  it('are refused where they say nothing or what no event says', () => {
    expect(faultsOf(shipped({ type: 'StrangeEvent' }))).to.deep.equal(['/type NOT_ALLOWED']);
    expect(faultsOf(shipped({ type: 'Object' }))).to.deep.equal(['/type NOT_ALLOWED']);
    expect(faultsOf({})).to.deep.equal(['/type NOT_ALLOWED']);
    expect(faultsOf(shipped({ eventTime: 'yesterday' }))).to.include('/eventTime MALFORMED');
    expect(faultsOf(shipped({ eventID: 'two words' }))).to.include('/eventID MALFORMED');
    expect(faultsOf(shipped({ 'example:half': '\ud800' }))).to.deep.equal([' MALFORMED']);
    expect(faultsOf(shipped({ disposition: null }))).to.deep.equal([' NOT_ALLOWED']);
    expect(faultsOf(shipped({ 'example:long': 'x'.repeat(70_000) }))).to.deep.equal([' OUT_OF_RANGE']);
  });

  it('are given back equal as JSON, all that others have published', function () {
    if (!hasOutside(outsidePath('epcis'))) this.skip();
    const events = publishedEvents('epcis');
    for (const { event, context } of events) {
      const { records, faults } = splitEvent(kind, event, context);
      const wrong = records.flatMap((record) => [
        ...kind.validate(record),
        ...kind.ruleFaults(record, 'Xinghe'),
      ]);
      expect([faults, wrong]).to.deep.equal([[], []]);
      expect(joinEvent(records)).to.deep.equal(event);
    }
    expect(events).to.have.length(113);
  });
});
