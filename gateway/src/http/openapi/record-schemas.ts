// SPDX-License-Identifier: Apache-2.0
import { purposes, type JsonObject } from '@chainshare/chaincode/model';
import { ONWARD_SCHEMA } from '../../policy/onward.js';
import { closed, listOf, natural, open, orNull, ref, text, time, word } from './schema.js';

const publicationId: JsonObject = { type: 'string', pattern: '^[0-9a-f]{64}$' };

const zeroes: JsonObject = {
  ...ref('RecordId'),
  description: 'Own record that the snapshot lacks and that this one says is 0.',
};

const adds: JsonObject = {
  ...closed({ kind: word('product', 'location'), code: text('As rows of the input write it.') }),
  description: 'Code of the input that was unknown and that this record makes known.',
};

/** What was said: records, publications, imports, events. */
export const recordSchemas: Readonly<Record<string, JsonObject>> = {
  RecordId: {
    type: 'string',
    pattern: '^[0-9a-f]{64}\\.(0|[1-9][0-9]{0,4})$',
    description: '<publication>.<index>',
  },
  PublicationId: { ...publicationId, description: 'SHA-256 of the envelope.' },
  Record: {
    ...closed({
      id: ref('RecordId'),
      kind: text('Name of the kind.'),
      schema: natural('Major version of the kind.'),
      publisher: text('MSP ID of the enterprise that says it.'),
      publishedAt: time("The publisher's claim."),
      publishedBounds: closed({
        after: orNull(time("An earlier block with another member's transaction.")),
        before: orNull(time("A later block with another member's transaction.")),
      }),
      'timeUnverified?': { const: true, description: 'The claim lies over 15 minutes outside the bounds.' },
      block: natural('Block in which it was ordered.'),
      transactionId: text('Transaction in which it was published.'),
      'status?': {
        ...word('proposed', 'unregistered'),
        description: 'Of an agreement or a certificate: nobody has confirmed what it says.',
      },
      'corrects?': ref('RecordId'),
      'superseded?': closed({
        'by?': ref('RecordId'),
        'reason?': word('corrected', 'withdrawn', 'not-disclosed'),
      }),
      values: open('The opened sections as one flat object of the kind.'),
      withheld: listOf(closed({ scope: ref('Section'), reason: ref('WithheldReason') })),
      via: orNull(text('MSP ID of the enterprise that passed it on; null when it came from the publisher.')),
      proof: word('ledger', 'vouched'),
    }),
    description: 'One record as this reader sees it.',
  },
  AudienceEntry: closed({
    enterprise: text('MSP ID.'),
    sections: listOf(ref('Section')),
    policy: listOf(text('Policy, `named` for parties that the record names, `to` for the call.')),
  }),
  Access: closed({
    enterprise: text('MSP ID of who has it.'),
    because: word('published', 'received', 'granted'),
    sections: listOf(ref('Section')),
    'policy?': listOf(text('Policies from which a grant follows.')),
    purpose: listOf(word(...purposes)),
    until: orNull(time('When the grant ends by itself.')),
    since: time('Since when.'),
    'revokedAt?': time('When the grant was ended.'),
  }),
  Publication: closed({
    id: ref('PublicationId'),
    publisher: text('MSP ID.'),
    publishedAt: time("The publisher's claim."),
    block: natural('Block in which it was ordered.'),
    transactionId: text('Transaction in which it was published.'),
    state: word('ok', 'purged', 'altered', 'missing', 'forged', 'left', 'repeated'),
    envelope: orNull(open('As it stands on the own peer; null when it does not.')),
  }),
  PublishRequest: {
    ...closed({
      kind: text('Name of the kind of all records of the call.'),
      records: { ...listOf(open('The values of one record.')), minItems: 1 },
      'to?': listOf(text('Enterprise that receives the records beside those of the policies.')),
      'sections?': listOf(ref('Section')),
      'onward?': ONWARD_SCHEMA,
      'note?': text('Kept with every record of the call.'),
    }),
    description: 'What an enterprise says, and to whom beside its policies.',
  },
  Published: {
    ...closed({
      publications: listOf(
        closed({
          id: ref('PublicationId'),
          records: listOf({
            anyOf: [
              closed({ row: natural('Row of the input.'), id: ref('RecordId') }),
              closed({ zeroes, id: ref('RecordId') }),
              closed({ adds, id: ref('RecordId') }),
            ],
          }),
          transactionId: text('Transaction that holds the publication.'),
          block: natural('Block in which it was ordered.'),
          audience: listOf(ref('AudienceEntry')),
        }),
      ),
      accepted: natural('Rows that were published.'),
      rejected: natural('Rows that were not.'),
      'zeroed?': natural('Own records that the snapshot lacks and that became 0.'),
      'added?': natural('Records that make known what codes of the input are.'),
      'errors?': listOf(ref('Fault')),
      warnings: listOf(ref('Fault')),
    }),
    description: 'Committed, and to be read from this gateway.',
  },
  DryRun: {
    ...closed({
      publications: listOf(
        closed({
          records: listOf({
            anyOf: [closed({ row: natural('Row of the input.') }), closed({ zeroes }), closed({ adds })],
          }),
          audience: listOf(ref('AudienceEntry')),
        }),
      ),
      accepted: natural('Rows that would be published.'),
      rejected: natural('Rows that would not.'),
      'zeroed?': natural('Own records that the snapshot lacks and that would become 0.'),
      'added?': natural('Records that would make known what codes of the input are.'),
      'errors?': listOf(ref('Fault')),
      warnings: listOf(ref('Fault')),
    }),
    description: 'Who would receive what. Nothing was kept.',
  },
  Import: {
    ...closed({
      id: text('Id of the import.'),
      state: word('running', 'done', 'failed'),
      done: natural('Rows published so far.'),
      total: natural('Rows in all.'),
      publications: listOf(open('As in the answer of a publish call.')),
      errors: listOf(ref('Fault')),
    }),
    description: 'A publish call that goes on behind its caller.',
  },
  ChangeEvent: {
    ...closed({
      specversion: { const: '1.0' },
      id: { type: 'string', pattern: '^[0-9]+\\.[0-9]+$', description: '<epoch>.<seq>' },
      source: text('urn:chainshare:<MSP ID of this gateway>'),
      type: word(
        'record.published',
        'record.received',
        'record.corrected',
        'record.purged',
        'grant.received',
        'grant.revoked',
        'import.finished',
      ),
      time: time('When this gateway held it.'),
      subject: text('Id of the record, publication or import.'),
      datacontenttype: { const: 'application/json' },
      'kind?': text('Kind of the record.'),
      data: open('The record as GET gives it, with `previous` where there is one.'),
    }),
    description: 'CloudEvents 1.0 in JSON.',
  },
};
