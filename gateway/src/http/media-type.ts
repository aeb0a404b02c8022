// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';

/** A media type with its parameters, names in lower case (RFC 9110 section 8.3.1). */
export interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const typeForm = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*(?=;|$)/;
const parameterForm = /;\s*([\w!#$&^.+-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))\s*(?=;|$)/g;

/** Reads a Content-Type; `undefined` for what is none. */
export function parseMediaType(header: string | undefined): MediaType | undefined {
  const match = typeForm.exec(header ?? '');
  if (header === undefined || match?.[1] === undefined) return undefined;
  const parameters = new Map<string, string>();
  for (const [, name, quoted, bare] of header.slice(match[0].length).matchAll(parameterForm)) {
    parameters.set((name ?? '').toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return { type: match[1].toLowerCase(), parameters };
}

/**
 * Refuses a body of a type that its route does not take.
 *
 * @throws {@link GatewayError} UNSUPPORTED_MEDIA_TYPE
 */
export function assertMediaType(header: string | undefined, accepted: readonly string[]): MediaType {
  const sent = parseMediaType(header);
  if (sent !== undefined && accepted.includes(sent.type)) return sent;
  throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { facts: { accepted: accepted.join(', ') } });
}
