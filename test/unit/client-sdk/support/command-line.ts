// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chainshare, type Ended } from '../../../support/command.js';
import { ScriptedGateway } from './http-server.js';

/** Where and with what a command is run. */
export interface RunOptions {
  readonly input?: string;
  /** From the folder of the network file. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder with a network file of two enterprises, both at one scripted gateway, and a table of stock. */
export class CommandLine {
  readonly gateway = new ScriptedGateway();
  /** Base URL of the gateway. */
  address = '';
  folder = '';

  async start(): Promise<void> {
    this.address = await this.gateway.start();
    this.folder = await mkdtemp(path.join(tmpdir(), 'chainshare-cli-'));
    const enterprise = (id: string, zh: string, en: string): object => ({
      id,
      names: { zh, en },
      roles: ['supplier'],
      gateway: this.address,
      tokens: { admin: `admin-${id}`, operator: `operator-${id}`, viewer: `viewer-${id}` },
    });
    const enterprises = [
      enterprise('Xinqiao', '芯桥传感', 'Xinqiao Sensors'),
      enterprise('Xinghe', '星河电芯', 'Xinghe Cells'),
    ];
    await mkdir(path.join(this.folder, '.chainshare'));
    await mkdir(path.join(this.folder, 'deep/er'), { recursive: true });
    const network = { ledger: 'embedded', channel: 'chainshare', trust: 'trust.json', enterprises };
    await this.write('.chainshare/network.json', network);
    await this.write('stock.csv', 'product,quantity\nTAG-01,1200\n');
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await rm(this.folder, { recursive: true });
  }

  /** Writes a file: text as it stands, everything else as JSON. */
  async write(name: string, content: unknown): Promise<void> {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(path.join(this.folder, name), text);
  }

  /** Runs the command for real, in a process of its own; words are separated by single spaces. */
  async run(line: string, { input = '', cwd = '.', env = {} }: RunOptions = {}): Promise<Ended> {
    return chainshare(line.split(' '), { cwd: path.join(this.folder, cwd), input, env });
  }
}
