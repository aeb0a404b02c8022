// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { root } from '../unit/project/sources.js';
import { recipe, soup } from '../unit/chaincode/model/kinds/recipe.js';
import type { FurtherKindFindings } from './support/further-kind-process.js';

const support = path.join(root, 'test/out/scenario/support');

describe('a kind more, which is one schema file and nothing else', function () {
  this.timeout(120_000);

  let folder: string;
  let findings: FurtherKindFindings;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chainshare-kind-'));
    const file = path.join(folder, 'recipe.json');
    await writeFile(file, JSON.stringify(recipe));
    const args = [
      '--import',
      path.join(support, 'further-kind.js'),
      path.join(support, 'further-kind-process.js'),
    ];
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...args, 'recipe', JSON.stringify(soup)],
      {
        cwd: root,
        env: { ...process.env, FURTHER_KIND: file },
      },
    );
    findings = JSON.parse(stdout) as FurtherKindFindings;
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it('is published, and read by whom it was granted to, with its defaults', () => {
    expect(findings.values).to.deep.equal({ ...soup, status: 'draft' });
  });

  it('is checked: what its schema does not know is refused with its place', () => {
    expect(findings.refused).to.have.deep.nested.property('[0].pointer', '/records/0/colour');
  });

  it('is found by words, by subject and by the fields of its identity', () => {
    expect(findings.found).to.deep.equal({ words: 1, subject: 1, filter: 1, otherFilter: 0 });
  });

  it('is described and exported as a table', () => {
    expect(findings.schemaId).to.equal('urn:chainshare:kind:recipe:1');
    expect(findings.template).to.include(
      'product,validFrom,status,ingredients[].product,ingredients[].quantity,steps',
    );
    expect(findings.csv).to.include('steps').and.include('stir');
  });
});
