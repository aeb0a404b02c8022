// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { NETWORK_ERROR_CODES, type NetworkErrorEntry } from '#network/fabric/error-codes.js';
import { filesBelow, root } from '../../project/sources.js';

const page = path.join(root, 'docs/reference/network-errors.md');

const entries = Object.entries<NetworkErrorEntry>(NETWORK_ERROR_CODES).sort(([a], [b]) => (a < b ? -1 : 1));

/** The reference page: one section for each code, in the order of the alphabet. */
function reference(): string {
  const sections = entries.map(([code, { en, zh }]) => `## ${code}\n\n${en}\n\n${zh}\n`);
  return `# Problems of a Fabric network

What \`npm start -- --fabric\` and \`chainshare-node\` say when a network cannot be started, ended or read. A program reads
the code, which never changes its meaning; people read the sentences. \`{name}\` in a sentence is filled in.

${sections.join('\n')}`;
}

describe('the error codes of a network', () => {
  it('are all on the reference page, and no others (UPDATE_REFERENCE=1 writes it anew)', async () => {
    if (process.env['UPDATE_REFERENCE'] === '1') await writeFile(page, reference());
    expect(await readFile(page, 'utf8')).to.equal(reference());
  });

  it('are all in use', () => {
    const text = filesBelow('network', '.ts')
      .filter(({ name }) => !name.endsWith('error-codes.ts'))
      .map((file) => file.text)
      .join('\n');
    expect(entries.map(([code]) => code).filter((code) => !text.includes(`'${code}'`))).to.deep.equal([]);
  });

  for (const [code, { en, zh }] of entries) {
    it(`${code} says the same in both languages`, () => {
      const facts = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort();
      expect(facts(zh)).to.deep.equal(facts(en));
      expect(zh).to.match(/[\u4e00-\u9fff]/);
    });
  }
});
