// SPDX-License-Identifier: Apache-2.0
import type { Upload } from './publish.js';

/**
 * What a file may come from: bytes, a function that opens it anew for every try, or a stream that can be read once.
 * Only the first two can be sent again when a connection breaks.
 */
export type UploadSource = Uint8Array | (() => AsyncIterable<Uint8Array>) | AsyncIterable<Uint8Array>;

/** Called with the bytes sent so far. */
export type OnBytes = (bytesSent: number) => void;

/** The body that sends a source, and whether it can be sent again. */
export function uploadBody(source: UploadSource, onBytes?: OnBytes): Pick<Upload, 'body' | 'replayable'> {
  // A copy: what the caller does to the bytes later must not reach a second try.
  if (source instanceof Uint8Array) return { body: new Uint8Array(source), replayable: true };
  const open = typeof source === 'function' ? source : (): AsyncIterable<Uint8Array> => source;
  return { body: () => streamOf(open(), onBytes), replayable: typeof source === 'function' };
}

/** A web stream that reads its source only as fast as the network takes it. */
function streamOf(source: AsyncIterable<Uint8Array>, onBytes?: OnBytes): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let bytesSent = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) {
          controller.close();
          return;
        }
        bytesSent += next.value.length;
        onBytes?.(bytesSent);
        controller.enqueue(next.value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Endings of file names and the media types they stand for. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The media type that a file's name suggests; undefined when it suggests none that a gateway reads as a table. */
export function contentTypeOf(name: string): string | undefined {
  return TYPES[name.toLowerCase().split('.').at(-1) ?? ''];
}
