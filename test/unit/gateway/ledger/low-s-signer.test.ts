// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, verify } from 'node:crypto';
import { expect } from 'chai';
import { newLowSSigner } from '@chainshare/gateway/internal/ledger/low-s-signer.js';

const halfOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n / 2n;

describe('low-s signer', () => {
  it('makes signatures that verify, always with the lower s', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sign = newLowSSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (let i = 0; i < 64; i++) {
      const message = Buffer.from(`message ${i}`);
      const signature = await sign(message);
      expect(verify('sha256', message, publicKey, signature)).to.equal(true);
      expect(sOf(signature) <= halfOrder).to.equal(true);
    }
  });

  it('signs on P-384 with SHA-384, as Fabric does', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const sign = newLowSSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(verify('sha384', Buffer.from('m'), publicKey, await sign(Buffer.from('m')))).to.equal(true);
  });

  it('refuses a key of another sort', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => newLowSSigner(pem)).to.throw(TypeError, 'P-256');
  });
});

/** The second INTEGER of a DER signature. */
function sOf(signature: Uint8Array): bigint {
  const der = Buffer.from(signature);
  const rLength = der.readUInt8(3);
  const sAt = 4 + rLength;
  return BigInt(`0x${der.subarray(sAt + 2, sAt + 2 + der.readUInt8(sAt + 1)).toString('hex')}`);
}
