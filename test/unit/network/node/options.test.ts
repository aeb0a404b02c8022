// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { UsageError } from '#network/demo/options.js';
import { parseNodeOptions } from '#network/node/options.js';

/** What is wrong with a command line, as a person reads it. */
function faultOf(...args: readonly string[]): UsageError {
  try {
    parseNodeOptions(args, '/work');
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('the command line was taken');
}

describe('the command line of chainshare-node', () => {
  it('takes files from where it is called', () => {
    const args = [
      'up',
      '--topology',
      'chain.yaml',
      '--data',
      'state',
      '--only',
      'Xinqiao',
      '--port',
      '21000',
    ];
    expect(parseNodeOptions(args, '/work')).to.deep.equal({
      command: 'up',
      topology: '/work/chain.yaml',
      dataDir: '/work/state',
      only: 'Xinqiao',
      firstPort: 21_000,
    });
  });

  it('names the process to start or stop', () => {
    expect(parseNodeOptions(['stop', 'Xinqiao/peer0', '--data', '/state'], '/work')).to.deep.equal({
      command: 'stop',
      dataDir: '/state',
      process: 'Xinqiao/peer0',
    });
  });

  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ['without a command', ['--data', 'state'], 'a command is missing'],
    ['without a folder', ['status'], '--data is missing'],
    ['without a topology', ['up', '--data', 'state'], '--topology is missing'],
    ['with a command that does not exist', ['restart', '--data', 'state'], 'there is no command restart'],
    ['with an option that does not exist', ['status', '--date', 'state'], "Unknown option '--date'"],
    ['with a port that is none', ['up', '--topology', 'a', '--data', 'b', '--port', '80'], '--port must be'],
    ['with a name too few', ['start', '--data', 'state'], 'start takes one name'],
    ['with a name too many', ['down', 'Xinqiao', '--data', 'state'], 'down takes no name'],
  ];
  for (const [what, args, message] of wrong) {
    it(`is refused ${what}, and says what there is`, () => {
      const { message: text, exitCode } = faultOf(...args);
      expect(text).to.contain(message).and.to.contain('chainshare-node <command>');
      expect(exitCode).to.equal(2);
    });
  }

  it('prints what there is when it is asked', () => {
    expect(faultOf('--help').exitCode).to.equal(0);
  });
});
