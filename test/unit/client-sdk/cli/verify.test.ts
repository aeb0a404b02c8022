// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { CommandLine } from '../support/command-line.js';
import { honestPlan, newCast, packOf, proofNamed, write } from '../support/packs.js';

const ID = `${'a'.repeat(64)}.0`;

describe('chainshare verify', function () {
  this.timeout(60_000);
  const command = new CommandLine();
  before(() => command.start());
  after(() => command.stop());

  let pack: string;

  before(async () => {
    const cast = await newCast();
    const proof = proofNamed('all four sections');
    pack = write(packOf(proof, honestPlan(cast, proof)));
    const trust = { ...cast.trust, development: true };
    await command.write('.chainshare/trust.json', trust);
    await command.write('strangers.json', { ...trust, msps: {} });
    await command.write('pack.json', pack);
    await command.write('altered.json', pack.replace('"index":', '"index": '));
  });

  it('ends with 0 and shows what is proven, and to which level', async () => {
    const ended = await command.run('verify pack.json --trust .chainshare/trust.json');
    expect(ended.code, ended.err).to.equal(0);
    expect(ended.out).to.include('VERIFIED L1').and.include('Xinqiao').and.include('development ledger');
    expect(JSON.parse((await command.run('--json verify pack.json')).out)).to.include({
      level: 1,
      development: true,
    });
  });

  it('ends with 4 when it does not hold, whoever sent it', async () => {
    expect((await command.run('verify altered.json')).code).to.equal(4);
    const ended = await command.run('verify pack.json --trust strangers.json');
    expect(ended.code).to.equal(4);
    expect(ended.err).to.include('NOT VERIFIED UNTRUSTED_IDENTITY');
    expect(JSON.parse((await command.run('--json verify altered.json')).err)).to.include({
      code: 'MALFORMED',
    });
  });

  it('ends with 2 when the trust file is no trust file', async () => {
    expect((await command.run('verify pack.json --trust pack.json')).code).to.equal(2);
    expect((await command.run('verify pack.json', { cwd: '..' })).code).to.equal(2);
  });

  it('fetches the proof of a record, and keeps it as it came', async () => {
    command.gateway.script((_, response) => {
      response.end(pack);
    });
    expect((await command.run(`--as Xinqiao verify ${ID}`)).code).to.equal(0);
    expect((await command.run(`--as Xinqiao pack ${ID} --level 2 -o kept.json`)).code).to.equal(0);
    expect(command.gateway.arrived.at(-1)?.query.get('level')).to.equal('2');
    expect(await readFile(path.join(command.folder, 'kept.json'), 'utf8')).to.equal(pack);
    expect((await command.run(`--as Xinqiao proof ${ID}`)).out).to.equal(pack);
  });
});
