// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TrustFile } from '@chainshare/client';
import { ensureOrderer, ensureOrganisation, type OrganisationMaterial } from '../crypto/organisation.js';
import { startEmbeddedLedger, type BlockOptions, type EmbeddedLedger } from '../embedded/index.js';
import { foundMembers } from '../founding/found-members.js';
import { CHAINCODE_FOLDER, chaincodeVersion, foundingMembers } from './chaincode.js';
import type { DemoEnterprise } from './enterprises.js';
import type { RunningLedger } from './ledger.js';

/** How to run an embedded ledger under a set of enterprises. */
export interface EmbeddedOptions {
  readonly channel: string;
  readonly dataDir: string;
  readonly enterprises: readonly DemoEnterprise[];
  /** First port of the peers; 0 takes free ones. */
  readonly firstPort: number;
  readonly block?: BlockOptions;
  /** Folders of altered chaincode by enterprise, for tests with an attacker in them. */
  readonly alteredChaincode?: ReadonlyMap<string, string>;
  /** Whether stores are compressed; false where files are searched for plain text. */
  readonly compression?: boolean;
}

const ORDERING = 'Ordering';
const HOSTS = ['127.0.0.1', 'localhost'];

/** 200 ms and 500 transactions, as on the Fabric network of the same demonstration. */
const BLOCK: BlockOptions = { timeoutMs: 200, maxMessages: 500 };

/** An embedded ledger with founded members. */
export interface EmbeddedRunningLedger extends RunningLedger {
  /** The ledger itself: its peers can be stopped and started alone. */
  readonly ledger: EmbeddedLedger;
}

/** Starts the embedded ledger with one peer per enterprise and founds the members, once. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedRunningLedger> {
  const { channel, dataDir, enterprises } = options;
  const members = foundingMembers(enterprises);
  const orderer = await ensureOrderer(dataDir, { id: 'orderer0', mspId: ORDERING, hosts: HOSTS });
  const materials = await Promise.all(
    enterprises.map(({ id }) => ensureOrganisation(dataDir, id, { peers: 1, hosts: HOSTS })),
  );
  const version = chaincodeVersion();
  const chaincode = { version, dir: CHAINCODE_FOLDER, packageId: `chainshare_${version}` };
  const ledger = await startEmbeddedLedger({
    channel,
    dataDir,
    organisations: materials.map((material, index) => ({
      ...organisation(material, options.firstPort === 0 ? 0 : options.firstPort + index),
      ...altered(options.alteredChaincode?.get(material.mspId)),
      environment: { FOUNDING_MEMBERS: members },
    })),
    orderer: {
      mspId: ORDERING,
      cert: orderer.node.certificate,
      key: orderer.node.key,
      cacert: orderer.root,
    },
    chaincodes: [
      { name: 'records', policy: '/Channel/Application/Records', ...chaincode },
      { name: 'registers', policy: '/Channel/Application/Registers', ...chaincode },
    ],
    policies: { Records: 'ANY Endorsement', Registers: 'MAJORITY Endorsement' },
    block: options.block ?? BLOCK,
    ...(options.compression === undefined ? {} : { compression: options.compression }),
  });
  const peers = new Map([...ledger.peers].map(([id, { endpoint }]) => [id, { endpoints: [endpoint] }]));
  await foundOnce(dataDir, () => found(channel, members, materials, peers));
  return {
    kind: 'embedded',
    channel,
    ledger,
    peers,
    trust: trustOf(channel, materials, orderer.root),
    stop: () => ledger.stop(),
  };
}

function organisation({ mspId, root, peers }: OrganisationMaterial, port: number) {
  const [peer] = peers;
  if (peer === undefined) throw new TypeError(`${mspId} has no peer`);
  return { mspId, port, msp: { cacert: root, peerCert: peer.certificate, peerKey: peer.key } };
}

function altered(chaincodeDir: string | undefined): { readonly chaincodeDir?: string } {
  return chaincodeDir === undefined ? {} : { chaincodeDir };
}

/**
 * The register would say that it is founded, but only after its chaincode was started to be asked. The marker lies
 * beside the ordering nodes' ledgers, so that whoever removes them removes it.
 */
async function foundOnce(dataDir: string, found: () => Promise<void>): Promise<void> {
  const marker = path.join(dataDir, 'orderers', 'members-founded');
  if (existsSync(marker)) return;
  await found();
  await writeFile(marker, '');
}

async function found(
  channel: string,
  members: string,
  materials: readonly OrganisationMaterial[],
  peers: EmbeddedRunningLedger['peers'],
): Promise<void> {
  const [first] = materials;
  const endpoint = peers.get(first?.mspId ?? '')?.endpoints[0];
  if (first === undefined || endpoint === undefined) return;
  await foundMembers(
    { channel, members, organisations: materials.map(({ mspId }) => mspId) },
    { mspId: first.mspId, certificate: first.admin.certificate, key: first.admin.key, endpoint },
  );
}

function trustOf(
  channel: string,
  materials: readonly OrganisationMaterial[],
  ordererRoot: string,
): TrustFile {
  const authorities = (root: string) => ({ roots: [root], intermediates: [], crls: [] });
  return {
    channel,
    msps: Object.fromEntries(materials.map(({ mspId, root }) => [mspId, authorities(root)])),
    orderers: { [ORDERING]: authorities(ordererRoot) },
    blockPolicy: { signatures: 1, of: [ORDERING] },
    development: true,
  };
}
