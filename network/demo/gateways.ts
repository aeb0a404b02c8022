// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import {
  openDevelopmentIssuer,
  startHost,
  type DevelopmentIssuer,
  type Gateway,
  type GatewayConfig,
} from '@chainshare/gateway';
import type { NetworkEnterprise } from '@chainshare/client';
import type { DemoEnterprise } from './enterprises.js';
import type { RunningLedger } from './ledger.js';

/** How to run the gateways of a set of enterprises on a ledger. */
export interface GatewaysOptions {
  readonly dataDir: string;
  readonly enterprises: readonly DemoEnterprise[];
  /** Port of the first gateway; 0 takes free ones. */
  readonly firstPort: number;
  readonly logLevel?: GatewayConfig['logLevel'];
}

/** Gateways that run, with what clients need to reach them. */
export interface RunningGateways {
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly entries: readonly NetworkEnterprise[];
  stop(): Promise<void>;
}

/** Development tokens outlive a working week; every start issues new ones. */
const TOKEN_SECONDS = 30 * 86_400;

const SCOPES = {
  admin: ['admin', 'publish:*', 'read:*', 'write:*'],
  operator: ['publish:*', 'read:*'],
  viewer: ['read:*'],
} as const;

/** The configuration of one enterprise's gateway, beside its own peer. */
export function gatewayConfig(
  ledger: RunningLedger,
  issuer: DevelopmentIssuer,
  id: string,
  options: GatewaysOptions,
): GatewayConfig {
  const peer = ledger.peers.get(id);
  if (peer === undefined) throw new TypeError(`${id} has no peer on this ledger`);
  const position = options.enterprises.findIndex((enterprise) => enterprise.id === id);
  const dataDir = path.join(options.dataDir, id, 'gateway');
  return {
    enterprise: id,
    dataDir,
    ledger: { ...peer, channel: ledger.channel, identityDir: path.join(dataDir, 'identity') },
    http: { host: '127.0.0.1', port: options.firstPort === 0 ? 0 : options.firstPort + position },
    tokens: { issuer: issuer.issuer, keys: [issuer.publicKey] },
    development: true,
    foundingMembers: options.enterprises.map((enterprise) => enterprise.id),
    blockLagMax: 100,
    logLevel: options.logLevel ?? 'warn',
  };
}

/** Starts one gateway per enterprise in this process, and issues tokens for each. */
export async function startGateways(
  ledger: RunningLedger,
  options: GatewaysOptions,
): Promise<RunningGateways> {
  const issuer = await openDevelopmentIssuer(path.join(options.dataDir, 'development-issuer.pem'));
  const host = await startHost(
    options.enterprises.map(({ id }) => gatewayConfig(ledger, issuer, id, options)),
  );
  const entries = options.enterprises.map((enterprise) => {
    return entry(enterprise, host.gateways.get(enterprise.id)?.url ?? '', issuer);
  });
  return { gateways: host.gateways, entries, stop: () => host.close() };
}

/** One enterprise as the network file shows it, with fresh tokens. */
export function entry(
  { id, names, roles }: Pick<DemoEnterprise, 'id' | 'names' | 'roles'>,
  url: string,
  issuer: DevelopmentIssuer,
): NetworkEnterprise {
  const token = (role: keyof typeof SCOPES): string =>
    issuer.issueToken({
      enterprise: id,
      subject: `${role}@${id}`,
      scopes: SCOPES[role],
      ttlSeconds: TOKEN_SECONDS,
    });
  const tokens = { admin: token('admin'), operator: token('operator'), viewer: token('viewer') };
  return { id, names, roles, gateway: url, publicUrl: url, tokens };
}
