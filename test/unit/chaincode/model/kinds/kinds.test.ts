// SPDX-License-Identifier: Apache-2.0
import {
  definitionName,
  isKindName,
  kindId,
  kindSchema,
  kindSchemas,
  parseInstant,
  recordKinds,
  resolveSchema,
  section,
  sections,
  systemKinds,
  type KindSchema,
} from '@chainshare/chaincode/model';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { below, declaredMarks, markFaults } from './mark-faults.js';

function compile(kind: KindSchema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  ajv.addVocabulary(declaredMarks);
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
  ajv.addFormat('uri', /^[a-z]+:/);
  ajv.addFormat('date-time', (text) => {
    try {
      return typeof parseInstant(text) === 'bigint';
    } catch {
      return false;
    }
  });
  return ajv.compile(kind);
}

function kind(name: string): KindSchema {
  const found = kindSchema(name);
  if (found === undefined) throw new Error(`no kind ${name}`);
  return found;
}

/** Words by which a field would be about somebody; a mailbox of a department is about nobody. */
const personal = /person|contact|phone|mobile|email|birth|gender|address.?line|surname|first.?name|passport/i;

/** Names of all members, at any depth. */
function namesIn(schema: KindSchema): string[] {
  const parts = [schema, ...below(schema)] as { readonly properties?: object }[];
  return parts.flatMap(({ properties = {} }) => Object.keys(properties));
}

describe('kinds', () => {
  it('are found by name, and no others', () => {
    for (const name of [...recordKinds, ...systemKinds])
      expect(kindId(kind(name))).to.deep.equal({ name, major: 1 });
    expect(kindSchemas).to.have.length(recordKinds.length + systemKinds.length);
    expect([kindSchema('toString'), isKindName('recipe')]).to.deep.equal([undefined, false]);
  });

  for (const schema of kindSchemas) {
    const { name } = kindId(schema);
    const properties = Object.entries(schema.properties);

    describe(name, () => {
      it('compiles in strict mode, by itself', () => {
        expect(compile(schema)).to.be.a('function');
      });

      it('has declared marks only, and its key, order and subjects in identity', () => {
        expect(markFaults(schema)).to.deep.equal([]);
      });

      it('says of each property its section and its name in both languages', () => {
        for (const [property, value] of properties) {
          expect(sections, property).to.include(value['x-section']);
          expect(
            [value['x-title'].zh, value['x-title'].en].filter((title) => title === ''),
            property,
          ).to.deep.equal([]);
        }
      });

      it('calls no two properties by one title', () => {
        for (const language of ['zh', 'en'] as const) {
          const titles = properties.map(([, value]) => value['x-title'][language].toLowerCase());
          expect(titles).to.deep.equal([...new Set(titles)]);
        }
      });

      it('has no field for a person', () => {
        expect(namesIn(schema).filter((name) => personal.test(name))).to.deep.equal([]);
      });

      it('points to what is there', () => {
        for (const [property, value] of properties) {
          for (const part of [value, ...below(value)]) {
            const definition = definitionName(part);
            if (definition !== undefined) expect(schema.$defs, property).to.have.property(definition);
          }
          const unit = value['x-unit'];
          if (unit !== undefined) expect(schema.properties, property).to.have.property(unit);
          const items = value.items && resolveSchema(schema, value.items);
          for (const member of value['x-item-key'] ?? [])
            expect(items?.properties, property).to.have.property(member);
        }
      });

      it('knows no null, no empty text and no empty optional list', () => {
        for (const [property, value] of properties) {
          const inner = resolveSchema(schema, value);
          const empty = inner.type === 'array' && (inner as { minItems?: number }).minItems === undefined;
          if (!schema.required.includes(property)) expect(empty, property).to.equal(false);
          for (const part of [inner, ...below(inner)])
            expect(JSON.stringify(part), property).to.not.include('null');
        }
      });
    });
  }

  it('have corrections with a reason, and system kinds have no documents', () => {
    expect(section(kind('inventory'), 'corrects')).to.equal('identity');
    expect(section(kind('inventory'), 'files')).to.equal('evidence');
    expect(section(kind('key'), 'files')).to.equal(undefined);
    expect(section(kind('key'), 'nothing')).to.equal(undefined);
    expect([kind('forecast').dependentRequired, kind('withdrawal').dependentRequired]).to.deep.equal([
      { corrects: ['reason'], reason: ['corrects'] },
      undefined,
    ]);
  });
});

describe('schemas', () => {
  const stock = {
    product: 'TAG-01',
    location: 'WH1',
    direction: 'outbound',
    asOf: '2026-11-23T08:00:00+08:00',
    quantity: '1200',
    unit: 'H87',
  };
  const grant = { type: 'terms', statedAt: '2026-11-23T00:00:00Z' };
  const terms = {
    policy: 'p1',
    kinds: ['inventory'],
    sections: ['identity'],
    validFrom: '2026-11-23T00:00:00Z',
  };
  const id = 'ab'.repeat(32);
  const cases: readonly (readonly [string, string, object, boolean])[] = [
    ['inventory', 'a plain row', stock, true],
    ['inventory', 'an order', { ...stock, order: { orderId: '45', line: '10' } }, true],
    ['inventory', 'a number as quantity', { ...stock, quantity: 1200 }, false],
    ['inventory', 'a unit that is not known', { ...stock, unit: '个' }, false],
    ['inventory', 'a code with outer blanks', { ...stock, product: ' TAG-01' }, false],
    ['inventory', 'a code of 81 characters', { ...stock, product: 'x'.repeat(81) }, false],
    ['inventory', 'a code with a line break', { ...stock, product: 'a\nb' }, false],
    ['inventory', 'a time without offset', { ...stock, asOf: '2026-11-23T08:00:00' }, false],
    ['inventory', 'a property of another kind', { ...stock, buckets: [] }, false],
    ['inventory', 'a correction without reason', { ...stock, corrects: `${id}.0` }, false],
    ['inventory', 'a correction', { ...stock, corrects: `${id}.0`, reason: 'counted again' }, true],
    ['inventory', 'an empty list of files', { ...stock, files: [] }, false],
    ['grant', 'terms', { ...grant, ...terms }, true],
    ['grant', 'terms without sections', { ...grant, ...terms, sections: [] }, false],
    ['grant', 'keys without any', { ...grant, type: 'keys' }, false],
    ['grant', 'an end of nothing', { ...grant, type: 'end' }, false],
    ['grant', 'an end of publications', { ...grant, type: 'end', publications: [id] }, true],
    ['withdrawal', 'a record', { record: `${id}.7`, reason: 'did_not_occur' }, true],
    ['withdrawal', 'a publication', { publication: id, reason: 'purged' }, true],
    ['withdrawal', 'both', { record: `${id}.7`, publication: id, reason: 'purged' }, false],
    ['void', 'a note', { note: 'refused by the ledger' }, true],
    ['key', 'a version and a key', { version: 1, publicKey: 'A'.repeat(43), createdAt: stock.asOf }, true],
    ['profile', 'names', { names: { zh: '星河电芯' }, updatedAt: stock.asOf }, true],
    ['profile', 'no name', { names: {}, updatedAt: stock.asOf }, false],
  ];
  for (const [name, what, record, valid] of cases) {
    it(`of ${name} ${valid ? 'accepts' : 'refuses'} ${what}`, () => {
      expect(compile(kind(name))(record)).to.equal(valid);
    });
  }
});
