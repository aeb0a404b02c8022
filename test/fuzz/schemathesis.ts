// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheRoot } from '#network/fabric/cache-root.js';
import { withLock } from '#network/fabric/file-lock.js';
import { root } from '../unit/project/sources.js';

const run = promisify(execFile);

const REQUIREMENTS = path.join(root, 'test/fuzz/requirements.txt');

/** What is checked of every answer: that it is none of a bug, and that the document states all of it. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** An answer without end cannot be compared; the tests of the stream are its own. */
const ENDLESS = 'followChanges';

/** Longer than any answer may take. */
const REQUEST_SECONDS = 60;

/** A failed request may be as long as the limits of HTTP let it be, and is told many times. */
const OUTPUT_BYTES_MAX = 512_000_000;
const LINE_CHARS_MAX = 300;

/** One run of the fuzzer. */
export interface Round {
  readonly url: string;
  readonly token: string;
  /** Repeats the run on a gateway that holds the same. */
  readonly seed: number;
  /** Requests of each operation beside the systematic ones. */
  readonly examples: number;
  /** Values that mean something to the gateway. */
  readonly configFile: string;
}

/** Schemathesis in a virtual environment of its own, with which requests are made from an OpenAPI document. */
export class Schemathesis {
  readonly #program: string;

  private constructor(program: string) {
    this.#program = program;
  }

  /**
   * Finds it in the cache, or installs it there once.
   *
   * @throws Error when there is no Python 3.10 or newer, or its packages cannot be fetched
   */
  static async install(cache: string | undefined): Promise<Schemathesis> {
    const pins = await readFile(REQUIREMENTS);
    const pin = createHash('sha256').update(pins).digest('hex').slice(0, 12);
    const home = path.join(cacheRoot(cache), 'fuzz');
    const folder = path.join(home, pin);
    const marker = path.join(folder, 'complete');
    await mkdir(home, { recursive: true });
    await withLock(`${folder}.lock`, async () => {
      if (existsSync(marker)) return;
      await rm(folder, { recursive: true, force: true });
      await run('python3', ['-m', 'venv', folder]);
      await run(path.join(folder, 'bin/pip'), ['install', '--quiet', '--requirement', REQUIREMENTS]);
      await writeFile(marker, '');
    });
    return new Schemathesis(path.join(folder, 'bin/schemathesis'));
  }

  /** @returns what it found, in its words; nothing when every answer was as it should be */
  async run({ url, token, seed, examples, configFile }: Round): Promise<string | undefined> {
    try {
      await run(
        this.#program,
        [
          ...['--no-color', '--config-file', configFile, 'run', `${url}/openapi.json`],
          ...['--header', `Authorization: Bearer ${token}`, '--seed', String(seed)],
          ...['--max-examples', String(examples), '--checks', CHECKS.join(',')],
          ...['--exclude-operation-id', ENDLESS, '--request-timeout', String(REQUEST_SECONDS)],
          // Shrinking asks the same again and again, and what one run has found is not to be asked in the next.
          ...['--continue-on-failure', '--no-shrink', '--generation-database', 'none', '--warnings', 'off'],
        ],
        // It leaves notes of what failed where it runs.
        { cwd: path.dirname(configFile), maxBuffer: OUTPUT_BYTES_MAX },
      );
      return undefined;
    } catch (error) {
      const { stdout } = error as { readonly stdout?: string };
      if (stdout === undefined) throw error;
      return findings(stdout);
    }
  }
}

/** The part of the output that tells of failures, each line cut to what a screen shows. */
function findings(output: string): string {
  const lines = output.split('\n').map((line) => line.slice(0, LINE_CHARS_MAX));
  const start = lines.findIndex((line) => /^=+ (?:ERRORS|FAILURES) =+$/.test(line));
  return lines.slice(Math.max(start, 0)).join('\n');
}
