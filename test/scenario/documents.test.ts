// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { takePortRange, type PortRange } from '#network/fabric/ports.js';
import { parseNodeOptions } from '#network/node/options.js';
import { chainshare } from '../support/command.js';
import { root } from '../unit/project/sources.js';
import { commandsOf, fencedBlocks, type FencedBlock } from './support/fenced-blocks.js';

const blocks = fencedBlocks();
const commands = blocks.filter(({ language }) => language === 'sh').flatMap(commandsOf);

/** A folder in which the commands of the README run as in the repository's own, without writing into it. */
async function workplace(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chainshare-documents-'));
  for (const name of ['network', 'node_modules'])
    await symlink(path.join(root, name), path.join(folder, name));
  return folder;
}

/** `npm start`, without npm: ready when it prints what to try. */
async function start(cwd: string, firstPort: number): Promise<ChildProcess> {
  const args = [path.join(root, 'network/start.js'), '--port', String(firstPort)];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('npx chainshare')) resolve();
    });
    child.once('exit', () => {
      reject(new Error(`the network ended: ${printed}`));
    });
  });
  return child;
}

async function run(block: FencedBlock, folder: string): Promise<number | null> {
  const file = path.join(folder, 'example.mjs');
  await writeFile(file, block.text);
  const [code] = (await once(
    spawn(process.execPath, [file], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] }),
    'exit',
  )) as [number | null];
  return code;
}

describe('what the documents show', function () {
  this.timeout(180_000);

  it('is of a language that is checked here', () => {
    const others = blocks.filter(({ language }) => !['', 'sh', 'ts', 'json'].includes(language));
    expect(others).to.deep.equal([]);
    expect(blocks.filter(({ language }) => language === 'sh')).to.not.be.empty;
  });

  for (const { file, text } of blocks.filter(({ language }) => language === 'json')) {
    it(`is JSON in ${file}`, () => {
      expect(() => JSON.parse(text) as unknown).to.not.throw();
    });
  }

  it('names commands that exist', async () => {
    const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const [program, name = '', ...rest] of commands) {
      if (program === 'npm')
        expect({ test: '', ...scripts }).to.have.property(name === 'run' ? (rest[0] ?? '') : name);
      else if (name === 'chainshare-node') expect(() => parseNodeOptions(rest, root)).to.not.throw();
      else expect([program, name]).to.deep.equal(['npx', 'chainshare']);
    }
  });

  describe('beside a network that was started as it says', () => {
    let folder: string;
    let ports: PortRange;
    let network: ChildProcess;
    before(async () => {
      folder = await workplace();
      ports = await takePortRange();
      network = await start(folder, ports.first);
    });
    after(async () => {
      const ended = once(network, 'exit');
      network.kill('SIGINT');
      await ended;
      await ports.release();
      await rm(folder, { recursive: true });
    });

    for (const [, , ...args] of commands.filter(([, name]) => name === 'chainshare')) {
      it(`chainshare ${args.join(' ')} does it`, async () => {
        const { code, err } = await chainshare(args, { cwd: folder });
        expect(code, err).to.equal(0);
      });
    }

    for (const block of blocks.filter(({ language }) => language === 'ts')) {
      it(`runs as it stands in ${block.file}`, async () => {
        expect(await run(block, folder)).to.equal(0);
      });
    }
  });
});
