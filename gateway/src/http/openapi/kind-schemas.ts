// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { closed, listOf, orNull, ref, text } from './schema.js';

const bilingual: JsonObject = closed({ zh: text('In Chinese.'), en: text('In English.') });

/** What can be published. */
export const kindSchemas: Readonly<Record<string, JsonObject>> = {
  Kind: closed({
    kind: text('Name.'),
    schema: { type: 'integer', minimum: 1, description: 'Major version.' },
    title: bilingual,
    sections: listOf(ref('Section')),
    defaultSections: listOf(ref('Section')),
    key: listOf(text('Field; a newer record with equal values of these takes the place of the older.')),
    order: orNull(text('Field that says which record is newer.')),
    fields: listOf(
      closed({
        field: text('Path, as a table names its column.'),
        title: bilingual,
        help: orNull(bilingual),
        section: ref('Section'),
        required: { type: 'boolean' },
      }),
    ),
  }),
};
