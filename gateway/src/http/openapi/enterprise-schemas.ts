// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { POLICY_SCHEMA } from '../../policy/policy-body.js';
import { closed, listOf, open, orNull, ref, text, word } from './schema.js';

const names: JsonObject = closed({ zh: text('In Chinese.'), en: text('In English.') });

/** Who sees what, who is who, and how the gateway is. */
export const enterpriseSchemas: Readonly<Record<string, JsonObject>> = {
  PolicyInput: { ...POLICY_SCHEMA, description: 'A standing rule from which grants follow.' },
  Policy: {
    ...POLICY_SCHEMA,
    required: ['id', ...(POLICY_SCHEMA['required'] as readonly string[])],
    properties: { id: text('Id of the policy.'), ...(POLICY_SCHEMA['properties'] as JsonObject) },
    description: 'A policy as it is kept; its version is the ETag.',
  },
  Grant: {
    ...open('One concrete disclosure.'),
    required: ['id', 'direction'],
    properties: { id: text('<publication>:<enterprise>'), direction: word('given', 'received') },
  },
  Explanation: open('Every rule with its verdict, and what follows.'),
  ExplainRequest: {
    description: 'About a record that is there, or about values that might be published.',
    oneOf: [
      closed({ enterprise: text('MSP ID.'), record: ref('RecordId') }),
      closed({
        enterprise: text('MSP ID.'),
        kind: text('Name of the kind.'),
        values: open('Of one record.'),
      }),
    ],
  },
  AccessLogEntry: open('What this gateway served or refused.'),
  Member: { ...open('What was admitted, and what the member says of itself.'), required: ['id'] },
  Profile: open('What the enterprise says of itself; the kind `profile`.'),
  Kind: closed({
    kind: text('Name.'),
    schema: { type: 'integer', minimum: 1, description: 'Major version.' },
    title: names,
    sections: listOf(ref('Section')),
    defaultSections: listOf(ref('Section')),
    key: listOf(text('Field; a newer record with equal values of these takes the place of the older.')),
    order: orNull(text('Field that says which record is newer.')),
    fields: listOf(
      closed({
        field: text('Path, as a table names its column.'),
        title: orNull(names),
        help: orNull(names),
        section: ref('Section'),
        required: { type: 'boolean' },
      }),
    ),
  }),
  Readiness: closed({ ready: { type: 'boolean' }, reasons: listOf(text('Why it is not ready.')) }),
  Status: open('For people: heights, lag, outbox, pulls pending, counts per kind.'),
};
