// SPDX-License-Identifier: Apache-2.0
// A ledger in a process of its own, to be killed. Takes a file with its options, prints `<mspId> <endpoint>` lines.
import { readFileSync } from 'node:fs';
import { startEmbeddedLedger, type EmbeddedLedgerOptions } from '#network/embedded/index.js';

const [, , file = ''] = process.argv;
const options = JSON.parse(readFileSync(file, 'utf8')) as EmbeddedLedgerOptions;
const ledger = await startEmbeddedLedger(options);
for (const [mspId, { endpoint }] of ledger.peers) process.stdout.write(`${mspId} ${endpoint}\n`);
process.stdout.write('ready\n');
