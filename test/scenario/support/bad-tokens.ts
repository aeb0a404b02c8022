// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import path from 'node:path';
import { openDevelopmentIssuer, type DevelopmentIssuer } from '@chainshare/gateway';

/** The issuer whose tokens the gateways of a network believe. */
export function issuerOf(dataDir: string): Promise<DevelopmentIssuer> {
  return openDevelopmentIssuer(path.join(dataDir, 'development-issuer.pem'));
}

/** A token that its enterprise's gateway takes, with the scopes named. */
export function tokenWith(
  issuer: DevelopmentIssuer,
  enterprise: string,
  ...scopes: readonly string[]
): string {
  return issuer.issueToken({ enterprise, subject: 'tester', scopes, ttlSeconds: 600 });
}

/** What somebody may put in the place of a token that he does not have, each by what is wrong with it. */
export async function badTokens(
  dataDir: string,
  enterprise: string,
): Promise<Readonly<Record<string, string | null>>> {
  const issuer = await issuerOf(dataDir);
  const stranger = await openDevelopmentIssuer(path.join(dataDir, 'stranger.pem'));
  const good = tokenWith(issuer, enterprise, 'admin');
  const [header = '', claims = '', signature = ''] = good.split('.');
  const request = { enterprise, subject: 'tester', scopes: ['admin'] };
  return {
    'no token': null,
    'a token of another enterprise': tokenWith(issuer, 'Xinghe', 'admin'),
    'a token of a stranger': tokenWith(stranger, enterprise, 'admin'),
    'a token that has expired': issuer.issueToken({ ...request, ttlSeconds: -3_600 }),
    'a token without signature': `${encoded({ alg: 'none', typ: 'at+jwt' })}.${claims}.`,
    'a token signed with the public key as a secret': signedWith(issuer.publicKey, claims),
    'a token with other claims': `${header}.${changed(claims)}.${signature}`,
    'a token of another type': `${encoded({ alg: 'ES256', typ: 'JWT' })}.${claims}.${signature}`,
    'half a token': good.slice(0, good.length / 2),
    'a word': 'letmein',
  };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signedWith(secret: string, claims: string): string {
  const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${claims}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function changed(claims: string): string {
  const read = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
  return encoded({ ...read, sub: 'admin' });
}
