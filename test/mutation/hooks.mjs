// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { applyMutant } from './mutant.mjs';

let mutant;

/** Receives the mutant from preload.mjs. */
export function initialize(data) {
  mutant = data;
}

/** Loads a module, without the rule if it is the one that states it. */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (loaded.format !== 'module' || !url.startsWith('file:')) return loaded;
  return { ...loaded, source: applyMutant(mutant, fileURLToPath(url), String(loaded.source)) };
}
