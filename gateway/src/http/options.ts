// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Catalogue } from '../kinds/catalogue.js';
import type { TokenRules } from './auth/access-token.js';

/** What the HTTP side of one gateway needs beside its services. */
export interface HttpOptions {
  readonly kinds: Catalogue;
  readonly tokens: TokenRules;
  /** Request lines and bugs go here; never a payload, a token or a query value. */
  readonly log: Logger;
  /** What `/metrics` shows; the metrics of HTTP are added to it. */
  readonly metrics: Registry;
  /** Address by which others reach this gateway; absent = the address at which a request arrived. */
  readonly publicUrl?: string;
  /** How many proxies stand in front, whose X-Forwarded-For is believed; none when absent. */
  readonly trustedProxies?: number;
  /** Requests of one client in a minute; CLIENT_REQUESTS_PER_MINUTE when absent. */
  readonly clientRequestsPerMinute?: number;
  /** Requests without a valid token from one address in a minute; ANONYMOUS_REQUESTS_PER_MINUTE when absent. */
  readonly anonymousRequestsPerMinute?: number;
  /** Ends the open streams when the gateway stops. */
  readonly stopping: AbortSignal;
}
