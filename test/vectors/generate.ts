// SPDX-License-Identifier: Apache-2.0
// Writes the vectors of the sealed form: node test/out/vectors/generate.js
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { vectorFiles } from './sealed-form/files.js';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../vectors/sealed-form');
for (const [name, content] of vectorFiles()) writeFileSync(path.join(folder, name), content);
