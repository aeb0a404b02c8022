// SPDX-License-Identifier: Apache-2.0
'use strict';

const { Contract } = require('fabric-contract-api');
const { privateState } = require('./private-state.js');
const { publicState } = require('./public-state.js');

class ConformanceContract extends Contract {
  constructor() {
    super('basic');
  }
}

// The contract API looks only at a class's own functions, and the recorded trace calls them without a contract name.
Object.assign(ConformanceContract.prototype, publicState, privateState);

exports.contracts = [ConformanceContract];
