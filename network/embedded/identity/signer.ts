// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { common, encode, msp } from '../protos/index.js';
import { toLowS } from './signature.js';
import { rememberVerified } from './verified-signatures.js';

/** The bytes under which Fabric knows an identity: MSP id and certificate. */
export function serializeIdentity(mspId: string, certificatePem: string): Buffer {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(certificatePem));
  return encode(identity);
}

/** A node of the network that signs: a peer its endorsements, the orderer its blocks. */
export class Signer {
  readonly mspId: string;
  readonly serialized: Buffer;
  readonly #key: KeyObject;

  /** @throws Error when the private key is not PEM. */
  constructor(mspId: string, certificatePem: string, privateKeyPem: string) {
    this.mspId = mspId;
    this.serialized = serializeIdentity(mspId, certificatePem);
    this.#key = createPrivateKey(privateKeyPem);
  }

  /** ECDSA over SHA-256, DER, low S. */
  sign(data: Uint8Array): Buffer {
    const signature = toLowS(sign('sha256', data, this.#key));
    rememberVerified(this.serialized, data, signature);
    return signature;
  }

  /** A fresh signature header (creator and nonce) of this node. */
  signatureHeader(): common.SignatureHeader {
    const header = new common.SignatureHeader();
    header.setCreator(this.serialized);
    header.setNonce(randomBytes(24));
    return header;
  }
}
