// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDevelopmentIssuer, type DevelopmentIssuer } from '@chainshare/gateway';
import type { NetworkEnterprise } from '@chainshare/client';
import { entry } from '../demo/gateways.js';
import { waitUntilReady } from '../fabric/health.js';
import { clientAddress, tlsRootFile, type NetworkPlan, type OrganisationPlan } from '../fabric/plan.js';
import type { ProcessSpec } from '../fabric/process-spec.js';
import type { Processes } from '../fabric/processes.js';
import type { FirstMember } from './members.js';

const GATEWAY = fileURLToPath(import.meta.resolve('@chainshare/gateway/internal/main.js'));

/** What all gateways of a network share. */
interface Surroundings {
  readonly plan: NetworkPlan;
  readonly issuer: DevelopmentIssuer;
  /** File with the public key of the issuer. */
  readonly issuerKey: string;
}

/** The process of one organisation's gateway, beside its peers. */
function gatewayProcess(
  organisation: OrganisationPlan,
  port: number,
  { plan, issuer, issuerKey }: Surroundings,
): ProcessSpec {
  return {
    name: `${organisation.id}/gateway`,
    command: process.execPath,
    args: [GATEWAY],
    env: {
      ENTERPRISE: organisation.id,
      DATA_DIR: path.join(organisation.folder, 'gateway'),
      LEDGER_ENDPOINTS: organisation.peers.map(clientAddress).join(','),
      LEDGER_CHANNEL: plan.topology.channel,
      LEDGER_TLS_ROOT_CERT: tlsRootFile(plan, organisation.id),
      HTTP_PORT: String(port),
      TOKEN_ISSUER: issuer.issuer,
      TOKEN_KEYS: issuerKey,
      FOUNDING_MEMBERS: plan.topology.organisations.map(({ id }) => id).join(','),
      DEVELOPMENT: 'true',
      LOG_LEVEL: 'warn',
    },
    health: `http://127.0.0.1:${port}/readyz`,
  };
}

/** Starts the gateways of the organisations that run here, each as a process of its own, and waits until all are ready. */
export async function startGatewayProcesses(
  { whole, own }: { readonly whole: NetworkPlan; readonly own: NetworkPlan },
  processes: Processes,
  options: { readonly firstPort: number; readonly members: readonly FirstMember[] },
): Promise<readonly NetworkEnterprise[]> {
  const issuer = await openDevelopmentIssuer(path.join(whole.dataDir, 'development-issuer.pem'));
  const issuerKey = path.join(whole.dataDir, 'development-issuer.pub.pem');
  await writeFile(issuerKey, issuer.publicKey);
  const portOf = (id: string): number =>
    options.firstPort + whole.organisations.findIndex((organisation) => organisation.id === id);
  await Promise.all(
    own.organisations.map(async (organisation) => {
      const spec = gatewayProcess(organisation, portOf(organisation.id), { plan: whole, issuer, issuerKey });
      await processes.start(spec);
      await waitUntilReady(spec, processes);
    }),
  );
  return options.members.map((member) => entry(member, `http://127.0.0.1:${portOf(member.id)}`, issuer));
}
