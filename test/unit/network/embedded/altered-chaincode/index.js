// SPDX-License-Identifier: Apache-2.0
'use strict';

const { Contract } = require('fabric-contract-api');

/** Writes something else than it is asked to. */
class AlteredContract extends Contract {
  async put(ctx, key, value) {
    await ctx.stub.putState(key, Buffer.from(`not ${value}`));
    return key;
  }

  async get(ctx, key) {
    return Buffer.from(await ctx.stub.getState(key)).toString();
  }

  async environment(ctx, name) {
    return process.env[name] ?? '';
  }
}

exports.contracts = [AlteredContract];
