// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { isMspId } from '@chainshare/chaincode/model';
import type { LedgerConfig } from './ledger/connection.js';
import { BLOCK_LAG_MAX } from './limits.js';

/** Levels of the log, from everything to nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** A level of the log. */
export type LogLevel = (typeof logLevels)[number];

/** Everything that one gateway must be told. */
export interface GatewayConfig {
  /** MSP ID of the enterprise. */
  readonly enterprise: string;
  /** Folder of keys, vault and projection, readable by this process alone. */
  readonly dataDir: string;
  readonly ledger: LedgerConfig;
  readonly http: {
    readonly host: string;
    /** 0 = a free one. */
    readonly port: number;
    /** Address by which others reach this gateway. */
    readonly publicUrl?: string;
  };
  readonly tokens: {
    readonly issuer: string;
    /** Public keys of the issuer: PEM or JSON Web Key Set, as text or as the path of a file. */
    readonly keys: readonly string[];
  };
  /** Allows keys without a passphrase and development tokens; never where real data is. */
  readonly development: boolean;
  /** MSP IDs of the first members; when given, the register must have them. */
  readonly foundingMembers?: readonly string[];
  /** Seals the own encryption keys; obligatory outside development. */
  readonly passphrase?: string;
  /** Blocks by which the projection may lag behind the peer before the gateway is not ready. */
  readonly blockLagMax: number;
  readonly logLevel: LogLevel;
}

/** The configuration cannot be used; `faults` says everything that is wrong with it, one sentence each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['The configuration cannot be used:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** Variables by name, as `process.env` gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration of a gateway from environment variables; `docs/operating/gateway.md` lists them.
 *
 * @throws ConfigError with every variable that is missing or wrong
 */
export function loadConfig(env: Environment): GatewayConfig {
  const reader = new VariableReader(env);
  const dataDir = reader.required('DATA_DIR', 'the folder of keys and databases');
  const development = reader.oneOf('DEVELOPMENT', ['true', 'false'], 'false') === 'true';
  const config: GatewayConfig = {
    enterprise: reader.matching('ENTERPRISE', isMspId, 'the MSP ID of the enterprise'),
    dataDir,
    ledger: {
      endpoints: reader.requiredList('LEDGER_ENDPOINTS', 'host:port of each own peer'),
      channel: reader.required('LEDGER_CHANNEL', 'the name of the channel'),
      identityDir: env['LEDGER_IDENTITY_DIR'] ?? join(dataDir, 'identity'),
      ...optional('tlsRootCert', env['LEDGER_TLS_ROOT_CERT']),
    },
    http: {
      host: env['HTTP_HOST'] ?? '127.0.0.1',
      port: reader.integer('HTTP_PORT', [0, 65_535]),
      ...optional('publicUrl', reader.url('PUBLIC_URL')),
    },
    tokens: {
      issuer: reader.required('TOKEN_ISSUER', 'the iss of access tokens'),
      keys: reader.requiredList('TOKEN_KEYS', 'files with the public keys of the issuer'),
    },
    development,
    ...optional('foundingMembers', reader.list('FOUNDING_MEMBERS')),
    ...optional('passphrase', env['KEY_PASSPHRASE']),
    blockLagMax: reader.integer('BLOCK_LAG_MAX', [1, 1_000_000], BLOCK_LAG_MAX),
    logLevel: reader.oneOf('LOG_LEVEL', logLevels, 'info'),
  };
  if (!development && config.passphrase === undefined) {
    reader.faults.push('KEY_PASSPHRASE is required: it seals the encryption keys');
  }
  if (reader.faults.length > 0) throw new ConfigError(reader.faults);
  return deepFreeze(config);
}

/** Reads variables one by one and collects what is wrong, so that all of it is told at once. */
class VariableReader {
  readonly faults: string[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  required(name: string, meaning: string): string {
    const value = this.#env[name];
    if (value !== undefined && value !== '') return value;
    this.faults.push(`${name} is required: ${meaning}`);
    return '';
  }

  matching(name: string, isValid: (value: string) => boolean, meaning: string): string {
    const value = this.required(name, meaning);
    if (value !== '' && !isValid(value)) this.faults.push(`${name} must be ${meaning}`);
    return value;
  }

  oneOf<T extends string>(name: string, words: readonly T[], fallback: T): T {
    const value = this.#env[name] ?? fallback;
    const word = words.find((known) => known === value);
    if (word === undefined) this.faults.push(`${name} must be one of ${words.join(', ')}`);
    return word ?? fallback;
  }

  integer(name: string, [least, greatest]: readonly [number, number], fallback?: number): number {
    const text = this.#env[name];
    if (text === undefined && fallback !== undefined) return fallback;
    const value = /^\d{1,9}$/.test(text ?? '') ? Number(text) : NaN;
    if (value >= least && value <= greatest) return value;
    this.faults.push(`${name} must be an integer from ${least} to ${greatest}`);
    return least;
  }

  url(name: string): string | undefined {
    const value = this.#env[name];
    if (value !== undefined && !URL.canParse(value)) this.faults.push(`${name} must be a URL`);
    return value;
  }

  requiredList(name: string, meaning: string): readonly string[] {
    const words = this.list(name);
    if (words === undefined) this.faults.push(`${name} is required: ${meaning}`);
    return words ?? [];
  }

  /** Words separated by commas; `undefined` when the variable is not set. */
  list(name: string): readonly string[] | undefined {
    const words = (this.#env[name] ?? '').split(',').map((word) => word.trim());
    const given = words.filter((word) => word !== '');
    return given.length === 0 ? undefined : given;
  }
}

function optional<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, V>>);
}

function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) deepFreeze(member as object);
  }
  return Object.freeze(value);
}
