// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';
import { invalidHeader } from './invalid-header.js';

/** The strong entity tag of a version (RFC 9110 section 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that If-Match demands, or `any` for `*`.
 *
 * @throws {@link GatewayError} PRECONDITION_REQUIRED without the header, PRECONDITION_FAILED for a tag that this
 * gateway never gave, INVALID_REQUEST for what is no entity tag
 */
export function versionFrom(ifMatch: string | undefined): number | 'any' {
  if (ifMatch === undefined) throw new GatewayError('PRECONDITION_REQUIRED');
  if (ifMatch === '*') return 'any';
  const tag = /^(?:W\/)?"([\x21\x23-\x7e]*)"$/.exec(ifMatch)?.[1];
  if (tag === undefined)
    throw invalidHeader('If-Match', 'If-Match takes one entity tag, as ETag gave it, or *.');
  // A weak tag never matches strongly (section 13.1.1), and a version is what we gave.
  if (ifMatch.startsWith('W/') || !/^\d{1,15}$/.test(tag)) throw new GatewayError('PRECONDITION_FAILED');
  return Number(tag);
}
