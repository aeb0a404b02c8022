// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { keyPairOf, secretOf, type KeyPair } from '@chainshare/gateway/internal/sealing/x25519.js';

/** An enterprise of the vectors, with a key that its name alone decides. */
export interface Enterprise {
  readonly mspId: string;
  readonly keyPair: KeyPair;
}

/** The enterprises that publish and read in the vectors. */
export const cast = {
  Xinqiao: enterprise('Xinqiao'),
  Xinghe: enterprise('Xinghe'),
  Lingyun: enterprise('Lingyun'),
};

/** Random bytes of a vector, decided by its name, in the order of drawing. */
export interface FixedEntropy {
  readonly draw: (length: number) => Buffer;
  readonly drawn: Buffer[];
}

/** A source of bytes that gives the same for the same name: SHAKE256 of name and number. */
export function fixedEntropy(name: string): FixedEntropy {
  const drawn: Buffer[] = [];
  const draw = (length: number): Buffer => {
    const bytes = shake(`${name} ${drawn.length}`, length);
    drawn.push(bytes);
    return bytes;
  };
  return { draw, drawn };
}

/** Writes bytes as the vectors hold them. */
export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** The private key of an enterprise as the vectors hold it. */
export function secretText({ keyPair }: Enterprise): string {
  return text(secretOf(keyPair));
}

function enterprise(mspId: string): Enterprise {
  return { mspId, keyPair: keyPairOf(shake(`static key of ${mspId}`, 32)) };
}

function shake(label: string, length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update(label).digest();
}
