// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import { GatewayError, type Fault } from '../../errors.js';
import { recordPages } from '../../export/record-pages.js';
import { invalidRequest } from '../../invalid-request.js';
import { FAULTS_MAX, PAGE_MAX } from '../../limits.js';
import type { Basis, RecordQuery, RecordService, RecordView } from '../../services.js';
import { express } from '../../standards/express.js';
import { withOutsideNames, type AskAliases } from '../../standards/outside-names.js';
import { LINES_TYPE, mediaTypeOf, type StandardShape } from '../../standards/shape.js';
import { content, type Headers, type WholeAnswer } from '../answer.js';
import { BASIS_HEADERS, basisHeaders, withheldOfAll } from '../basis-headers.js';
import { NOT_EXPRESSIBLE_NAMED_MAX, SHAPED_RECORDS_MAX } from '../limits.js';
import { pagingFaults } from './paging.js';

/** Headers of an answer in a shape, as the OpenAPI document states them. */
export const SHAPED_HEADERS: Readonly<Record<string, string>> = {
  ...BASIS_HEADERS,
  'ChainShare-Not-Expressible-Count': 'In the shape of a standard: how many gaps kept records out of it.',
  'ChainShare-Not-Expressible': `The first ${NOT_EXPRESSIBLE_NAMED_MAX} of them: a list (RFC 9651) of record and field, as pointers.`,
};

/** What is asked for, and how to get it page by page. */
export interface ShapedRequest {
  readonly shape: StandardShape;
  /** Whether the caller wants lines in any case, rather than one document where there is one. */
  readonly lines: boolean;
  /** Whether a record that cannot be said is a reason to say nothing. */
  readonly strict: boolean;
  readonly query: Omit<RecordQuery, 'limit' | 'cursor'>;
  readonly list: (query: RecordQuery) => ReturnType<RecordService['list']>;
  /** What product and location records say that own codes are called outside. */
  readonly askAliases: AskAliases;
}

/**
 * Answers a list in the shape of a standard: one document for each product, direction and counterparty, several as
 * lines. A document speaks of all there is, so there are no pages.
 *
 * @throws GatewayError ANSWER_TOO_LARGE; NOT_EXPRESSIBLE when no record can be said so, or not all when strict
 */
export async function answerInShape(request: ShapedRequest): Promise<WholeAnswer> {
  const { shape, lines, strict } = request;
  const { records, basis } = await readAll(request);
  const { documents, faults } = express(
    shape,
    await withOutsideNames(records, shape.names, request.askAliases),
  );
  if (faults.length > 0 && (strict || documents.length === 0)) throw notExpressible(shape, faults);
  const headers = { ...basisHeaders(basis), ...gapHeaders(faults) };
  if (documents.length === 1 && !lines) {
    return content(mediaTypeOf(shape), JSON.stringify(documents[0]), headers);
  }
  return content(mediaTypeOf(shape, LINES_TYPE), documents.map(line).join(''), headers);
}

/**
 * The query of a document that speaks of all there is now.
 *
 * @param search - the query string as sent
 * @throws GatewayError INVALID_REQUEST for what makes no sense of such a document
 */
export function wholeQuery(
  shape: StandardShape,
  { kind, versions, ...query }: Omit<RecordQuery, 'limit'>,
  search: string,
): ShapedRequest['query'] {
  const faults: Fault[] = [];
  const refuse = (name: string, message: string): void => {
    faults.push({ pointer: `/query/${name}`, code: 'NOT_ALLOWED', message });
  };
  if (kind !== undefined && kind !== shape.kind) refuse('kind', `this shape says records of ${shape.kind}`);
  if (versions === 'all') refuse('versions', 'a document of a standard says what is current');
  faults.push(...pagingFaults(search, 'a document of a standard has no pages'));
  if (faults.length > 0) throw invalidRequest(faults);
  return { ...query, versions, kind: shape.kind };
}

/** In the order in which they were published, which is the reverse of a list. */
async function readAll({
  query,
  list,
}: ShapedRequest): Promise<{ readonly records: readonly RecordView[]; readonly basis: Basis }> {
  const first = await list({ ...query, limit: PAGE_MAX });
  const records: RecordView[] = [];
  for await (const page of recordPages(first, (cursor) => list({ ...query, limit: PAGE_MAX, cursor }))) {
    records.push(...page);
    if (records.length > SHAPED_RECORDS_MAX) {
      throw new GatewayError('ANSWER_TOO_LARGE', { facts: { limit: SHAPED_RECORDS_MAX } });
    }
  }
  const { asOfBlock, pending } = first;
  const withheld = withheldOfAll(first.withheld, records);
  return { records: records.reverse(), basis: { asOfBlock, pending, withheld } };
}

function notExpressible({ profile }: StandardShape, faults: readonly Fault[]): GatewayError {
  return new GatewayError('NOT_EXPRESSIBLE', {
    facts: { profile, count: faults.length },
    errors: faults.slice(0, FAULTS_MAX),
    errorCount: faults.length,
  });
}

function gapHeaders(faults: readonly Fault[]): Headers {
  if (faults.length === 0) return {};
  const named = faults.slice(0, NOT_EXPRESSIBLE_NAMED_MAX).map(({ pointer }) => `"${pointer}"`);
  return {
    'ChainShare-Not-Expressible-Count': String(faults.length),
    'ChainShare-Not-Expressible': named.join(', '),
  };
}

function line(document: JsonObject): string {
  return `${JSON.stringify(document)}\n`;
}
