// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { root } from '../project/sources.js';

const require = createRequire(import.meta.url);
const golden = path.join(root, 'test/unit/chaincode/golden/contract-metadata.json');

/** Loads the package as Fabric's launcher does and prints the metadata that it derives from the code. */
const load = `
const { JSONSerializer } = require('fabric-contract-api');
const Chaincode = require('./node_modules/fabric-shim/lib/contract-spi/chaincodefromcontract.js');
const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
const { contracts } = require('@chainshare/chaincode');
console.log(JSON.stringify(new Chaincode(contracts, serializers, {}, '', '').metadata.contracts));
`;

/** Fabric's libraries log to the same stream before. */
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('chaincode package', () => {
  it('exports a plain array of contracts, to which the launcher can add', () => {
    const { contracts } = require('@chainshare/chaincode') as { contracts: unknown[] };
    expect(Array.isArray(contracts) && Object.isExtensible(contracts)).to.equal(true);
    expect(contracts).to.have.length(2);
  });

  it('offers the transaction functions that its users know', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', load], { cwd: root, encoding: 'utf8' });
    expect(lastLine(stdout), stderr).to.match(/^\{/);
    const { Records, Members } = JSON.parse(lastLine(stdout)) as Record<string, object>;
    expect({ Records, Members }).to.deep.equal(JSON.parse(readFileSync(golden, 'utf8')));
  });
});
