// SPDX-License-Identifier: Apache-2.0
import type { KindSchema } from './kind-schema.js';

/** The marked schemas of every kind. */
export const kindSchemas: readonly KindSchema[] = [
  {
    $id: 'urn:chainshare:kind:inventory:1',
    title: 'Inventory',
    'x-title': { zh: '库存', en: 'Inventory' },
    'x-key': [
      'product',
      'location',
      'lot',
      'customer',
      'supplier',
      'direction',
      'blocked',
      'address',
      'order',
    ],
    'x-order': 'asOf',
    'x-default-sections': ['identity', 'quantity'],
    type: 'object',
    additionalProperties: false,
    required: ['product', 'location', 'direction', 'asOf', 'quantity', 'unit'],
    properties: {
      product: { $ref: '#/$defs/code', 'x-section': 'identity', 'x-subject': 'product' },
      location: { $ref: '#/$defs/code', 'x-section': 'identity', 'x-subject': 'location' },
      lot: { $ref: '#/$defs/code', 'x-section': 'identity', 'x-subject': 'lot' },
      customer: { $ref: '#/$defs/party', 'x-section': 'identity', 'x-party': true, 'x-exclusive': true },
      supplier: { $ref: '#/$defs/party', 'x-section': 'identity', 'x-party': true, 'x-exclusive': true },
      direction: { type: 'string', enum: ['inbound', 'outbound'], 'x-section': 'identity' },
      blocked: { type: 'boolean', default: false, 'x-section': 'identity' },
      availability: { type: 'string', enum: ['in-stock', 'low', 'out'], 'x-section': 'identity' },
      address: { $ref: '#/$defs/code', 'x-section': 'identity' },
      order: {
        type: 'object',
        additionalProperties: false,
        required: ['orderId'],
        properties: {
          orderId: { $ref: '#/$defs/code' },
          line: { $ref: '#/$defs/code' },
          sellerOrderId: { $ref: '#/$defs/code' },
        },
        'x-section': 'identity',
      },
      asOf: { $ref: '#/$defs/timestamp', 'x-section': 'identity' },
      quantity: { $ref: '#/$defs/dec', 'x-section': 'quantity', 'x-unit': 'unit' },
      unit: { $ref: '#/$defs/unit', 'x-section': 'quantity' },
      minimum: { $ref: '#/$defs/dec', 'x-section': 'quantity', 'x-unit': 'unit' },
      maximum: { $ref: '#/$defs/dec', 'x-section': 'quantity', 'x-unit': 'unit' },
      inTransit: { $ref: '#/$defs/dec', 'x-section': 'quantity', 'x-unit': 'unit' },
      owner: { $ref: '#/$defs/code', 'x-section': 'commercial' },
    },
    $defs: {
      code: { type: 'string', minLength: 1, maxLength: 80 },
      party: { type: 'string', minLength: 1, maxLength: 80 },
      timestamp: { type: 'string', format: 'date-time' },
      dec: { type: 'string', pattern: '^-?(0|[1-9]\\d{0,17})(\\.\\d{1,12})?$' },
      unit: { type: 'string', pattern: '^[A-Z0-9]{2,3}$' },
    },
  } as unknown as KindSchema,
];
