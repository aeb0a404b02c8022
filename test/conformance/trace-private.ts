// SPDX-License-Identifier: Apache-2.0
import type { Recorder } from './recorder.js';

const I1 = '_implicit_org_Org1MSP';
const I2 = '_implicit_org_Org2MSP';

/** The collections that every organisation has. */
export async function implicitCollections(recorder: Recorder): Promise<void> {
  await recorder.submit(1, 'putPrivate', [I1, 'ik'], { transient: 'secret', orgs: ['Org1MSP'] });
  await recorder.evaluate(1, 'getPrivate', [I1, 'ik']);
  await recorder.evaluate(2, 'getPrivate', [I1, 'ik']);
  await recorder.evaluate(2, 'getPrivateHash', [I1, 'ik']);
  await recorder.evaluate(2, 'getPrivate', [I1, 'ik'], { orgs: ['Org1MSP'] });
  await recorder.evaluate(1, 'getPrivateHash', [I1, 'none']);
  await recorder.evaluate(1, 'getPrivate', [I1, 'none']);
  await recorder.evaluate(2, 'getPrivate', [I1, 'none']);
  await recorder.submit(1, 'putPrivate', [I1, 'ik'], { transient: '2' });
  await recorder.submit(1, 'putPrivate', [I2, 'ik'], { transient: '1' });
  await recorder.evaluate(2, 'getPrivate', [I2, 'ik']);
  await recorder.submit(1, 'incPrivate', [I1, 'ik'], { orgs: ['Org1MSP'] });
  await recorder.submit(1, 'incPrivate', [I1, 'ik']);
  await recorder.submit(2, 'incPrivate', [I1, 'ik']);
  await recorder.submit(2, 'incPrivate', [I2, 'ik'], { orgs: ['Org1MSP'] });
  await recorder.submit(1, 'putPrivate', ['_implicit_org_NopeMSP', 'ik'], { transient: '1' });
  await recorder.submit(1, 'putPrivate', ['nosuch', 'ik'], { transient: '1' });
  await recorder.evaluate(1, 'getPrivate', ['nosuch', 'ik']);
}

/** A shared collection, and one of a single member with a limited life. */
export async function collections(recorder: Recorder): Promise<void> {
  await recorder.submit(1, 'putPrivate', ['shared', 'pk'], { transient: '1' });
  await recorder.evaluate(2, 'getPrivate', ['shared', 'pk']);
  await recorder.submit(1, 'incPrivate', ['shared', 'pk']);
  await recorder.submit(2, 'incPrivate', ['shared', 'pk']);
  await recorder.pair([1, 'incPrivate', ['shared', 'pk']], [2, 'incPrivate', ['shared', 'pk']]);
  await recorder.submit(1, 'putPrivate', ['shared', 'rk1'], { transient: '3' });
  await recorder.evaluate(1, 'privateRange', ['shared', 'a', 'z']);
  await recorder.submit(1, 'privRangeThenPut', ['shared']);
  await recorder.submit(1, 'delPrivate', ['shared', 'pk']);
  await recorder.evaluate(2, 'getPrivate', ['shared', 'pk']);
  await recorder.submit(1, 'purgePrivate', ['shared', 'rk1']);
  await recorder.evaluate(2, 'getPrivate', ['shared', 'rk1']);
  await recorder.evaluate(2, 'getPrivateHash', ['shared', 'rk1']);
  await recorder.submit(1, 'purgePrivate', ['shared', 'gone']);
  await recorder.submit(1, 'putPrivate', ['org1only', 'ok'], { transient: '1' });
  await recorder.evaluate(2, 'getPrivate', ['org1only', 'ok']);
  await recorder.submit(2, 'putPrivate', ['org1only', 'pk2'], { transient: '1' });
  await recorder.evaluate(1, 'getPrivate', ['org1only', 'pk2']);
  await recorder.submit(2, 'incPrivate', ['org1only', 'ok']);
  for (let i = 0; i < 3; i++) {
    await recorder.submit(1, 'put', ['filler', String(i)]);
    await recorder.evaluate(1, 'getPrivate', ['org1only', 'ok']);
    await recorder.evaluate(2, 'getPrivateHash', ['org1only', 'ok']);
  }
  await recorder.submit(1, 'put', ['filler', 'x']);
  await recorder.evaluate(1, 'getPrivate', ['org1only', 'ok']);
  await recorder.evaluate(1, 'getPrivateHash', ['org1only', 'pk2']);
}

/** Policies of single keys. */
export async function keyPolicies(recorder: Recorder): Promise<void> {
  await recorder.submit(1, 'putVP', ['vp', '1', 'Org2MSP']);
  await recorder.evaluate(1, 'getVP', ['vp']);
  await recorder.evaluate(1, 'getVP', ['nosuch']);
  await recorder.submit(1, 'put', ['vp', '2'], { orgs: ['Org1MSP'] });
  await recorder.submit(1, 'put', ['vp', '3']);
  await recorder.submit(2, 'put', ['vp', '4']);
  await recorder.submit(1, 'inc', ['vp']);
  await recorder.submit(1, 'setVP', ['vp', 'Org1MSP']);
  await recorder.submit(1, 'put', ['vp', '5']);
  await recorder.submit(1, 'setVP', ['ghost', 'Org1MSP']);
  await recorder.evaluate(1, 'get', ['ghost']);
  await recorder.evaluate(1, 'getVP', ['ghost']);
  await recorder.submit(1, 'del', ['vp']);
  await recorder.evaluate(1, 'getVP', ['vp']);
  await recorder.submit(1, 'put', ['vp', '6'], { orgs: ['Org1MSP'] });
  await recorder.pair([1, 'setVP', ['r2', 'Org1MSP']], [1, 'put', ['r2', 'q']]);
  await recorder.evaluate(1, 'history', ['vp']);
  await recorder.submit(1, 'put', ['maj', '1'], { orgs: ['Org1MSP'] });
  await recorder.evaluate(1, 'get', ['maj']);
  await recorder.submit(1, 'put', ['maj', '1'], { orgs: ['Org3MSP'] });
  await recorder.submit(1, 'put', ['maj', '1'], { orgs: ['Org2MSP', 'Org1MSP'] });
}

/** Everything that is refused, and what is left. */
export async function failures(recorder: Recorder): Promise<void> {
  await recorder.submit(1, 'mspBranch', ['rnd']);
  await recorder.submit(1, 'fail', ['boom']);
  await recorder.evaluate(1, 'fail', ['boom']);
  await recorder.evaluate(1, 'nofn', []);
  await recorder.evaluate(1, 'richQuery', ['{}']);
  await recorder.submit(1, 'x', [], { cc: 'nope' });
  await recorder.evaluate(1, 'x', [], { cc: 'nope' });
  await recorder.submit(1, 'x', [], { cc: 'nope', orgs: ['Org1MSP'] });
  await recorder.submit(1, 'x', [], { cc: 'nope', transient: '1' });
  await recorder.evaluate(1, 'get', []);
  await recorder.submit(1, 'put', ['', 'v']);
  await recorder.submit(1, 'event', ['ev1', 'payload', 'evk']);
  await recorder.submit(1, 'event', ['ev2', '', '']);
  await recorder.submit(1, 'noop', []);
  await recorder.evaluate(1, 'parallel', []);
}

/** Chaincode that calls chaincode. */
export async function chaincodeCalls(recorder: Recorder): Promise<void> {
  await recorder.evaluate(1, 'callOther', ['other', 'noop', '[]']);
  await recorder.submit(1, 'callOther', ['other', 'put', '["c2c","1"]']);
  await recorder.submit(1, 'callOther', ['other', 'put', '["c2c","1"]'], { orgs: ['Org1MSP', 'Org2MSP'] });
  await recorder.evaluate(1, 'get', ['c2c'], { cc: 'other' });
  await recorder.evaluate(1, 'callOther', ['basic', 'noop', '[]']);
  await recorder.evaluate(1, 'callOther', ['nope', 'noop', '[]']);
  await recorder.evaluate(1, 'callOther', ['other', 'fail', '["inner"]']);
  await recorder.submit(1, 'callOther', ['other', 'event', '["evc2c","p","k"]'], {
    orgs: ['Org1MSP', 'Org2MSP'],
  });
  await recorder.submit(1, 'put', ['oth', '1'], { cc: 'other' });
  await recorder.submit(2, 'put', ['oth', '2'], { cc: 'other' });
}
