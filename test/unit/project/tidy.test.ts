// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { filesBelow, root, type SourceFile } from './sources.js';

const SOURCE_FOLDERS = ['chaincode/src', 'gateway/src', 'client-sdk/src', 'network', 'test'];
const LINES_MAX = 300;
const README_LINES_MAX = 150;

const sources = SOURCE_FOLDERS.flatMap((folder) => filesBelow(folder, '.ts')).filter(
  (file) => !file.name.includes('/generated/'),
);
const documents = [
  ...filesBelow('docs', '.md'),
  ...filesBelow('.', '.md').filter((file) => !file.name.includes('/')),
];

const names = (files: readonly SourceFile[]): string[] => files.map((file) => file.name);
const lines = (file: SourceFile): number => file.text.split('\n').length - 1;

/** Inside a transaction only what every endorser computes alike: no clock, random, environment, network. */
const NOT_DETERMINISTIC =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomBytes\b|\bsetTimeout\b|\bfetch\(/;

describe('the code base', () => {
  it('carries the licence line on top of every source file', () => {
    expect(
      names(sources.filter((file) => !file.text.startsWith('// SPDX-License-Identifier: Apache-2.0\n'))),
    ).to.deep.equal([]);
  });

  it(`has no source file over ${LINES_MAX} lines`, () => {
    expect(names(sources.filter((file) => lines(file) > LINES_MAX))).to.deep.equal([]);
  });

  it('keeps everything that is not deterministic out of chaincode', () => {
    expect(
      names(filesBelow('chaincode/src', '.ts').filter((file) => NOT_DETERMINISTIC.test(file.text))),
    ).to.deep.equal([]);
  });

  it('leaves no test switched off or alone', () => {
    const off = /\b(?:describe|it)\.(?:only|skip)\(/;
    expect(
      names(
        filesBelow('test', '.ts').filter(
          (file) => off.test(file.text) && !file.name.endsWith('tidy.test.ts'),
        ),
      ),
    ).to.deep.equal([]);
  });

  it(`has a README of at most ${README_LINES_MAX} lines`, () => {
    const readme = documents.find((file) => file.name === 'README.md');
    expect(readme, 'README.md').to.not.equal(undefined);
    if (readme !== undefined) expect(lines(readme)).to.be.at.most(README_LINES_MAX);
  });

  it('has no dead link in its documents', () => {
    const dead = documents.flatMap((file) =>
      [...file.text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? '')
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => !existsSync(path.resolve(root, path.dirname(file.name), link)))
        .map((link) => `${file.name}: ${link}`),
    );
    expect(dead).to.deep.equal([]);
  });
});
