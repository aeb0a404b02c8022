// SPDX-License-Identifier: Apache-2.0
import { SaxesParser } from 'saxes';
import { XML_DEPTH_MAX, XML_RUN_BYTES_MAX } from './limits.js';
import { workbookRefused } from './refusal.js';

/** What is told of a document, names without their prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads an XML document piece by piece and yields what its handlers put out of each, before the next is asked for:
 * so a document of any length is held as far as it is worked on. A document type is refused, and with it every
 * entity of its own (ECMA-376 part 2 forbids both).
 *
 * @param handlersOf - makes the handlers, given where they put what they read
 * @throws GatewayError INVALID_REQUEST with fault NOT_XLSX or TOO_LARGE
 */
export async function* readXml<T>(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handlersOf: (put: (value: T) => void) => XmlHandlers,
): AsyncGenerator<readonly T[]> {
  let values: T[] = [];
  let run = 0;
  const handlers = handlersOf((value) => {
    values.push(value);
  });
  const write = newParser(handlers, () => {
    run = 0;
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of pieces) {
    run += piece.length;
    write(() => decoder.decode(piece, { stream: true }));
    if (run > XML_RUN_BYTES_MAX) throw workbookRefused('TOO_LARGE');
    yield values;
    values = [];
  }
  write(() => decoder.decode(), true);
  yield values;
}

/** Reads a short document at once. */
export function readShortXml(text: string, handlers: XmlHandlers): void {
  newParser(handlers, () => undefined)(() => text, true);
}

function newParser(handlers: XmlHandlers, progress: () => void): (read: () => string, end?: boolean) => void {
  const parser = new SaxesParser();
  let refusal: Error | undefined;
  let depth = 0;
  /** What a handler refuses must not be taken for bad XML. */
  const guarded =
    <A extends unknown[]>(handler: (...args: A) => void) =>
    (...args: A): void => {
      try {
        progress();
        handler(...args);
      } catch (error) {
        refusal = error as Error;
        throw error;
      }
    };
  parser.on(
    'opentag',
    guarded(({ name, attributes }) => {
      depth += 1;
      if (depth > XML_DEPTH_MAX) throw workbookRefused('NOT_XLSX');
      handlers.open?.(localName(name), attributes);
    }),
  );
  parser.on(
    'closetag',
    guarded(({ name }) => {
      depth -= 1;
      handlers.close?.(localName(name));
    }),
  );
  parser.on(
    'text',
    guarded((value) => {
      handlers.text?.(value);
    }),
  );
  parser.on(
    'cdata',
    guarded((value) => {
      handlers.text?.(value);
    }),
  );
  parser.on(
    'doctype',
    guarded(() => {
      throw workbookRefused('NOT_XLSX');
    }),
  );
  return (read, end) => {
    try {
      parser.write(read());
      if (end === true) parser.close();
    } catch {
      throw refusal ?? workbookRefused('NOT_XLSX');
    }
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
