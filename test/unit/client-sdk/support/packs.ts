// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuthoritiesFile, TrustFile } from '@chainshare/client/verify';
import canonicalize from 'canonicalize';
import { issue, newRoot, type Certified } from './certificates.js';
import { sha256, transactionOf, type PackBlock, type TransactionPlan, type WritesPlan } from './fabric.js';

const vectors = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../vectors/sealed-form');

/** One entry of the published vectors of proofs. */
export interface ProofVector {
  readonly name: string;
  readonly pack: string;
  readonly code?: string;
}

/** The published vectors of proofs: packs without a transaction. */
export const proofVectors = JSON.parse(readFileSync(path.join(vectors, 'proofs.json'), 'utf8')) as {
  readonly valid: readonly ProofVector[];
  readonly refused: readonly ProofVector[];
};

/** The published vectors of publications that must be refused. */
export const refusedVectors = JSON.parse(readFileSync(path.join(vectors, 'refused.json'), 'utf8')) as unknown;

/** A pack as an object, to be changed before it is written. */
export interface Pack {
  v: number;
  e: { p: string; s: string; [name: string]: unknown };
  transaction: string;
  block?: PackBlock;
  [name: string]: unknown;
}

/** A cast of two enterprises and an orderer, with what the reader trusts. */
export interface Cast {
  readonly root: Certified;
  readonly peer: Certified;
  readonly client: Certified;
  readonly otherRoot: Certified;
  readonly otherPeer: Certified;
  readonly ordererRoot: Certified;
  readonly orderer: Certified;
  readonly trust: TrustFile;
}

/** An organisation with these roots alone. */
export const authorities = (...roots: readonly Certified[]): AuthoritiesFile => ({
  roots: roots.map(({ pem }) => pem),
  intermediates: [],
  crls: [],
});

/** New keys for everybody. */
export async function newCast(): Promise<Cast> {
  const [root, otherRoot, ordererRoot] = await Promise.all(
    ['ca', 'other-ca', 'orderer-ca'].map((name) => newRoot(name)),
  );
  if (root === undefined || otherRoot === undefined || ordererRoot === undefined) throw new Error('no roots');
  return {
    root,
    otherRoot,
    ordererRoot,
    peer: await issue(root, 'peer0', { unit: 'peer' }),
    client: await issue(root, 'gateway', { unit: 'client' }),
    otherPeer: await issue(otherRoot, 'peer0', { unit: 'peer' }),
    orderer: await issue(ordererRoot, 'orderer0', { unit: 'orderer' }),
    trust: {
      channel: 'chainshare',
      msps: { Xinqiao: authorities(root), Xinghe: authorities(otherRoot) },
      orderers: { OrdererMSP: authorities(ordererRoot) },
      blockPolicy: { signatures: 1, of: ['OrdererMSP'] },
      development: false,
    },
  };
}

/** The published proof of that name, as an object. */
export function proofNamed(name: string): Pack {
  const found = proofVectors.valid.find((vector) => vector.name === name);
  if (found === undefined) throw new Error(`no vector "${name}"`);
  return JSON.parse(found.pack) as Pack;
}

/** The only spelling of a pack. */
export function write(pack: Pack): string {
  return canonicalize(pack) ?? '';
}

/** The plan of an honest transaction that publishes the envelope of a proof. */
export function honestPlan(cast: Cast, { e }: Pick<Pack, 'e'>): TransactionPlan & { writes: WritesPlan } {
  const bytes = Buffer.from(canonicalize(e) ?? '');
  const id = sha256(bytes).toString('hex');
  return {
    channel: 'chainshare',
    type: 3,
    at: new Date('2026-11-23T08:00:00Z'),
    creator: { mspId: e.p, by: cast.client },
    endorsers: [{ mspId: e.p, by: cast.peer }],
    chaincode: 'records',
    status: 200,
    writes: {
      namespace: 'records',
      collection: `_implicit_org_${e.p}`,
      public: [{ key: `pub~${e.p}~${id}`, value: bytes }],
      private: [{ key: id, valueHash: Buffer.from(e.s, 'base64url') }],
    },
  };
}

/** A pack of level 1: a published proof with a transaction that a plan describes. */
export function packOf(proof: Pack, plan: TransactionPlan): Pack {
  return { ...proof, transaction: Buffer.from(transactionOf(plan)).toString('base64url') };
}
