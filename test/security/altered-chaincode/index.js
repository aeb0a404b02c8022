// SPDX-License-Identifier: Apache-2.0
'use strict';

const { contracts } = require('@chainshare/chaincode');
const { Hostile } = require('./hostile.js');
const { serveOtherBytes } = require('./lying-reads.js');

const [Records, ...others] = contracts;
serveOtherBytes(Records);

exports.contracts = [Records, ...others, Hostile];
