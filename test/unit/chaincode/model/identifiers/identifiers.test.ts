// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  glnFault,
  isResidentId,
  leiFault,
  usccFault,
  type IdentifierFault,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { root } from '../../../project/sources.js';

interface Vectors {
  readonly identifier: string;
  readonly valid: readonly string[];
  readonly invalid: readonly { readonly value: string; readonly code: string }[];
}

function vectors(name: string): Vectors {
  return JSON.parse(
    readFileSync(path.join(root, 'test/vectors/identifiers', `${name}.json`), 'utf8'),
  ) as Vectors;
}

/** The value with its wrong characters between stars, as the vectors mark them. */
function starred(value: string, { start, length }: IdentifierFault): string {
  return `${value.slice(0, start)}*${value.slice(start, start + length)}*${value.slice(start + length)}`;
}

const checks = { uscc: usccFault, gln: glnFault, lei: leiFault };

for (const [name, faultOf] of Object.entries(checks)) {
  const { identifier, valid, invalid } = vectors(name);
  describe(identifier, () => {
    for (const value of valid) {
      it(`accepts ${value}`, () => {
        expect(faultOf(value)).to.equal(undefined);
      });
    }
    for (const { value, code } of invalid) {
      it(`finds what is wrong with ${value}`, () => {
        const bare = value.replaceAll('*', '');
        const fault = faultOf(bare);
        expect(fault?.code).to.equal(code);
        expect(fault && starred(bare, fault)).to.equal(value);
      });
    }
  });
}

describe('resident identity number', () => {
  const { valid, invalid } = vectors('resident-id');
  for (const value of valid) {
    it(`recognises ${value}`, () => {
      expect(isResidentId(value)).to.equal(true);
    });
  }
  for (const { value, code } of invalid) {
    it(`does not take ${value} for one (${code})`, () => {
      expect(isResidentId(value)).to.equal(false);
    });
  }
});
