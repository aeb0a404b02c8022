// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FABRIC_MEASUREMENTS, keepsBound, MEASUREMENTS, type Figure } from './figure.js';
import { tableHead, tableRow } from './table.js';

const USAGE = `Usage: npm run bench -- [--json] [--seed <number>] [${MEASUREMENTS.join('|')}]...
       npm run bench -- --fabric [--json] [--seed <number>] [${FABRIC_MEASUREMENTS.join('|')}]...\n`;
const OPTIONS = ['json', 'fabric', 'seed'];
const EXIT_MISSED = 1;
const EXIT_USAGE = 2;

/**
 * `npm run bench`: takes all measurements, or the ones named, one after another, and prints each figure with its
 * bound; with `--fabric` those on real Fabric. Ends with 1 when a bound is missed.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { json, seed, names } = optionsOf(args) ?? {};
  if (names === undefined || seed === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = EXIT_USAGE;
    return;
  }
  const figures: Figure[] = [];
  if (json !== true)
    process.stdout.write(`seed ${seed}, Node.js ${process.versions.node}\n\n${tableHead()}\n`);
  for (const measurement of names) {
    const measured = await measureApart(measurement, seed);
    figures.push(...measured);
    if (json !== true) for (const figure of measured) process.stdout.write(`${tableRow(figure)}\n`);
  }
  if (json === true) {
    const told = figures.map((figure) => ({ ...figure, passed: keepsBound(figure) }));
    process.stdout.write(
      `${JSON.stringify({ seed, node: process.versions.node, figures: told }, undefined, 2)}\n`,
    );
  }
  if (!figures.every(keepsBound)) process.exitCode = EXIT_MISSED;
}

interface BenchOptions {
  readonly json: boolean;
  readonly seed: number;
  readonly names: readonly string[];
}

/** @returns `undefined` when the command line says something else than {@link USAGE} */
function optionsOf(args: readonly string[]): BenchOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      fabric: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const known: readonly string[] = values.fabric === true ? FABRIC_MEASUREMENTS : MEASUREMENTS;
  const seed = Number(values.seed);
  const unknown = Object.keys(values).some((name) => !OPTIONS.includes(name));
  if (unknown || !Number.isSafeInteger(seed) || !positionals.every((name) => known.includes(name))) return;
  return { json: values.json === true, seed, names: positionals.length === 0 ? known : positionals };
}

async function measureApart(measurement: string, seed: number): Promise<readonly Figure[]> {
  const program = fileURLToPath(new URL('measure-process.js', import.meta.url));
  const child = fork(program, [JSON.stringify({ measurement, seed })], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let figures: readonly Figure[] = [];
  child.on('message', (message) => {
    figures = message as readonly Figure[];
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0 || figures.length === 0) throw new Error(`${measurement} could not be measured`);
  return figures;
}
