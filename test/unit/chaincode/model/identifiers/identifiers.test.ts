// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  casNumberFault,
  glnFault,
  gtinFault,
  isResidentId,
  leiFault,
  readGs1Name,
  ssccFault,
  usccFault,
  vinFault,
  type IdentifierFault,
} from '@chainshare/chaincode/model';
import { expect } from 'chai';
import { root } from '../../../project/sources.js';

interface Vectors<Valid = string> {
  readonly identifier: string;
  readonly valid: readonly Valid[];
  readonly invalid: readonly { readonly value: string; readonly code: string }[];
}

function vectors<Valid = string>(name: string): Vectors<Valid> {
  return JSON.parse(
    readFileSync(path.join(root, 'test/vectors/identifiers', `${name}.json`), 'utf8'),
  ) as Vectors<Valid>;
}

/** The value with its wrong characters between stars, as the vectors mark them. */
function starred(value: string, { start, length }: IdentifierFault): string {
  return `${value.slice(0, start)}*${value.slice(start, start + length)}*${value.slice(start + length)}`;
}

/** Expects the fault that the stars of an invalid value point to. */
function expectFault(fault: IdentifierFault | undefined, value: string, code: string): void {
  expect(fault?.code).to.equal(code);
  expect(fault && starred(value.replaceAll('*', ''), fault)).to.equal(value);
}

const checks = {
  uscc: usccFault,
  gln: glnFault,
  lei: leiFault,
  gtin: gtinFault,
  sscc: ssccFault,
  'cas-number': casNumberFault,
  vin: vinFault,
};

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
        expectFault(faultOf(value.replaceAll('*', '')), value, code);
      });
    }
  });
}

describe('GS1 name', () => {
  const { valid, invalid } = vectors<{ readonly value: string; readonly uri: string }>('gs1-name');
  for (const { value, uri } of valid) {
    it(`reads ${value}`, () => {
      expect(readGs1Name(value)).to.deep.equal({ uri });
    });
  }
  it('reads every canonical name as itself', () => {
    for (const { uri } of valid) expect(readGs1Name(uri)).to.deep.equal({ uri });
  });
  for (const { value, code } of invalid) {
    it(`finds what is wrong with ${value}`, () => {
      const reading = readGs1Name(value.replaceAll('*', ''));
      expectFault('fault' in reading ? reading.fault : undefined, value, code);
    });
  }
});

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
