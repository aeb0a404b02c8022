// SPDX-License-Identifier: Apache-2.0
import type { WireAnswer } from '../../support/openapi-conformance.js';
import type { Asked } from './front-doors.js';

/** A request that must be refused. */
export interface BadRequest extends Asked {
  /** Method and path. */
  readonly place: string;
  /** As {@link told} writes it. */
  readonly refusal: string;
}

/**
 * Writes a refusal on one line: status and code, and for each fault of an invalid request its code and where it is, as
 * in `400: MALFORMED at 3 quantity`.
 */
export function told({ status, json }: WireAnswer): string {
  if (json['code'] !== 'INVALID_REQUEST') return `${status} ${String(json['code'])}`;
  const faults = json['errors'] as readonly {
    readonly code: string;
    readonly row?: number;
    readonly column?: string;
    readonly pointer: string;
  }[];
  const lines = faults.map(({ code, row: number, column, pointer }) => {
    const where = [number, column ?? pointer].filter((part) => part !== undefined && part !== '');
    return where.length === 0 ? code : `${code} at ${where.join(' ')}`;
  });
  return `${status}: ${lines.join(', ')}`;
}

/** A row without a fault, for what is wrong around it. */
export const row = {
  ...{ product: 'XQ-TAG-1', location: 'WH1', direction: 'outbound', quantity: '40', unit: 'H87' },
  asOf: '2026-11-23T08:00:00+08:00',
};

/** A publish call that is refused. */
export function publish(refusal: string, asked: Asked, query = ''): BadRequest {
  return { place: `POST /v1/records${query}`, refusal, ...asked };
}

/** A sheet that is refused. */
export function csv(
  refusal: string,
  lines: readonly string[] | Uint8Array<ArrayBuffer>,
  query = '?kind=inventory',
): BadRequest {
  const body = lines instanceof Uint8Array ? lines : lines.join('\n');
  return publish(refusal, { body, headers: { 'content-type': 'text/csv' } }, query);
}

/** Text that says that it is JSON, and is refused. */
export function json(refusal: string, body: string | Uint8Array<ArrayBuffer>): BadRequest {
  return publish(refusal, { body, headers: { 'content-type': 'application/json' } });
}

/** Header and a line of a sheet without a fault. */
export const sheet = [
  'product,location,direction,asOf,quantity,unit',
  'XQ-TAG-1,WH1,outbound,2026-11-23T08:00:00+08:00,40,H87',
] as const;
