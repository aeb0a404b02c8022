// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isJsonObject, type JsonObject, type JsonValue } from '@chainshare/chaincode/model';
import { outsidePath } from '../../../../support/outside-data.js';

/** An event of the outside data, with the `@context` of its document. */
export interface PublishedEvent {
  readonly file: string;
  readonly event: JsonObject;
  readonly context: JsonValue | undefined;
}

/** Every event in the documents of a folder of the outside data, queries and bare events among them. */
export function publishedEvents(folder: string): readonly PublishedEvent[] {
  const root = outsidePath(folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.json(ld)?$/.test(file))
    .sort()
    .flatMap((file) => eventsIn(JSON.parse(readFileSync(path.join(root, file), 'utf8')) as JsonObject, file));
}

function eventsIn(document: JsonObject, file: string): readonly PublishedEvent[] {
  if (document['eventTime'] !== undefined) return [{ file, event: document, context: undefined }];
  const events =
    member(document, 'epcisBody', 'eventList') ??
    member(document, 'epcisBody', 'queryResults', 'resultsBody', 'eventList');
  const single = member(document, 'epcisBody', 'event');
  const list = (events ?? (single === undefined ? [] : [single])) as readonly JsonObject[];
  return list.map((event) => ({ file, event, context: document['@context'] }));
}

function member(value: JsonValue, ...names: readonly string[]): JsonValue | undefined {
  return names.reduce<JsonValue | undefined>(
    (inner, name) => (inner !== undefined && isJsonObject(inner) ? inner[name] : undefined),
    value,
  );
}
