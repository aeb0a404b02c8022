// SPDX-License-Identifier: Apache-2.0
import { purposes, type JsonObject } from '@chainshare/chaincode/model';
import { MAPPING_SCHEMA } from '../../intake/mappings.js';
import { POLICY_SCHEMA } from '../../policy/policy-body.js';
import { SETTINGS_SCHEMA } from '../../settings.js';
import { closed, listOf, natural, open, orNull, ref, text, time, word } from './schema.js';

const enterprise = text('MSP ID.');
const purpose: JsonObject = { ...listOf(word(...purposes)), description: 'Empty when none is stated.' };
const counts: JsonObject = { type: 'object', additionalProperties: natural('How many.') };

/** Who sees what and who is who. */
export const enterpriseSchemas: Readonly<Record<string, JsonObject>> = {
  PolicyInput: { ...POLICY_SCHEMA, description: 'A standing rule from which grants follow.' },
  Policy: {
    ...POLICY_SCHEMA,
    required: ['id', ...(POLICY_SCHEMA['required'] as readonly string[])],
    properties: { id: text('Id of the policy.'), ...(POLICY_SCHEMA['properties'] as JsonObject) },
    description: 'A policy as it is kept; its version is the ETag.',
  },
  Mapping: { ...MAPPING_SCHEMA, description: 'What the columns of own sheets with a certain header mean.' },
  Settings: { ...SETTINGS_SCHEMA, description: 'What holds for everything that the enterprise does here.' },
  Grant: {
    ...closed({
      id: text('<publication>:<enterprise>'),
      direction: word('given', 'received'),
      publication: ref('PublicationId'),
      granter: enterprise,
      enterprise,
      sections: listOf(ref('Section')),
      'policy?': listOf(text('Policies from which it follows; only the granter knows them.')),
      purpose,
      until: orNull(time('When it ends by itself.')),
      grantedAt: time('When it was given, or came here.'),
      'revokedAt?': time('When its granter ended it.'),
    }),
    description: 'One concrete disclosure.',
  },
  Revocation: closed({
    id: text('<publication>:<enterprise>'),
    publication: ref('PublicationId'),
    enterprise,
    revokedAt: time('When it was revoked first.'),
    undisclosed: { const: false, description: 'Nothing can be un-disclosed.' },
    notice: text('What revoking does and does not.'),
  }),
  Explanation: {
    ...closed({
      enterprise,
      kind: text('Kind of the record.'),
      sees: {
        type: 'boolean',
        description: 'Whether it can see the record; of mere values, whether it would.',
      },
      'given?': orNull(open('What was granted when the record was published; null = nothing.')),
      sections: {
        ...listOf(ref('Section')),
        description: 'What the rules would grant now; empty = nothing.',
      },
      obstacle: orNull(word('self', 'not-a-member', 'no-key')),
      rules: listOf(
        closed({
          policy: text('Id of the policy, `named` for the parties that the record names.'),
          name: text('Name of the policy.'),
          verdict: text('What it says of this enterprise and this record.'),
          sections: listOf(ref('Section')),
        }),
      ),
    }),
    description: 'Every rule with its verdict, and what follows from all of them.',
  },
  ExplainRequest: {
    description: 'About a record that is there, or about values that might be published.',
    oneOf: [
      closed({ enterprise, record: ref('RecordId') }),
      closed({ enterprise, kind: text('Name of the kind.'), values: open('Of one record.') }),
    ],
  },
  AccessLogEntry: closed({
    seq: natural('Number of the entry.'),
    at: time('When.'),
    subject: text('Who, as the token said.'),
    clientId: text('By which client.'),
    action: word('read', 'list', 'prove', 'access', 'publication'),
    record: orNull(text('Which record or publication; null for a list.')),
    outcome: word('served', 'refused'),
    count: natural('Records served.'),
  }),
  Member: {
    ...open('What the members admitted, and what the member says of itself.'),
    required: ['id', 'status', 'keys', 'profile'],
    properties: {
      id: enterprise,
      status: text('Whether it is a member now.'),
      keys: listOf(
        closed({
          version: natural('Newest first.'),
          publicKey: text('X25519, base64url.'),
          publication: ref('PublicationId'),
        }),
      ),
      profile: orNull(open('Its newest profile.')),
    },
  },
  Profile: open('What the enterprise says of itself: the values of kind `profile`.'),
};

/** How the gateway is. */
export const serviceSchemas: Readonly<Record<string, JsonObject>> = {
  Readiness: closed({ ready: { type: 'boolean' }, reasons: listOf(text('Why it is not ready.')) }),
  Status: {
    ...open('For people.'),
    required: ['enterprise', 'ledger', 'pending'],
    properties: {
      enterprise,
      ledger: closed({
        reachable: { type: 'boolean' },
        height: orNull(natural('Blocks of the own peer; null while it does not answer.')),
        projected: { type: 'integer', minimum: -1, description: 'Last block taken into account; -1 = none.' },
        lag: orNull(natural('Blocks still to be taken into account.')),
      }),
      pending: natural('Publications still to be pulled.'),
      publications: counts,
      records: counts,
      outbox: counts,
    },
  },
};
