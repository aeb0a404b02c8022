// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, OwnSchema } from '@chainshare/chaincode/model';

/** A kind that the product does not have: one schema, and nothing else. */
export const recipe: OwnSchema = {
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
    ingredients: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['product', 'quantity'],
        properties: { product: { $ref: '#/$defs/code' }, quantity: { $ref: '#/$defs/dec' } },
      },
      'x-section': 'quantity',
      'x-title': { zh: '配料', en: 'Ingredients' },
      'x-item-key': ['product'],
    },
    steps: {
      $ref: '#/$defs/text',
      'x-section': 'quantity',
      'x-title': { zh: '步骤', en: 'Steps' },
    },
  },
};

/** A record of it. */
export const soup: JsonObject = {
  product: 'SOUP',
  validFrom: '2026-11-23T08:00:00+08:00',
  steps: 'stir',
  ingredients: [{ product: 'WATER', quantity: '1' }],
};
