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
    serializers: { error: stdSerializers.err },
    redact: ['authorization', '*.authorization', '*.passphrase', '*.secret', '*.values', '*.keys'],
  });
}
