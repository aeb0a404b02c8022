// SPDX-License-Identifier: Apache-2.0
import jwt from 'jsonwebtoken';
import { GatewayError } from '../../errors.js';
import type { Caller } from '../../services.js';
import { CLOCK_TOLERANCE_SECONDS } from '../limits.js';
import { keysFor, type VerificationKey } from './verification-keys.js';

/** Whose tokens a gateway believes. */
export interface TokenRules {
  readonly issuer: string;
  /** The enterprise that the tokens must be made for: its MSP ID. */
  readonly audience: string;
  readonly keys: readonly VerificationKey[];
}

/** The types that RFC 9068 section 2.1 allows: an ID token or a logout token is no access token. */
const ACCESS_TOKEN_TYPES = new Set(['at+jwt', 'application/at+jwt']);

/**
 * Checks an access token (RFC 9068 section 4) and says who calls.
 *
 * @throws {@link GatewayError} UNAUTHENTICATED for every token that is not wholly right; which part is wrong is
 * not told
 */
export function readAccessToken(token: string, rules: TokenRules): Caller {
  try {
    return callerOf(verify(token, rules));
  } catch (cause) {
    // The token is the caller's own text: whatever a parser thinks of it is no more than a refusal.
    throw new GatewayError('UNAUTHENTICATED', { cause });
  }
}

function verify(token: string, { keys, issuer, audience }: TokenRules): jwt.JwtPayload {
  const header = readHeader(token);
  if (!ACCESS_TOKEN_TYPES.has((header.typ ?? '').toLowerCase())) throw refused('type');
  for (const { key, algorithm } of keysFor(keys, header)) {
    const claims = verifyWith(token, key, { algorithms: [algorithm], issuer, audience });
    if (claims !== undefined) return claims;
  }
  throw refused('signature');
}

function readHeader(token: string): jwt.JwtHeader {
  const [header = ''] = token.split('.', 1);
  return JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as jwt.JwtHeader;
}

/** Without a key id several keys may be tried, so a wrong signature is not yet a refusal. */
function verifyWith(
  token: string,
  key: jwt.PublicKey,
  options: jwt.VerifyOptions,
): jwt.JwtPayload | undefined {
  try {
    const claims = jwt.verify(token, key, { ...options, clockTolerance: CLOCK_TOLERANCE_SECONDS });
    if (typeof claims === 'string') throw refused('claims');
    return claims;
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError && error.message === 'invalid signature') return undefined;
    throw error;
  }
}

/** The library checks `exp` only where it stands, so that it stands is checked here. */
function callerOf(claims: jwt.JwtPayload): Caller {
  const { sub, jti, exp } = claims;
  const clientId: unknown = claims['client_id'];
  const scope: unknown = claims['scope'];
  const complete = isText(sub) && isText(jti) && isText(clientId) && typeof scope === 'string';
  if (!complete || exp === undefined) throw refused('claims');
  return { subject: sub, clientId, scopes: scope.split(' ').filter((word) => word !== '') };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function refused(what: string): jwt.JsonWebTokenError {
  return new jwt.JsonWebTokenError(`invalid ${what}`);
}
