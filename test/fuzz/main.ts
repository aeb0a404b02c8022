// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BenchNetwork, type BenchGateway } from '../bench/network/bench-network.js';
import { FrontDoors } from '../scenario/support/front-doors.js';
import { hintsOf } from '../scenario/support/request-hints.js';
import { newSeed } from '../support/changed-bytes.js';
import { dictionariesOf } from './dictionaries.js';
import { Schemathesis } from './schemathesis.js';

const USAGE = 'Usage: npm run fuzz -- [--requests <number>] [--seed <number>]\n';
const EXIT_FOUND = 1;
const EXIT_USAGE = 2;

const REQUESTS = 100_000;
/** Share of the requests after which everything is compiled and every cache is full. */
const WARM = 0.2;
/** What the gateway may hold more at the end, as a share of what it held when it was warm. */
const GROWTH_MAX = 0.1;
/** Requests of each operation in one run of the fuzzer: few enough that a failure can be repeated in a minute. */
const EXAMPLES = 100;
/** Runs at once: the fuzzer is slower than the gateway. */
const LANES = 2;
const MEGABYTE = 1_000_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * `npm run fuzz`: an outside fuzzer asks one gateway of a running network whatever its OpenAPI document allows. Ends
 * with 1 when an answer was 500 or not as documented, or when the gateway keeps more and more memory.
 */
export async function main(args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  if (options === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = EXIT_USAGE;
    return;
  }
  const fuzzer = await Schemathesis.install(process.env['CHAINSHARE_CACHE']);
  await BenchNetwork.with(['Xinqiao', 'Xinghe', 'Qiming'], async (network) => {
    const partners = [await network.startGateway('Xinghe'), await network.startGateway('Qiming')];
    const gateway = await network.startGateway('Xinqiao');
    const { ledger } = network;
    const enterprises = [gateway, ...partners].map(({ entry }) => entry);
    const doors = new FrontDoors({ ledger: ledger.kind, channel: ledger.channel, trust: '', enterprises });
    const configFile = path.join(network.dataDir, 'schemathesis.toml');
    await writeFile(configFile, dictionariesOf(await hintsOf(doors, 'Xinqiao')));
    const passed = await new Fuzzing(fuzzer, gateway, configFile).run(options);
    if (!passed) process.exitCode = EXIT_FOUND;
  });
}

interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
}

/** @returns `undefined` when the command line says something else than {@link USAGE} */
function optionsOf(args: readonly string[]): FuzzOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      requests: { type: 'string', default: String(REQUESTS) },
      seed: { type: 'string', default: String(newSeed()) },
    },
  });
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  const unknown = Object.keys(values).some((name) => name !== 'requests' && name !== 'seed');
  if (unknown || positionals.length > 0 || !(requests > 0) || !Number.isSafeInteger(seed)) return;
  return { requests, seed };
}

/** Runs of the fuzzer, one after the other, until enough was asked. */
class Fuzzing {
  readonly #fuzzer: Schemathesis;
  readonly #gateway: BenchGateway;
  readonly #configFile: string;
  #findings = 0;
  #seed = 0;

  constructor(fuzzer: Schemathesis, gateway: BenchGateway, configFile: string) {
    this.#fuzzer = fuzzer;
    this.#gateway = gateway;
    this.#configFile = configFile;
  }

  /** @returns whether every answer was as it should be, and memory does not grow */
  async run({ requests, seed }: FuzzOptions): Promise<boolean> {
    this.#seed = seed;
    await this.#ask(requests * WARM);
    const warm = await this.#keptBytes();
    await this.#ask(requests);
    const end = await this.#keptBytes();
    const growth = end / warm - 1;
    const megabytes = [warm, end].map((bytes) => (bytes / MEGABYTE).toFixed(1)).join(' MB, then ');
    say(
      `memory after collection: ${megabytes} MB (${(growth * 100).toFixed(1)} %, at most ${GROWTH_MAX * 100} %)`,
    );
    say(`${await this.#asked()} requests answered, ${this.#findings} runs of the fuzzer with findings`);
    return this.#findings === 0 && growth <= GROWTH_MAX;
  }

  async #ask(requests: number): Promise<void> {
    const lane = async (): Promise<void> => {
      while ((await this.#asked()) < requests) await this.#round();
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  async #round(): Promise<void> {
    const { url, token } = this.#gateway;
    const seed = this.#seed++;
    const round = { url, token, seed, examples: EXAMPLES, configFile: this.#configFile };
    const found = await this.#fuzzer.run(round);
    if (found !== undefined) this.#findings++;
    say(`seed ${seed}: ${await this.#asked()} requests so far${found === undefined ? '' : `\n${found}`}`);
  }

  /** As the gateway counts them itself. */
  async #asked(): Promise<number> {
    const metrics = await this.#gateway.client.text('/metrics');
    const counts = metrics.matchAll(/^chainshare_http_requests_total\{.*\} (\d+)$/gm);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  async #keptBytes(): Promise<number> {
    return (await this.#gateway.memory()).keptBytes;
  }
}
