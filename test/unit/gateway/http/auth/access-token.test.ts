// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { GatewayError } from '@chainshare/gateway/internal/errors.js';
import { readAccessToken } from '@chainshare/gateway/internal/http/auth/access-token.js';
import { readVerificationKeys } from '@chainshare/gateway/internal/http/auth/verification-keys.js';

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });

const rules = {
  issuer: 'https://id.xinghe.example',
  audience: 'Xinghe',
  keys: readVerificationKeys([pem(elliptic.publicKey), pem(rsa.publicKey)]),
};

const claims = { client_id: 'erp', scope: 'publish:inventory  read:*' };
const options: jwt.SignOptions = {
  algorithm: 'ES256',
  header: { alg: 'ES256', typ: 'at+jwt' },
  issuer: rules.issuer,
  audience: 'Xinghe',
  subject: 'line-3',
  jwtid: '1',
  expiresIn: 60,
};

function sign(
  changed: object = {},
  withOptions: { [O in keyof jwt.SignOptions]?: jwt.SignOptions[O] | undefined } = {},
  key: KeyObject = elliptic.privateKey,
): string {
  const used = Object.fromEntries(
    Object.entries({ ...options, ...withOptions }).filter(([, value]) => value !== undefined),
  );
  return jwt.sign({ ...claims, ...changed }, key, used);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1_000);
const unsigned = () =>
  `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${sign().split('.')[1] ?? ''}.`;

/** Signs with the public key as if it were a shared secret (RFC 8725 section 2.1). */
const confused = () =>
  jwt.sign(claims, pem(elliptic.publicKey), {
    ...options,
    algorithm: 'HS256',
    header: { alg: 'HS256', typ: 'at+jwt' },
    allowInvalidAsymmetricKeyTypes: true,
  });

describe('an access token', () => {
  it('says who calls and what he may', () => {
    const expected = { subject: 'line-3', clientId: 'erp', scopes: ['publish:inventory', 'read:*'] };
    expect(readAccessToken(sign(), rules)).to.deep.equal(expected);
    const rs256 = sign(
      {},
      { algorithm: 'RS256', header: { alg: 'RS256', typ: 'application/at+jwt' } },
      rsa.privateKey,
    );
    expect(readAccessToken(rs256, rules)).to.deep.equal(expected);
  });

  it('may be for several audiences, of which this enterprise is one', () => {
    expect(readAccessToken(sign({}, { audience: ['Qiming', 'Xinghe'] }), rules).clientId).to.equal('erp');
  });

  const refused: readonly (readonly [string, () => string])[] = [
    ['of another key', () => sign({}, {}, other.privateKey)],
    ['of another issuer', () => sign({}, { issuer: 'https://id.qiming.example' })],
    ['for another enterprise', () => sign({}, { audience: 'Qiming' })],
    ['for no audience', () => sign({}, { audience: undefined })],
    ['that has ended', () => sign({ exp: now - 60 }, { expiresIn: undefined })],
    ['that never ends', () => sign({}, { expiresIn: undefined })],
    ['that has not begun', () => sign({ nbf: now + 3_600 })],
    ['without subject', () => sign({}, { subject: undefined })],
    ['without id', () => sign({}, { jwtid: undefined })],
    ['without client', () => sign({ client_id: undefined })],
    ['without scope', () => sign({ scope: undefined })],
    ['whose scope is a list', () => sign({ scope: ['admin'] })],
    ['of another type', () => sign({}, { header: { alg: 'ES256', typ: 'JWT' } })],
    ['that is not signed', unsigned],
    ['signed with the public key as a secret', confused],
    [
      'that claims another algorithm',
      () => sign().replace(/^[^.]+/, encode({ alg: 'RS256', typ: 'at+jwt' })),
    ],
    ['whose header is no JSON', () => sign().replace(/^[^.]+/, 'abc')],
    ['whose claims are no JSON', () => sign().replace(/\.[^.]+\./, '.abc.')],
    ['whose claims are a list', () => sign().replace(/\.[^.]+\./, `.${encode([])}.`)],
    [
      'with a changed claim',
      () =>
        sign().replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify({ ...claims, scope: 'admin' })).toString('base64url')}.`,
        ),
    ],
    ['that is cut off', () => sign().slice(0, -10)],
    ['that is no token', () => 'abc'],
  ];
  for (const [which, make] of refused) {
    it(`is refused: one ${which}`, () => {
      expect(() => readAccessToken(make(), rules))
        .to.throw(GatewayError)
        .with.property('code', 'UNAUTHENTICATED');
    });
  }
});

describe('verification keys', () => {
  const jwk = (key: KeyObject, members: object = {}) => ({ ...key.export({ format: 'jwk' }), ...members });
  const set = (...keys: object[]) => JSON.stringify({ keys });

  it('come from PEM texts and key sets, each for one algorithm', () => {
    const keys = readVerificationKeys([
      pem(elliptic.publicKey) + pem(rsa.publicKey),
      set(jwk(other.publicKey, { kid: 'k2' })),
    ]);
    expect(keys.map(({ kid, algorithm }) => [kid, algorithm])).to.deep.equal([
      [null, 'ES256'],
      [null, 'RS256'],
      ['k2', 'ES256'],
    ]);
  });

  it('are chosen by key id', () => {
    const keys = readVerificationKeys([
      set(jwk(elliptic.publicKey, { kid: 'old' }), jwk(other.publicKey, { kid: 'new' })),
    ]);
    const signed = (kid: string) =>
      sign({}, { header: { alg: 'ES256', typ: 'at+jwt', kid } }, other.privateKey);
    expect(readAccessToken(signed('new'), { ...rules, keys }).clientId).to.equal('erp');
    expect(readAccessToken(sign({}, {}, other.privateKey), { ...rules, keys }).clientId).to.equal('erp');
    expect(() => readAccessToken(signed('old'), { ...rules, keys })).to.throw(GatewayError);
  });

  it('pass over keys that encrypt', () => {
    const keys = readVerificationKeys([set(jwk(other.publicKey, { use: 'enc' }), jwk(elliptic.publicKey))]);
    expect(keys).to.have.length(1);
  });

  const faults: readonly (readonly [string, string, string])[] = [
    ['nothing', set(), 'no key'],
    ['a text that is no key', 'secret', 'PEM public key'],
    [
      'a private PEM key',
      elliptic.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'private key',
    ],
    ['a private key in a set', set(jwk(elliptic.privateKey)), 'private key'],
    ['a set without keys', '{}', '"keys"'],
    ['another curve', pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey), 'P-256'],
    ['a short RSA key', pem(generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey), '2048'],
    ['an Ed25519 key', pem(createPublicKey(generateKeyPairSync('ed25519').privateKey)), 'P-256'],
  ];
  for (const [what, text, sentence] of faults) {
    it(`refuse ${what}`, () => {
      expect(() => readVerificationKeys([text])).to.throw(TypeError, sentence);
    });
  }
});
