// SPDX-License-Identifier: Apache-2.0
import { verify, type TrustFile, type VerificationCode } from '@chainshare/client/verify';
import * as x509 from '@peculiar/x509';
import { expect } from 'chai';
import { issue, newRoot, revocationList, type Certified } from '../support/certificates.js';
import { codeOf } from '../support/codes.js';
import { authorities, honestPlan, newCast, packOf, proofNamed, write, type Cast } from '../support/packs.js';

const proof = proofNamed('identity alone');
const AT = new Date('2026-11-23T08:00:00Z');
const EARLIER = new Date('2026-11-01T00:00:00Z');
const LATER = new Date('2026-12-01T00:00:00Z');

describe('the certificate of an endorser', () => {
  let cast: Cast;

  before(async () => {
    cast = await newCast();
  });

  /** The code for a pack endorsed by this peer, the publisher's authorities being as given. */
  function code(
    peer: Certified,
    change: Partial<TrustFile['msps'][string]> = {},
  ): VerificationCode | undefined {
    const plan = { ...honestPlan(cast, proof), at: AT, endorsers: [{ mspId: 'Xinqiao', by: peer }] };
    const msps = { ...cast.trust.msps, Xinqiao: { ...authorities(cast.root), ...change } };
    return codeOf(() => verify(write(packOf(proof, plan)), { ...cast.trust, msps }));
  }

  it('is valid at the time of the transaction, not now', async () => {
    expect(code(await issue(cast.root, 'p', { unit: 'peer', notAfter: LATER }))).to.equal(undefined);
    expect(code(await issue(cast.root, 'p', { unit: 'peer', notAfter: EARLIER }))).to.equal(
      'UNTRUSTED_IDENTITY',
    );
    expect(code(await issue(cast.root, 'p', { unit: 'peer', notBefore: LATER }))).to.equal(
      'UNTRUSTED_IDENTITY',
    );
  });

  it('does not outlive its root', async () => {
    const root = await newRoot('short', { notAfter: EARLIER });
    const peer = await issue(root, 'p', { unit: 'peer' });
    expect(code(peer, { roots: [cast.root.pem, root.pem] })).to.equal('UNTRUSTED_IDENTITY');
  });

  it('may have several organisational units, one of them its role', async () => {
    const peer = await issue(cast.root, 'p, OU=plant 4', { unit: 'peer' });
    expect(code(peer)).to.equal(undefined);
    expect(code(await issue(cast.root, 'p', {}))).to.equal('UNTRUSTED_IDENTITY');
    expect(code(await issue(cast.root, 'p', { unit: 'peers' }))).to.equal('UNTRUSTED_IDENTITY');
  });

  it('is no authority', async () => {
    // Without key usage it might sign anything, so only the basic constraints speak against it.
    const peer = await issue(cast.root, 'p', { unit: 'peer', authority: true, usage: null });
    expect(code(peer)).to.equal('UNTRUSTED_IDENTITY');
  });

  it('may sign messages', async () => {
    const wrong = await issue(cast.root, 'p', { unit: 'peer', usage: x509.KeyUsageFlags.keyAgreement });
    expect(code(wrong)).to.equal('UNTRUSTED_IDENTITY');
    expect(code(await issue(cast.root, 'p', { unit: 'peer', usage: null }))).to.equal(undefined);
  });

  it('leads to a root by its signature, not by a name', async () => {
    const namesake = await newRoot('ca');
    expect(code(await issue(namesake, 'p', { unit: 'peer' }))).to.equal('UNTRUSTED_IDENTITY');
  });

  it('is not issued by another leaf', async () => {
    const peer = await issue(cast.peer, 'p', { unit: 'peer' });
    expect(code(peer)).to.equal('UNTRUSTED_IDENTITY');
    expect(code(peer, { intermediates: [cast.peer.pem] })).to.equal('UNTRUSTED_IDENTITY');
  });

  it('may have an authority between it and the root', async () => {
    const middle = await issue(cast.root, 'middle', { authority: true });
    const peer = await issue(middle, 'p', { unit: 'peer' });
    expect(code(peer, { intermediates: [middle.pem] })).to.equal(undefined);
    expect(code(peer)).to.equal('UNTRUSTED_IDENTITY');
  });

  it('keeps to the length of path that an authority allows', async () => {
    const top = await newRoot('top', { pathLength: 0 });
    const middle = await issue(top, 'middle', { authority: true });
    const direct = await issue(top, 'p', { unit: 'peer' });
    const deep = await issue(middle, 'p', { unit: 'peer' });
    const trusted = { roots: [cast.root.pem, top.pem], intermediates: [middle.pem] };
    expect(code(direct, trusted)).to.equal(undefined);
    expect(code(deep, trusted)).to.equal('UNTRUSTED_IDENTITY');
  });

  it('does not hang on authorities that sign each other', async () => {
    const first = await newRoot('round');
    const again = await issue(first, 'round', { authority: true });
    const peer = await issue(again, 'p', { unit: 'peer' });
    const cross = await issue(again, 'round', { authority: true });
    expect(code(peer, { intermediates: [again.pem, cross.pem] })).to.equal('UNTRUSTED_IDENTITY');
  });

  it('has at most three authorities above it but the root', async () => {
    let issuer = cast.root;
    const intermediates: string[] = [];
    for (let level = 0; level < 6; level++) {
      issuer = await issue(issuer, `level ${level}`, { authority: true });
      intermediates.push(issuer.pem);
    }
    expect(code(await issue(issuer, 'p', { unit: 'peer' }), { intermediates })).to.equal(
      'UNTRUSTED_IDENTITY',
    );
  });

  it('may come from an authority on P-384, but signs with P-256 itself', async () => {
    const root = await newRoot('large', { curve: 'P-384', hash: 'SHA-384' });
    const roots = [cast.root.pem, root.pem];
    expect(code(await issue(root, 'p', { unit: 'peer', hash: 'SHA-384' }), { roots })).to.equal(undefined);
    expect(code(await issue(root, 'p', { unit: 'peer', curve: 'P-384' }), { roots })).to.equal(
      'BAD_SIGNATURE',
    );
  });

  it('is not signed with a hash that is unknown here', async () => {
    expect(code(await issue(cast.root, 'p', { unit: 'peer', hash: 'SHA-512' }))).to.equal('UNSUPPORTED');
  });

  it('has no critical extension that is unknown here', async () => {
    const value = new Uint8Array([5, 0]);
    const critical = new x509.Extension('1.2.3.4', true, value);
    const harmless = new x509.Extension('1.2.3.4', false, value);
    const names = new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'peer0' }], true);
    expect(code(await issue(cast.root, 'p', { unit: 'peer', extensions: [critical] }))).to.equal(
      'UNSUPPORTED',
    );
    expect(code(await issue(cast.root, 'p', { unit: 'peer', extensions: [harmless, names] }))).to.equal(
      undefined,
    );
  });

  it('has no extension twice', async () => {
    const names = new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'peer0' }]);
    const peer = await issue(cast.root, 'p', { unit: 'peer', extensions: [names, names] });
    expect(code(peer)).to.equal('MALFORMED');
  });

  it('is not revoked, whatever the date', async () => {
    const revoked = await revocationList(cast.root, [cast.peer]);
    expect(code(cast.peer, { crls: [revoked] })).to.equal('UNTRUSTED_IDENTITY');
    expect(code(cast.peer, { crls: [await revocationList(cast.root, [cast.otherPeer])] })).to.equal(
      undefined,
    );
    expect(code(cast.peer, { crls: [await revocationList(cast.root, [])] })).to.equal(undefined);
  });

  it('does not care about lists of other authorities', async () => {
    expect(code(cast.peer, { crls: [await revocationList(cast.otherRoot, [cast.peer])] })).to.equal(
      undefined,
    );
  });

  it('is not judged by a list that its issuer did not sign', async () => {
    const forged = await revocationList(cast.root, [], cast.otherRoot);
    expect(code(cast.peer, { crls: [forged] })).to.equal('BAD_TRUST');
  });

  it('has a key on a curve', async () => {
    const rsa = await crypto.subtle.generateKey(
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 2048,
        publicExponent: Uint8Array.of(1, 0, 1),
        hash: 'SHA-256',
      },
      true,
      ['sign', 'verify'],
    );
    const certificate = await x509.X509CertificateGenerator.create({
      subject: 'CN=p, OU=peer',
      issuer: cast.root.certificate.subject,
      publicKey: rsa.publicKey,
      signingKey: cast.root.signing,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    });
    expect(code({ ...cast.peer, pem: certificate.toString('pem') })).to.equal('UNSUPPORTED');
  });

  it('is one certificate and nothing else', () => {
    const as = (pem: string): VerificationCode | undefined => code({ ...cast.peer, pem });
    expect(as(`${cast.peer.pem}\n${cast.root.pem}`)).to.equal('MALFORMED');
    expect(as('no certificate')).to.equal('MALFORMED');
    expect(as('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).to.equal('MALFORMED');
  });

  it('is complete: each of its first bytes counts', () => {
    const der = Buffer.from(cast.peer.certificate.rawData);
    for (let length = 1; length < der.length; length += 7) {
      const short = `-----BEGIN CERTIFICATE-----\n${der.subarray(0, length).toString('base64')}\n-----END CERTIFICATE-----`;
      expect(code({ ...cast.peer, pem: short }), String(length)).to.equal('MALFORMED');
    }
  });

  it('is never believed with one byte changed', () => {
    const der = Buffer.from(cast.peer.certificate.rawData);
    for (let place = 0; place < der.length; place++) {
      const changed = Buffer.from(der);
      changed[place] = (changed[place] ?? 0) ^ 0x01;
      const pem = `-----BEGIN CERTIFICATE-----\n${changed.toString('base64')}\n-----END CERTIFICATE-----`;
      expect(code({ ...cast.peer, pem }), `byte ${place}`).to.be.a('string');
    }
  });
});
