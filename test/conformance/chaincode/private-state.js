// SPDX-License-Identifier: Apache-2.0
'use strict';

const { toText } = require('./public-state.js');

/** Private data, and what chaincode can learn of its surroundings. */
const privateState = {
  async putPrivate(ctx, collection, key) {
    await ctx.stub.putPrivateData(collection, key, ctx.stub.getTransient().get('value'));
  },

  async getPrivate(ctx, collection, key) {
    return toText(await ctx.stub.getPrivateData(collection, key));
  },

  async getPrivateHash(ctx, collection, key) {
    return Buffer.from(await ctx.stub.getPrivateDataHash(collection, key)).toString('hex');
  },

  async privateRange(ctx, collection, start, end) {
    const found = [];
    for await (const { key } of ctx.stub.getPrivateDataByRange(collection, start, end)) found.push(key);
    return JSON.stringify(found);
  },

  async privRangeThenPut(ctx, collection) {
    let n = 0;
    for await (const entry of ctx.stub.getPrivateDataByRange(collection, 'a', 'z')) if (entry) n++;
    await ctx.stub.putState('q', Buffer.from(String(n)));
  },

  async incPrivate(ctx, collection, key) {
    const stored = toText(await ctx.stub.getPrivateData(collection, key));
    const next = String(Number(stored || '0') + 1);
    await ctx.stub.putPrivateData(collection, key, Buffer.from(next));
    return next;
  },

  async delPrivate(ctx, collection, key) {
    await ctx.stub.deletePrivateData(collection, key);
  },

  async purgePrivate(ctx, collection, key) {
    await ctx.stub.purgePrivateData(collection, key);
  },

  async event(ctx, name, payload, key) {
    if (key) await ctx.stub.putState(key, Buffer.from(payload));
    ctx.stub.setEvent(name, Buffer.from(payload));
  },

  async fail(ctx, message) {
    throw new Error(message);
  },

  async whoami(ctx) {
    const { clientIdentity, stub } = ctx;
    return JSON.stringify([
      clientIdentity.getMSPID(),
      clientIdentity.getID(),
      stub.getTxID(),
      stub.getChannelID(),
      stub.getMspID(),
    ]);
  },

  async environment(ctx, name) {
    return process.env[name] ?? '';
  },

  async mspBranch(ctx, key) {
    await ctx.stub.putState(key, Buffer.from(ctx.stub.getMspID()));
  },

  async callOther(ctx, chaincode, fn, args) {
    const response = await ctx.stub.invokeChaincode(chaincode, [fn, ...JSON.parse(args)], '');
    return `${response.status}:${toText(response.payload)}`;
  },

  async sleep(ctx, ms, key) {
    await ctx.stub.getState(key);
    await new Promise((resolve) => setTimeout(resolve, Number(ms)));
    await ctx.stub.putState(key, Buffer.from('slept'));
    return 'ok';
  },

  async parallel(ctx) {
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((key) => ctx.stub.getState(key)));
    return String(results.length);
  },

  async noop() {
    return 'x';
  },
};

module.exports = { privateState };
