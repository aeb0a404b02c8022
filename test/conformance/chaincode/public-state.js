// SPDX-License-Identifier: Apache-2.0
'use strict';

const { KeyEndorsementPolicy } = require('fabric-shim');

const toText = (bytes) => Buffer.from(bytes).toString();

/** Reads all results of a page before the peer forgets it. */
async function pageOf({ iterator, metadata }, pick) {
  const r = [];
  for (;;) {
    const { value, done } = await iterator.next();
    if (value) r.push(pick(value));
    if (done) break;
  }
  await iterator.close();
  return JSON.stringify({ r, metadata });
}

async function count(iterator) {
  let n = 0;
  while (!(await iterator.next()).done) n++;
  return n;
}

/** Public state: keys, ranges, composite keys, history, key policies. */
const publicState = {
  async put(ctx, key, value) {
    await ctx.stub.putState(key, Buffer.from(value));
    return key;
  },

  async putEmpty(ctx, key) {
    await ctx.stub.putState(key, Buffer.from(''));
  },

  async get(ctx, key) {
    return toText(await ctx.stub.getState(key));
  },

  async del(ctx, key) {
    await ctx.stub.deleteState(key);
  },

  async readYourWrites(ctx, key, value) {
    await ctx.stub.putState(key, Buffer.from(value));
    return toText(await ctx.stub.getState(key));
  },

  async inc(ctx, key) {
    const stored = toText(await ctx.stub.getState(key));
    const next = String(Number(stored || '0') + 1);
    await ctx.stub.putState(key, Buffer.from(next));
    return next;
  },

  async putMany(ctx, prefix, amount) {
    for (let i = 0; i < Number(amount); i++) {
      await ctx.stub.putState(prefix + String(i).padStart(6, '0'), Buffer.from(`v${i}`));
    }
  },

  async range(ctx, start, end) {
    const found = [];
    for await (const { key, value } of ctx.stub.getStateByRange(start, end)) {
      found.push({ k: key, v: toText(value) });
    }
    return JSON.stringify(found);
  },

  async rangeFirst(ctx, start, end, out) {
    let first = '';
    for await (const { key } of ctx.stub.getStateByRange(start, end)) {
      first = key;
      break;
    }
    await ctx.stub.putState(out, Buffer.from(first));
    return first;
  },

  async rangePut(ctx, start, end, out) {
    let n = 0;
    for await (const entry of ctx.stub.getStateByRange(start, end)) if (entry) n++;
    await ctx.stub.putState(out, Buffer.from(String(n)));
    return String(n);
  },

  async page(ctx, start, end, size, bookmark) {
    const page = await ctx.stub.getStateByRangeWithPagination(start, end, Number(size), bookmark);
    return pageOf(page, (entry) => entry.key);
  },

  async pageThenPut(ctx, start, end) {
    await ctx.stub.getStateByRangeWithPagination(start, end, 5, '');
    await ctx.stub.putState('zz', Buffer.from('1'));
  },

  async putComposite(ctx, type, attributes) {
    await ctx.stub.putState(ctx.stub.createCompositeKey(type, JSON.parse(attributes)), Buffer.from('1'));
  },

  async listComposite(ctx, type, attributes) {
    const found = [];
    for await (const { key } of ctx.stub.getStateByPartialCompositeKey(type, JSON.parse(attributes))) {
      found.push(ctx.stub.splitCompositeKey(key).attributes);
    }
    return JSON.stringify(found);
  },

  async pageComposite(ctx, type, size, bookmark) {
    const page = await ctx.stub.getStateByPartialCompositeKeyWithPagination(type, [], Number(size), bookmark);
    return pageOf(page, (entry) => ctx.stub.splitCompositeKey(entry.key).attributes);
  },

  async history(ctx, key) {
    const found = [];
    for await (const entry of ctx.stub.getHistoryForKey(key)) {
      const ts = Number(entry.timestamp.seconds);
      found.push({ tx: entry.txId, v: toText(entry.value), del: entry.isDelete, ts });
    }
    return JSON.stringify(found);
  },

  async setVP(ctx, key, mspId) {
    const policy = new KeyEndorsementPolicy();
    policy.addOrgs('PEER', mspId);
    await ctx.stub.setStateValidationParameter(key, policy.getPolicy());
  },

  async putVP(ctx, key, value, mspId) {
    await ctx.stub.putState(key, Buffer.from(value));
    await publicState.setVP(ctx, key, mspId);
  },

  async getVP(ctx, key) {
    const stored = await ctx.stub.getStateValidationParameter(key);
    return stored && stored.length > 0 ? JSON.stringify(new KeyEndorsementPolicy(stored).listOrgs()) : '[]';
  },

  async richQuery(ctx, query) {
    await count(await ctx.stub.getQueryResult(query));
  },
};

module.exports = { publicState, toText };
