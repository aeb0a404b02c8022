// SPDX-License-Identifier: Apache-2.0
'use strict';

const { Contract } = require('fabric-contract-api');
const { KeyEndorsementPolicy } = require('fabric-shim');

/** Everything that chaincode can do to the ledger; none of it asks who calls, or what for. */
const operations = {
  put: (stub, { key, value }) => stub.putState(key, value),
  delete: (stub, { key }) => stub.deleteState(key),
  putPrivate: (stub, { collection, key, value }) => stub.putPrivateData(collection, key, value),
  deletePrivate: (stub, { collection, key }) => stub.deletePrivateData(collection, key),
  purgePrivate: (stub, { collection, key }) => stub.purgePrivateData(collection, key),
  lock(stub, { key, owner }) {
    const policy = new KeyEndorsementPolicy();
    policy.addOrgs('PEER', owner);
    return stub.setStateValidationParameter(key, policy.getPolicy());
  },
};

/** The attacker's own contract: one peer that runs it stands for all that an altered peer may endorse. */
class Hostile extends Contract {
  constructor() {
    super('Hostile');
  }

  /** Reads whatever its peer has of a private collection. */
  async Read(ctx, collection, key) {
    return Buffer.from(await ctx.stub.getPrivateData(collection, key)).toString('base64');
  }

  /**
   * Does every operation of a JSON list, in its order. The value of operation i is the transient field `i`, so
   * that private values stay out of the block.
   */
  async Write(ctx, list) {
    const values = ctx.stub.getTransient();
    for (const [i, { op, ...operation }] of JSON.parse(list).entries()) {
      await operations[op](ctx.stub, { ...operation, value: values.get(String(i)) });
    }
  }
}

module.exports = { Hostile };
