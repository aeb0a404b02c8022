// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Admission } from './admission.js';
import { exchangeOf } from './exchange.js';

/** From a read out of the store to a publish call that waits for many blocks. */
const secondsBuckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15, 60];

/**
 * Counts and times every request by route, method and status: labels of which there are few, and none that names
 * a partner or a record.
 */
export function measureRequests(registry: Registry, admission: Admission): RequestHandler {
  const requests = new Counter({
    name: 'chainshare_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'chainshare_http_request_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer.',
    labelNames: ['method', 'route'],
    buckets: secondsBuckets,
    registers: [registry],
  });
  observeLanes(registry, admission);
  return (request, response, next) => {
    response.once('close', () => {
      const { route, startedAt } = exchangeOf(response);
      const method = knownMethod(request.method);
      requests.inc({ method, route, status: response.statusCode });
      seconds.observe({ method, route }, Number(process.hrtime.bigint() - startedAt) / 1e9);
    });
    next();
  };
}

function observeLanes(registry: Registry, admission: Admission): void {
  const gauge = new Gauge({
    name: 'chainshare_http_requests_in_flight',
    help: 'Requests at work now.',
    labelNames: ['lane'],
    registers: [registry],
    collect() {
      for (const lane of ['local', 'ledger', 'stream'] as const)
        gauge.set({ lane }, admission.inFlight(lane));
    },
  });
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** A caller may send any word for a method; a label may not be any word. */
function knownMethod(method: string): string {
  return methods.has(method) ? method : 'other';
}
