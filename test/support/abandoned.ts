// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { takeDown } from '#network/fabric/down.js';
import { isAlive, thisProcess, type ProcessMark } from '#network/fabric/process-mark.js';

const PREFIX = 'chainshare-test-';
const OWNER_FILE = 'owner.json';

let swept: Promise<void> | undefined;

/**
 * Makes the folder of a test ledger, owned by this process. Processes of a Fabric network outlive a test run that is
 * killed: the next run ends them and removes their folder.
 */
export async function newTestFolder(): Promise<string> {
  await (swept ??= sweep());
  const folder = await mkdtemp(path.join(tmpdir(), PREFIX));
  await writeFile(path.join(folder, OWNER_FILE), JSON.stringify(thisProcess()));
  return folder;
}

async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => path.join(tmpdir(), name))) {
    if (!(await isAbandoned(folder))) continue;
    await takeDown(path.join(folder, 'network'));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the process that made a folder has ended; what names no owner is somebody else's. */
async function isAbandoned(folder: string): Promise<boolean> {
  try {
    return !isAlive(JSON.parse(await readFile(path.join(folder, OWNER_FILE), 'utf8')) as ProcessMark);
  } catch {
    return false;
  }
}
