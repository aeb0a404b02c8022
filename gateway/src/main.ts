// SPDX-License-Identifier: Apache-2.0
/** The process: one gateway from the environment, or those of the file that `GATEWAYS_FILE` names. */
import { readFile } from 'node:fs/promises';
import { ConfigError, loadConfig, type Environment } from './config.js';
import { startHost, type Host } from './host.js';

/** Exit codes: the configuration is wrong, or something failed. */
const EXIT_USAGE = 2;
const EXIT_FAILED = 1;

const stopping = new AbortController();
let host: Host | undefined;

try {
  const environments = await readEnvironments(process.env);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  host = await startHost(environments.map(loadConfig), { signal: stopping.signal, failed: exit });
} catch (error) {
  if (!stopping.signal.aborted) exit(error);
}

/** The variables of each gateway; what a file leaves out is taken from the process. */
async function readEnvironments(env: Environment): Promise<readonly Environment[]> {
  const file = env['GATEWAYS_FILE'];
  if (file === undefined) return [env];
  const list = JSON.parse(await readFile(file, 'utf8')) as unknown;
  if (!Array.isArray(list)) throw new ConfigError(['GATEWAYS_FILE must hold a list of objects of variables']);
  return (list as readonly Environment[]).map((own) => ({ ...env, ...own }));
}

function stop(): void {
  stopping.abort();
  host?.close().then(() => process.exit(), exit);
}

function exit(error: unknown): void {
  const text =
    error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text ?? ''}\n`);
  process.exit(error instanceof ConfigError ? EXIT_USAGE : EXIT_FAILED);
}
