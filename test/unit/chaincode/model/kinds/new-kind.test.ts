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
import { recipe, soup } from './recipe.js';

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
    const rules = kindRules('recipe', schema);
    expect(rules.faults(soup, 'Guyu')).to.deep.equal([]);
    const [water] = soup['ingredients'] as readonly JsonObject[];
    const twice = { ...soup, ingredients: [water ?? {}, water ?? {}] };
    expect(rules.faults(twice, 'Guyu').map(({ code }) => code)).to.deep.equal(['DUPLICATE_ITEM']);
  });

  it('is validated, taken apart and found by its subject', () => {
    const kind = newCatalogue([schema]).kind('recipe');
    expect(kind.validate(soup)).to.deep.equal([]);
    expect(kind.validate({ ...soup, heat: '3' }).map(({ pointer }) => pointer)).to.deep.equal(['/heat']);
    expect(kind.split(soup).quantity).to.have.all.keys('steps', 'ingredients');
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
