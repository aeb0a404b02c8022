// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { takePortRange } from '#network/fabric/ports.js';
import { Processes } from '#network/fabric/processes.js';
import { newTestFolder } from '../support/abandoned.js';
import { root } from '../unit/project/sources.js';

const START = path.join(root, 'network/start.js');

/** Peers listen this far above the gateways; a port range is as wide. */
const GATEWAYS_BELOW = 100;

const PATIENCE_MS = 600_000;

/** What a start printed until it was ready and then interrupted. */
interface Printed {
  readonly out: string;
  readonly err: string;
}

describe('npm start on either ledger', function () {
  this.timeout(PATIENCE_MS);

  let folders: readonly [string, string];

  before(async () => {
    folders = [await newTestFolder(), await newTestFolder()];
  });

  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  /** Starts, waits until it is ready and has told everything, and interrupts it as Ctrl-C does. */
  const start = async (folder: string, ...args: readonly string[]): Promise<Printed> => {
    const ports = await takePortRange();
    const child = spawn(
      process.execPath,
      [START, ...args, '--port', String(ports.first - GATEWAYS_BELOW), '--data', folder],
      { cwd: folder },
    );
    let out = '';
    let err = '';
    const ended = new Promise((resolve) => child.on('close', resolve));
    let interrupted = false;
    const interruptWhenTold = (): void => {
      if (!out.includes('Ctrl-C') || (args.includes('--fabric') && !err.includes('this process'))) return;
      // Once: a second one would end it where it is.
      if (!interrupted) interrupted = child.kill('SIGINT');
    };
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      interruptWhenTold();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      interruptWhenTold();
    });
    expect(await ended, err).to.equal(0);
    await ports.release();
    return { out, err };
  };

  /** Without times, ports, and what gateways log beside it. */
  const normalised = (out: string): string =>
    out
      .split('\n')
      .filter((line) => !line.startsWith('{"level"'))
      .join('\n')
      .replaceAll(/\(\d+\.\d s\)/g, '(time)')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:port');

  it('prints the same but for the name of the ledger; Fabric adds its measures, and leaves no process', async () => {
    const embedded = await start(folders[0]);
    const fabric = await start(folders[1], '--fabric');
    expect(normalised(fabric.out)).to.equal(
      normalised(embedded.out)
        .replace(folders[0], folders[1])
        .replace('on the embedded ledger', 'on the fabric ledger'),
    );
    expect(fabric.err).to.match(
      /definitions committed after .* s,\n.*every gateway ready after .* times that/,
    );
    const peers = [...fabric.err.matchAll(/\/peer0 +(\d+) MB/g)].map(([, megabytes]) => Number(megabytes));
    expect(peers).to.have.length(9);
    expect(Math.max(...peers)).to.be.at.most(120);
    expect(new Processes(path.join(folders[1], 'network')).running()).to.deep.equal([]);
  });
});
