// SPDX-License-Identifier: Apache-2.0
/**
 * Preloaded (`node --import`) into every thread of a process: adds to the product's schemas the one in the file that
 * `FURTHER_KIND` names, as if it stood among them.
 */
import { readFileSync } from 'node:fs';
import { kindSchemas, newKindSchema, type KindSchema, type OwnSchema } from '@chainshare/chaincode/model';

const file = process.env['FURTHER_KIND'];
if (file === undefined) throw new Error('FURTHER_KIND names no file');
const schema = newKindSchema(JSON.parse(readFileSync(file, 'utf8')) as OwnSchema);
(kindSchemas as KindSchema[]).push(schema);
