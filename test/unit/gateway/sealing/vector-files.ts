// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { UnreadableState } from '@chainshare/gateway/internal/sealing/unreadable-error.js';
import { root } from '../../project/sources.js';

/** A publication that must be refused, as `refused.json` holds it. */
export interface RefusedVector {
  readonly name: string;
  readonly rule: number;
  readonly state: UnreadableState;
  readonly reason: string;
  readonly envelope: string;
  readonly sealed: string;
  /** Where the sealed bytes go on with zeros: their length. */
  readonly zerosTo?: number;
  readonly reader: { readonly mspId: string; readonly privateKey: string; readonly publisherKey: string };
}

/** A proof, as `proofs.json` holds it. */
export interface ProofVector {
  readonly name: string;
  readonly pack: string;
  readonly code?: string;
}

/** The text of one file of vectors. */
export function vectorText(name: string): string {
  return readFileSync(path.join(root, 'test/vectors/sealed-form', name), 'utf8');
}

/** The content of one file of vectors. */
export function readVector(name: string): unknown {
  return JSON.parse(vectorText(name));
}

/** Bytes as the vectors hold them. */
export function bytes(base64url: string): Buffer {
  return Buffer.from(base64url, 'base64url');
}
