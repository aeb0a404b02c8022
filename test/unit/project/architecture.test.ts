// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { filesBelow, importsOf, root } from './sources.js';

const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
const gateway = 'gateway/src';

/** Folders from which the page names files. */
const BASES = ['', gateway, `${gateway}/http`, 'chaincode/src'];

/** The words in backticks of a cell. */
const wordsIn = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** What the page says that each room of a gateway imports. */
function stated(): Readonly<Record<string, readonly string[]>> {
  const [, chapter = ''] = page.split('## The rooms of a gateway\n');
  const rows = [...(chapter.split('\n## ')[0] ?? '').matchAll(/^\| (`\w+`) \|(.*)\|(.*)\|$/gm)];
  return Object.fromEntries(rows.map(([, name, , imports]) => [wordsIn(name)[0] ?? '', wordsIn(imports)]));
}

/** What it imports. */
function found(room: string): readonly string[] {
  const folder = path.posix.join(gateway, room);
  const targets = filesBelow(folder, '.ts').flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.posix.join(path.posix.dirname(file.name), specifier)),
  );
  const rooms = targets.map((target) => path.posix.relative(gateway, target).split('/'));
  const others = rooms.flatMap(([other = '', ...below]) => (below.length > 0 && other !== room ? other : []));
  return [...new Set(others)].sort();
}

describe('README.md', () => {
  it('names every folder of tests', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const [, named = ''] = /^\| \[test\]\(test\) \| (.*) \|$/m.exec(readme) ?? [];
    const folders = readdirSync(path.join(root, 'test'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['out', 'support'].includes(entry.name))
      .map(({ name }) => name);
    expect(named.split(', ')).to.have.members(folders);
  });
});

describe('docs/architecture.md', () => {
  it('says of every room of a gateway what it imports', () => {
    const rooms = readdirSync(path.join(root, gateway), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(stated()).to.deep.equal(Object.fromEntries(rooms.map((room) => [room, found(room)])));
  });

  it('names files that are there', () => {
    const names = wordsIn(page).filter((word) => /^[\w./-]+\.ts$/.test(word));
    expect(names).to.have.length.above(30);
    const missing = names.filter((name) => !BASES.some((base) => existsSync(path.join(root, base, name))));
    expect(missing).to.deep.equal([]);
  });
});
