// SPDX-License-Identifier: Apache-2.0
// `node --import` this file with CHAINSHARE_MUTANT = {file, find, replace}: the named compiled file is loaded with
// one rule taken out. Nothing on disk changes, so mutants can neither leak into a build nor meet each other.
import module from 'node:module';
import { applyMutant } from './mutant.mjs';

const mutant = JSON.parse(process.env.CHAINSHARE_MUTANT);

// CommonJS (chaincode) is compiled here; ES modules (everything else) pass through the hook.
const { _compile } = module.prototype;
module.prototype._compile = function compileMutant(source, file) {
  return _compile.call(this, applyMutant(mutant, file, source), file);
};
module.register('./hooks.mjs', import.meta.url, { data: mutant });
