// SPDX-License-Identifier: Apache-2.0
import {
  kindId,
  kindRules,
  newKindSchema,
  recordKey,
  section,
  textFaults,
  withDefaults,
  type JsonObject,
  type OwnSchema,
} from '@chainshare/chaincode/model';
import { newCatalogue } from '@chainshare/gateway/internal/kinds/catalogue.js';
import { expect } from 'chai';
import { markFaults } from './mark-faults.js';

/** A kind that the product does not have: one schema, and nothing else. */
const recipe: OwnSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:chainshare:kind:recipe:1',
  title: 'Recipe',
  'x-title': { zh: '配方', en: 'Recipe' },
  'x-key': ['product'],
  'x-order': 'validFrom',
  'x-default-sections': ['identity'],
  type: 'object',
  additionalProperties: false,
  required: ['product', 'validFrom', 'steps'],
  properties: {
    product: {
      $ref: '#/$defs/code',
      'x-section': 'identity',
      'x-title': { zh: '物料', en: 'Product' },
      'x-subject': 'product',
    },
    validFrom: {
      $ref: '#/$defs/timestamp',
      'x-section': 'identity',
      'x-title': { zh: '生效时间', en: 'Valid from' },
    },
    status: {
      type: 'string',
      enum: ['draft', 'released'],
      default: 'draft',
      'x-section': 'identity',
      'x-title': { zh: '状态', en: 'Status' },
    },
    steps: {
      $ref: '#/$defs/text',
      'x-section': 'quantity',
      'x-title': { zh: '步骤', en: 'Steps' },
    },
  },
};

const soup: JsonObject = { product: 'SOUP', validFrom: '2026-11-23T08:00:00+08:00', steps: 'stir' };

describe('a kind more', () => {
  const schema = newKindSchema(recipe);

  it('is a schema with what all kinds share', () => {
    expect(markFaults(schema)).to.deep.equal([]);
    expect(kindId(schema)).to.deep.equal({ name: 'recipe', major: 1 });
    expect(['corrects', 'files', 'steps'].map((name) => section(schema, name))).to.deep.equal([
      'identity',
      'evidence',
      'quantity',
    ]);
  });

  it('has keys, defaults and the check of texts', () => {
    expect(recordKey(schema, 'Guyu', soup)).to.not.equal(recordKey(schema, 'Xinghe', soup));
    expect(withDefaults(schema, soup)['status']).to.equal('draft');
    expect(textFaults(schema, { ...soup, note: '13800138000' })).to.have.length(1);
    expect(kindRules('recipe').faults(soup, 'Guyu')).to.deep.equal([]);
  });

  it('is validated, taken apart and found by its subject', () => {
    const kind = newCatalogue([schema]).kind('recipe');
    expect(kind.validate(soup)).to.deep.equal([]);
    expect(kind.validate({ ...soup, heat: '3' }).map(({ pointer }) => pointer)).to.deep.equal(['/heat']);
    expect(kind.split(soup).quantity).to.deep.equal({ steps: 'stir' });
    expect(kind.subjects(soup, 'Guyu')).to.deep.equal(['urn:chainshare:Guyu:part:SOUP']);
  });
});

describe('marks', () => {
  it('are refused when nobody declared them', () => {
    const steps = { ...recipe.properties['steps'], 'x-colour': 'red' };
    const schema = newKindSchema({ ...recipe, properties: { ...recipe.properties, steps } } as OwnSchema);
    expect(markFaults(schema)).to.deep.equal(['steps: x-colour']);
    expect(markFaults({ ...newKindSchema(recipe), ...{ 'x-colour': 'red' } })).to.deep.equal(['x-colour']);
  });

  it('are refused when a key, an order or a subject stands outside identity', () => {
    const inQuantity = newKindSchema({ ...recipe, 'x-key': ['product', 'steps'], 'x-order': 'steps' });
    expect(markFaults(inQuantity)).to.deep.equal(['steps is not in identity', 'steps is not in identity']);
    const steps = { ...recipe.properties['steps'], 'x-subject': 'any' };
    const schema = newKindSchema({ ...recipe, properties: { ...recipe.properties, steps } } as OwnSchema);
    expect(markFaults(schema)).to.deep.equal(['steps is not in identity']);
  });
});
