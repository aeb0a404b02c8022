// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { JsonObject } from '@chainshare/chaincode/model';
import { eventHash, preHash } from '@chainshare/gateway/internal/standards/epcis/event-hash.js';
import { namespacesOf } from '@chainshare/gateway/internal/standards/epcis/namespaces.js';
import { hasOutside, outsidePath } from '../../../../support/outside-data.js';
import { publishedEvents } from './documents.js';

const event: JsonObject = {
  type: 'ObjectEvent',
  eventTime: '2026-11-23T08:00:00.1235+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sscc:4012345.0000000333', 'https://id.gs1.org/00/040123450000000115'],
  bizStep: 'shipping',
};
const context = { example: 'https://ns.example.com/' };
const hashOf = (changes: object): string => eventHash({ ...event, ...changes }, context);

/**
 * Documents with published hashes. The authors have since corrected the order of sources and destinations, the
 * place of nested extensions, the word for sensors, and that certificates are left out (RalphTro/epcis-event-hash-generator
 * at d8d87463, expected/CBV2.0); those digests stand here by the number of the event.
 */
const VECTORS: readonly (readonly [name: string, corrected: Readonly<Record<number, string>>])[] = [
  ['ReferenceEventHashAlgorithm', {}],
  ['ReferenceEventHashAlgorithm2', { 0: '271565c346ae2fb28c4583c4dca4ab4772d465eb4e0b6e548d77d8b49377d95c' }],
  ['ReferenceEventHashAlgorithm3', { 0: '3ae14c02c4bdc220cc31942cf804f6845eb8dec96ba6483391c92a9b165f9329' }],
  ['TimeStampRoundOff', { 2: 'bf052637920f56c28bd6bc4ce10bb296203fcddc543f1e293d5a77b07592dcec' }],
  ['epcisDocWithAllGS1Keys', {}],
];

describe('the hash of an event', () => {
  it('takes a number of any length for what it is worth', () => {
    const zeros = '0'.repeat(10_000);
    const text = (value: string) => preHash({ ...event, 'example:x': value }, namespacesOf(context));
    expect(text(`+${zeros}12.50${zeros}`)).to.equal(text('12.5'));
    expect(text(`-${zeros}.${zeros}`)).to.equal(text('0'));
    expect(text('7.')).to.equal(text('7'));
    // Tried at each of its zeros, such a text would be read for years.
    expect(text(`${zeros}.${zeros}x`)).to.contain(`${zeros}.${zeros}x`);
  });

  for (const [name, corrected] of VECTORS) {
    it(`is the published one of ${name}`, function () {
      const file = outsidePath(`epcis/event-hash/${name}.hashes`);
      if (!hasOutside(file)) this.skip();
      const found = publishedEvents('epcis/event-hash').filter((it) => it.file === `${name}.jsonld`);
      const published = readFileSync(file, 'utf8').trim().split('\n');
      const expected = published.map((hash, i) => {
        const digest = corrected[i];
        return digest === undefined ? hash : `ni:///sha-256;${digest}?ver=CBV2.0`;
      });
      expect(found.map((it) => eventHash(it.event, it.context))).to.deep.equal(expected);
    });
  }

  it('is of the standard members in their order, then of extensions where they stand', () => {
    const text = preHash(
      {
        'example:b': { 'example:y': [2.5, 'two'], 'example:x': true },
        ...event,
        quantityList: [{ epcClass: 'urn:a:b', quantity: 10.0, uom: 'KGM' }, { epcClass: 'urn:a:a' }],
        readPoint: { id: 'urn:a:c', 'example:gate': '07' },
      },
      namespacesOf(context),
    );
    expect(text).to.equal(
      'eventType=ObjectEventeventTime=2026-11-23T00:00:00.124ZeventTimeZoneOffset=+08:00' +
        'epcListepc=https://id.gs1.org/00/040123450000000115epc=https://id.gs1.org/00/040123450000003338' +
        'quantityListquantityElementepcClass=urn:a:aquantityElementepcClass=urn:a:bquantity=10uom=KGM' +
        'action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-shippingreadPointid=urn:a:c' +
        'readPoint{https://ns.example.com/}gate=7' +
        '{https://ns.example.com/}b{https://ns.example.com/}x=true{https://ns.example.com/}y=2.5{https://ns.example.com/}y=two',
    );
  });

  it('is the same for other ways to write the same', () => {
    const [first, second] = event['epcList'] as readonly string[];
    for (const same of [
      { epcList: [second, first] },
      { eventTime: '2026-11-23T00:00:00.12350Z' },
      { bizStep: 'cbv:BizStep-shipping' },
      { bizStep: 'urn:epcglobal:cbv:bizstep:shipping' },
      { bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping' },
      { epcList: [first, 'https://example.com/some/00/040123450000000115'] },
    ]) {
      expect(hashOf(same), JSON.stringify(same)).to.equal(hashOf({}));
    }
  });

  it('is the same whenever and under whatever name the event is recorded, and whatever is said of it later', () => {
    const later = { recordTime: '2026-11-24T00:00:00Z', eventID: 'urn:a:b', 'rdfs:comment': 'ok' };
    const said = {
      errorDeclaration: { declarationTime: '2026-11-24T00:00:00Z' },
      certificationInfo: 'urn:a:c',
    };
    expect(hashOf({ ...later, ...said })).to.equal(hashOf({}));
  });

  it('is another one for another event', () => {
    for (const other of [
      { action: 'ADD' },
      { eventTime: '2026-11-23T08:00:00.122+08:00' },
      { 'example:a': '1' },
    ]) {
      expect(hashOf(other), JSON.stringify(other)).to.not.equal(hashOf({}));
    }
  });
});
