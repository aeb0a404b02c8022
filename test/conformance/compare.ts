// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { Observation } from './recorder.js';

/** Reads a recorded trace, one observation a line. */
export function readTrace(file: string): Observation[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Observation);
}

/** Says for every observation that differs where it does. */
export function differences(expected: readonly Observation[], actual: readonly Observation[]): string[] {
  const length = Math.max(expected.length, actual.length);
  return Array.from({ length }, (_, at) => {
    const places = [...differingPlaces(expected[at], actual[at], '')];
    const title = `#${at} ${String(expected[at]?.['what'] ?? actual[at]?.['what'])}`;
    return places.length === 0 ? '' : [title, ...places].join('\n');
  }).filter((text) => text !== '');
}

function* differingPlaces(expected: unknown, actual: unknown, path: string): Generator<string, void> {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return;
  if (isContainer(expected) && isContainer(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      yield* differingPlaces(expected[key], actual[key], `${path}.${key}`);
    }
    return;
  }
  yield `  ${path}\n    Fabric   ${JSON.stringify(expected)}\n    embedded ${JSON.stringify(actual)}`;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
