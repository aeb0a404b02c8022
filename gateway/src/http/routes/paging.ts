// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { Fault } from '../../errors.js';
import { PAGE_DEFAULT, PAGE_MAX } from '../../limits.js';
import type { Page } from '../../services.js';
import { json, type WholeAnswer } from '../answer.js';
import { integer, text } from '../parameters.js';
import { page } from '../openapi/common-schemas.js';
import type { DocumentedAnswer } from '../route.js';

/** Parameters of every list. */
export const paging = {
  limit: integer('Items of one page.', { minimum: 1, maximum: PAGE_MAX, standard: PAGE_DEFAULT }),
  cursor: text('`next` of the page before; it pins the block on which all pages are based.'),
};

/**
 * What is wrong with a query for a page of what is answered as a whole: whoever sent it would get more than he asked
 * for.
 *
 * @param search - the query string as sent, since a limit has a default that nobody asked for
 */
export function pagingFaults(search: string, message: string): readonly Fault[] {
  const sent = new URLSearchParams(search);
  return Object.keys(paging)
    .filter((name) => sent.has(name))
    .map((name) => ({ pointer: `/query/${name}`, code: 'NOT_ALLOWED', message }));
}

/** A page, with the address of the next one in `Link` (RFC 8288). */
export function pageAnswer(path: string, query: string, answer: Page<unknown>): WholeAnswer {
  if (answer.next === null) return json(200, answer);
  const next = new URLSearchParams(query);
  next.set('cursor', answer.next);
  return json(200, answer, { Link: `<${path}?${next.toString()}>; rel="next"` });
}

/** How the OpenAPI document states a page. */
export function documentedPage(description: string, item: JsonObject): DocumentedAnswer {
  return {
    description,
    headers: { Link: 'Address of the next page, rel="next".' },
    content: { 'application/json': page(item) },
  };
}
