// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import jwt from 'jsonwebtoken';

/** Who says `iss` in a development token. */
export const DEVELOPMENT_ISSUER = 'urn:chainshare:development';

/** What a development token is to say. */
export interface TokenRequest {
  /** MSP ID of the enterprise whose gateway will take the token. */
  readonly enterprise: string;
  readonly subject: string;
  /** As in `publish:* read:*`, one word each. */
  readonly scopes: readonly string[];
  readonly ttlSeconds: number;
}

/** Stands in for an identity provider on a developer's machine, and nowhere else. */
export interface DevelopmentIssuer {
  readonly issuer: string;
  /** PEM, for the gateways that are to believe its tokens. */
  readonly publicKey: string;
  /** An access token (RFC 9068), signed with ES256. */
  issueToken(request: TokenRequest): string;
}

/**
 * Opens the issuer whose key lies in a file; the first time, the file is made with mode 0600. Whoever reads the
 * file may be anybody, so a gateway that is not in development must not be configured with its public key.
 */
export async function openDevelopmentIssuer(keyFile: string): Promise<DevelopmentIssuer> {
  const privateKey = await readOrCreateKey(keyFile);
  return {
    issuer: DEVELOPMENT_ISSUER,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    issueToken({ enterprise, subject, scopes, ttlSeconds }) {
      const claims = { client_id: subject, scope: scopes.join(' ') };
      return jwt.sign(claims, privateKey, {
        algorithm: 'ES256',
        header: { alg: 'ES256', typ: 'at+jwt' },
        issuer: DEVELOPMENT_ISSUER,
        audience: enterprise,
        subject,
        jwtid: randomUUID(),
        expiresIn: ttlSeconds,
      });
    },
  };
}

async function readOrCreateKey(keyFile: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  try {
    await writeFile(keyFile, pem, { mode: 0o600, flag: 'wx' });
    return pem;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return await readFile(keyFile, 'utf8');
  }
}
