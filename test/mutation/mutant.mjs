// SPDX-License-Identifier: Apache-2.0

/** The source without the rule, when `file` is the mutant's; a rule that is not there exactly once is an error. */
export function applyMutant({ file: target, find, replace }, file, source) {
  if (!file.endsWith(target)) return source;
  const pieces = source.split(find);
  if (pieces.length !== 2)
    throw new Error(`MUTANT_NOT_FOUND: ${target} holds the rule ${pieces.length - 1} times: ${find}`);
  return pieces.join(replace);
}
