// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { filesBelow, root } from './sources.js';

const ACTS = ['read', 'forge', 'alter', 'replay', 'hide', 'learn the audience'];
const ATTACKERS = ['another member', 'the own host', 'altered chaincode', 'an outsider'];
const VERDICTS = ['prevented', 'detected', 'open'];

const tests = filesBelow('test', '.test.ts');
const text = readFileSync(path.join(root, 'docs/trust.md'), 'utf8');

/** One cell of the table as its section explains it. */
interface Cell {
  readonly verdict: string;
  readonly tests: readonly { readonly title: string; readonly file: string }[];
}

function cellsOf(attacker: string): ReadonlyMap<string, Cell> {
  const section = text.split(/^## /m).find((part) => part.toLowerCase().startsWith(attacker)) ?? '';
  const items = section.split(/^- /m).slice(1);
  return new Map(
    items.map((item) => {
      const [, act = '', verdict = ''] = /^\*\*([^:*]+): (\w+)/.exec(item) ?? [];
      const links = [...item.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[^)]+)\)/g)];
      return [act, { verdict, tests: links.map(([, title = '', file = '']) => ({ title, file })) }];
    }),
  );
}

/** Whether a file has a test of exactly that title, whichever quotes it stands in. */
function hasTest(file: string, title: string): boolean {
  const source = tests.find(({ name }) => name === file)?.text ?? '';
  return ["'", '"', '`'].some((quote) => source.includes(`it(${quote}${title}${quote},`));
}

describe('docs/trust.md', () => {
  for (const attacker of ATTACKERS) {
    it(`tells of every act of ${attacker} what its table tells, and names tests that exist`, () => {
      const row = text.split('\n').find((line) => line.startsWith(`| [${attacker}](`)) ?? '';
      const verdicts = row.split('|').slice(2, -1);
      const cells = cellsOf(attacker);
      expect([...cells.keys()]).to.deep.equal(ACTS);
      expect([...cells.values()].map(({ verdict }) => verdict)).to.deep.equal(
        verdicts.map((verdict) => verdict.trim()),
      );
      for (const [act, { verdict, tests }] of cells) {
        expect(VERDICTS, act).to.include(verdict);
        expect(tests, act).not.to.deep.equal([]);
        for (const { file, title } of tests) expect(hasTest(file, title), `${file}: ${title}`).to.equal(true);
      }
    });
  }
});
