// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

const execute = promisify(execFile);
const internal = (file: string): string => import.meta.resolve(`@chainshare/gateway/internal/${file}`);

/** What a program of these lines writes to its log, one object a line. */
async function logged(lines: string): Promise<readonly Record<string, unknown>[]> {
  const program = `import { newLog } from '${internal('log.js')}';
    import { GatewayError } from '${internal('errors.js')}';
    const log = newLog({ enterprise: 'Xinqiao', logLevel: 'info' });
    ${lines}`;
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', program]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log of a gateway', () => {
  it('says which error it was and where, and nothing of what was sent', async () => {
    const entries = await logged(`
      const errors = [{ pointer: '/records/0/customer', code: 'UNKNOWN_PARTY', message: 'no member is known as Acme' }];
      const cause = new GatewayError('INVALID_REQUEST', { facts: { kind: 'Acme' }, errors, errorCount: 1 });
      log.error({ error: cause }, 'one name');
      log.error({ err: cause }, 'the other name');
      log.error({ err: new GatewayError('INTERNAL', { cause }) }, 'within');`);
    expect(entries.map(({ msg }) => msg)).to.deep.equal(['one name', 'the other name', 'within']);
    const [first, second, third] = entries.map(({ error, err }) => error ?? err);
    expect(first).to.include({ code: 'INVALID_REQUEST' }).and.to.have.property('stack').that.contains('eval');
    expect(second).to.include({ code: 'INVALID_REQUEST' });
    expect(third).to.include({ code: 'INTERNAL' });
    expect(JSON.stringify(entries)).to.not.contain('Acme');
  });
});
