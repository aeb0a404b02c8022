// SPDX-License-Identifier: Apache-2.0
import { pino, stdSerializers, type Logger } from 'pino';
import type { GatewayConfig } from './config.js';

/**
 * The log of one gateway: JSON lines on standard output, each with the enterprise. Nobody logs values of
 * records, keys, tokens or passphrases; what still carries a name like theirs is cut out.
 */
export function newLog({ enterprise, logLevel }: Pick<GatewayConfig, 'enterprise' | 'logLevel'>): Logger {
  return pino({
    level: logLevel,
    base: { enterprise },
    serializers: { error: errorEntry, err: errorEntry },
    redact: ['authorization', '*.authorization', '*.passphrase', '*.secret', '*.values', '*.keys'],
  });
}

/** An error without its details: the faults of a request quote what was sent. */
function errorEntry(error: Error): object {
  const entry: Record<string, unknown> = { ...stdSerializers.err(error) };
  delete entry['details'];
  return entry;
}
