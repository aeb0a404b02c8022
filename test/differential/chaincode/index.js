// SPDX-License-Identifier: Apache-2.0
'use strict';

const agreed = require('@chainshare/chaincode');
const conformance = require('../../conformance/chaincode/index.js');

exports.contracts = [...agreed.contracts, ...conformance.contracts];
