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

const rootMarks = ['title', 'help', 'key', 'order', 'time', 'default-sections', 'snapshot', 'inline'];
const propertyMarks = [
  'section',
  'title',
  'help',
  'party',
  'exclusive',
  'subject',
  'code',
  'unit',
  'item-key',
];
const marks = [...new Set([...rootMarks, ...propertyMarks])].map((mark) => `x-${mark}`);

function marksOf(value: object): string[] {
  return Object.keys(value).filter((name) => name.startsWith('x-'));
}

/** Every schema below a property, the property itself left out. */
function below(value: object): object[] {
  return Object.values(value).flatMap((part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? [part, ...below(part)] : [],
  );
}

function compile(kind: KindSchema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  ajv.addVocabulary(marks);
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

      it('has declared marks only', () => {
        expect(marksOf(schema).filter((mark) => !rootMarks.includes(mark.slice(2)))).to.deep.equal([]);
        for (const [property, value] of properties) {
          const unknown = marksOf(value).filter((mark) => !propertyMarks.includes(mark.slice(2)));
          expect(unknown, property).to.deep.equal([]);
          expect(
            below(value).filter((part) => marksOf(part).length > 0 && part !== value['x-title']),
            property,
          ).to.deep.equal([]);
        }
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

      it('has its key, its order and its subjects in identity', () => {
        const subjects = properties
          .filter(([, value]) => value['x-subject'] !== undefined)
          .map(([property]) => property);
        const order = [schema['x-order'], schema['x-time']].filter((property) => property !== undefined);
        for (const property of [...schema['x-key'], ...order, ...subjects]) {
          expect(section(schema, property), property).to.equal('identity');
        }
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
