// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import path from 'node:path';
import { indented, NetworkError } from './network-error.js';
import type { NetworkPlan } from './plan.js';

/** The genesis block: made once, and the same on every machine. */
export function genesisFile(plan: NetworkPlan): string {
  return path.join(plan.workDir, 'genesis.block');
}

/**
 * Where an organisation starts alone: the others' certificates are there, and the genesis block, or we are the one that
 * makes it (the organisation of the first ordering node). None of these files is secret.
 * @throws NetworkError SHARED_FILES_MISSING
 */
export function assertSharedFiles(whole: NetworkPlan, own: NetworkPlan): void {
  const block = genesisFile(whole);
  const makesBlock = own.orderers[0]?.id === whole.orderers[0]?.id;
  const wanted = [...verifyingFolders(whole), ...(makesBlock ? ordererCertificates(whole) : [block])];
  const missing = existsSync(block) && makesBlock ? [] : wanted.filter((file) => !existsSync(file));
  if (missing.length > 0) throw new NetworkError('SHARED_FILES_MISSING', { files: indented(missing) });
}

/** The MSP folders by which members are known to each other. */
function verifyingFolders({ dataDir, organisations, orderers }: NetworkPlan): readonly string[] {
  const ordering = [...new Set(orderers.map(({ organisation }) => organisation))];
  return [
    ...organisations.map(({ folder }) => path.join(folder, 'msp')),
    ...ordering.map((id) => path.join(dataDir, 'orderers', id, 'msp')),
  ];
}

/** The channel configuration pins the TLS certificate of every ordering node. */
function ordererCertificates({ orderers }: NetworkPlan): readonly string[] {
  return orderers.map(({ folder }) => path.join(folder, 'tls', 'server.crt'));
}
