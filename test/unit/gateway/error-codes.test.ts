// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { ERROR_CODES, type ErrorEntry } from '@chainshare/gateway/internal/error-codes.js';

const page = new URL('../../../../docs/reference/errors.md', import.meta.url);

const entries = Object.entries<ErrorEntry>(ERROR_CODES).sort(([a], [b]) => (a < b ? -1 : 1));

/** The reference page: one section for each code, in the order of the alphabet. */
function reference(): string {
  const sections = entries.map(
    ([code, { status, retryable, en, zh }]) =>
      `## ${code}\n\n${status}, ${retryable ? 'may succeed later unchanged' : 'fails again unchanged'}.\n\n${en}\n\n${zh}\n`,
  );
  return `# Problems

What a gateway answers when it refuses a request (RFC 9457, \`application/problem+json\`). A program reads \`code\`,
which never changes its meaning; people read \`detail\`, which is in the language of \`Accept-Language\` (zh, en).
\`{name}\` in a sentence is filled in. The same page is served by every gateway at \`/docs/errors\`.

${sections.join('\n')}`;
}

describe('error codes', () => {
  it('are all on the reference page, and no others (UPDATE_REFERENCE=1 writes it anew)', async () => {
    if (process.env['UPDATE_REFERENCE'] === '1') await writeFile(page, reference());
    expect(await readFile(page, 'utf8')).to.equal(reference());
  });

  for (const [code, { status, en, zh }] of entries) {
    it(`${code} has a status and the same facts in both languages`, () => {
      expect(code).to.match(/^[A-Z]+(_[A-Z]+)*$/);
      expect(status).to.be.within(400, 599);
      const facts = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort();
      expect(facts(zh)).to.deep.equal(facts(en));
      expect(en).to.match(/^[A-Z].*\.$/s);
      expect(zh).to.match(/[\u4e00-\u9fff]/);
    });
  }
});
