// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Credential } from '#network/crypto/authority.js';
import { applicationOrganisation } from '#network/embedded/config/organisation-group.js';
import type { Identity } from '#network/embedded/identity/identity.js';
import { Msp, Msps } from '#network/embedded/identity/msp.js';
import { serializeIdentity } from '#network/embedded/identity/signer.js';
import { parsePolicyText } from '#network/embedded/policy/policy-text.js';
import { SignaturePolicy } from '#network/embedded/policy/signature-policy.js';
import { msp } from '#network/embedded/protos/index.js';
import { newOrganisation } from '../../../../conformance/test-ledger.js';

type Who = 'A.peer' | 'A.client' | 'B.peer' | 'B.admin' | 'C.peer';

describe('signature policies', () => {
  const identities = new Map<Who, Identity>();

  before(async () => {
    for (const mspId of ['A', 'B', 'C']) {
      const { authority, peer, user, admin } = await newOrganisation(mspId);
      const group = applicationOrganisation({ mspId, cacert: authority.certificate });
      const values = group.getValuesMap() as {
        get(name: string): { getValue_asU8(): Uint8Array } | undefined;
      };
      const value = values.get('MSP')?.getValue_asU8() ?? new Uint8Array();
      const config = msp.MSPConfig.deserializeBinary(value);
      const msps = new Msps([new Msp(msp.FabricMSPConfig.deserializeBinary(config.getConfig_asU8()))]);
      const add = (role: string, { certificate }: Credential): void => {
        const identity = msps.deserialize(serializeIdentity(mspId, certificate));
        if (identity) identities.set(`${mspId}.${role}` as Who, identity);
      };
      add('peer', peer);
      add('client', user);
      add('admin', admin);
    }
  });

  const cases: readonly (readonly [text: string, signers: readonly Who[], holds: boolean])[] = [
    ["'A.peer'", ['A.peer'], true],
    ["'A.peer'", ['A.client'], false],
    ["'A.member'", ['A.client'], true],
    ["'A.peer'", ['B.peer'], false],
    ["OR('A.peer','B.peer')", ['B.peer'], true],
    ["AND('A.peer','B.peer')", ['A.peer'], false],
    ["and('A.peer', 'B.peer')", ['B.peer', 'A.peer'], true],
    ["OutOf(2,'A.peer','B.peer','C.peer')", ['A.peer', 'C.peer'], true],
    ["OutOf(2,'A.peer','B.peer','C.peer')", ['A.peer'], false],
    ["OutOf('2', 'A.peer', 'B.peer')", ['A.peer', 'B.peer'], true],
    ["AND('A.member','A.member')", ['A.peer'], false],
    ["AND('A.member','A.member')", ['A.peer', 'A.client'], true],
    ["OR('A.peer', AND('B.admin','C.peer'))", ['B.admin', 'C.peer'], true],
    ["OR('A.peer', AND('B.admin','C.peer'))", ['B.admin'], false],
    ["'A.peer'", [], false],
  ];
  for (const [text, signers, holds] of cases) {
    it(`${text} is ${holds ? 'satisfied' : 'not satisfied'} by [${signers.join(', ')}]`, () => {
      const policy = new SignaturePolicy(parsePolicyText(text));
      const present = signers.flatMap((signer) => identities.get(signer) ?? []);
      expect(present).to.have.length(signers.length);
      expect(policy.evaluate(present)).to.equal(holds);
    });
  }

  for (const text of [
    '',
    "'A'",
    "'A.boss'",
    'OR()',
    "OR('A.peer'",
    "OutOf('A.peer')",
    "'A.peer' 'B.peer'",
    "XOR('A.peer')",
  ]) {
    it(`refuses "${text}"`, () => {
      expect(() => parsePolicyText(text)).to.throw(/^policy: expected .* at \d+ in /);
    });
  }

  it('names the organisations of its roles', () => {
    const policy = new SignaturePolicy(parsePolicyText("OR('A.peer','B.member','A.client')"));
    expect([...policy.organisations]).to.deep.equal(['A', 'B']);
  });
});
