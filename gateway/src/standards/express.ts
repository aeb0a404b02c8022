// SPDX-License-Identifier: Apache-2.0
import { canonical, type JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../errors.js';
import type { Gap, ShapeRecord, StandardShape } from './shape.js';

/** Records as documents of a standard, and everything that they could not say. */
export interface Expressed {
  readonly documents: readonly JsonObject[];
  /** Code NOT_EXPRESSIBLE; the pointer names record and field. */
  readonly faults: readonly Fault[];
}

/**
 * Writes records as documents of a shape, in the order in which they come.
 *
 * A record that lacks what the shape must say, or says what the shape cannot, is named and left out whole: a code
 * that nobody assigned or a stock added up over lots would be the gateway's word, not the publisher's.
 */
export function express(shape: StandardShape, records: readonly ShapeRecord[]): Expressed {
  const faults: Fault[] = [];
  const documents = new Map<string, ShapeRecord[]>();
  for (const record of records) {
    const key = canonical(shape.documentOf(record));
    const document = documents.get(key) ?? [];
    const gaps = gapsOf(shape, record, document[0]);
    faults.push(...gaps.map((gap) => notExpressible(record, gap)));
    if (gaps.length > 0) continue;
    document.push(record);
    documents.set(key, document);
  }
  const written = [...documents.values()].map((document) =>
    shape.write(document.map(({ values }) => values)),
  );
  return { documents: written, faults };
}

function gapsOf(
  shape: StandardShape,
  { schema, values, withheld }: ShapeRecord,
  first: ShapeRecord | undefined,
): readonly Gap[] {
  // Against a schema that is not known here nobody has checked what it holds.
  if (schema !== shape.schema) return [{ pointer: '', message: 'it is of another version of its kind' }];
  const lacking = shape.sections.filter((section) => withheld.some(({ scope }) => scope === section));
  if (lacking.length > 0) {
    return lacking.map((section) => ({ pointer: '', message: `its section ${section} is withheld` }));
  }
  const gaps = shape.gaps(values);
  const { uniform } = shape;
  if (gaps.length > 0 || uniform === undefined || first === undefined) return gaps;
  if (first.values[uniform] === values[uniform]) return [];
  return [{ pointer: `/${uniform}`, message: `all records of one document have one ${uniform}` }];
}

function notExpressible({ id }: ShapeRecord, { pointer, message }: Gap): Fault {
  return { pointer: `/records/${id}${pointer}`, code: 'NOT_EXPRESSIBLE', message };
}
