// SPDX-License-Identifier: Apache-2.0
import type { Recorder } from './recorder.js';

/** Keys, empty values, reading what was written, history. */
export async function keys(recorder: Recorder): Promise<void> {
  await recorder.submit(1, 'put', ['a', '1']);
  await recorder.evaluate(1, 'get', ['a']);
  await recorder.evaluate(2, 'get', ['a']);
  await recorder.evaluate(1, 'get', ['none']);
  await recorder.submit(1, 'inc', ['a']);
  await recorder.submit(2, 'inc', ['a']);
  await recorder.submit(1, 'inc', ['new']);
  await recorder.submit(1, 'readYourWrites', ['ryw', 'x']);
  await recorder.submit(1, 'readYourWrites', ['ryw', 'y']);
  await recorder.submit(1, 'del', ['a']);
  await recorder.submit(1, 'del', ['nosuch']);
  await recorder.submit(1, 'putEmpty', ['e']);
  await recorder.evaluate(1, 'get', ['e']);
  await recorder.submit(1, 'put', ['a', '2']);
  await recorder.submit(1, 'putEmpty', ['a']);
  await recorder.submit(1, 'put', ['a', '3']);
  await recorder.evaluate(1, 'history', ['a']);
  await recorder.evaluate(1, 'history', ['e']);
  await recorder.evaluate(1, 'history', ['nosuch']);
}

/** Ranges in byte order, read ahead, Merkle summaries. */
export async function ranges(recorder: Recorder): Promise<void> {
  for (const k of ['r1', 'r2', 'r3', 'r\uE000', 'r\u{1F600}', 'r\uFFFD'])
    await recorder.submit(1, 'put', [k, 'v']);
  await recorder.evaluate(1, 'range', ['r', 's']);
  await recorder.evaluate(1, 'range', ['', '']);
  await recorder.evaluate(1, 'range', ['r2', '']);
  await recorder.evaluate(1, 'range', ['', 'r2']);
  await recorder.submit(1, 'rangePut', ['r', 's', 'rout']);
  await recorder.submit(1, 'rangePut', ['x', 'y', 'rout']);
  await recorder.submit(1, 'rangePut', ['', '', 'rout']);
  await recorder.submit(1, 'rangeFirst', ['r', 's', 'rout']);
  await recorder.submit(1, 'putMany', ['m', '101']);
  await recorder.submit(1, 'rangePut', ['m', 'n', 'o1']);
  await recorder.submit(1, 'rangeFirst', ['m', 'n', 'o1']);
  await recorder.submit(1, 'putMany', ['w', '50']);
  await recorder.submit(1, 'rangePut', ['w', 'x', 'o1']);
  await recorder.submit(1, 'putMany', ['y', '51']);
  await recorder.submit(1, 'rangePut', ['y', 'z', 'o1']);
  await recorder.submit(1, 'putMany', ['k', '2700']);
  await recorder.submit(1, 'rangePut', ['k', 'l', 'o1']);
}

/** Pages and composite keys. */
export async function pages(recorder: Recorder): Promise<void> {
  await recorder.evaluate(1, 'page', ['m', 'n', '40', '']);
  await recorder.evaluate(1, 'page', ['m', 'n', '40', 'm000040']);
  await recorder.evaluate(1, 'page', ['m', 'n', '40', 'm000080']);
  await recorder.evaluate(1, 'page', ['m', 'n', '0', '']);
  await recorder.evaluate(1, 'page', ['m', 'n', '101', '']);
  await recorder.evaluate(1, 'page', ['m', 'n', '100', '']);
  await recorder.evaluate(1, 'page', ['m', 'n', '0', 'm000090']);
  await recorder.evaluate(1, 'page', ['q', 'q1', '5', '']);
  await recorder.submit(1, 'page', ['w', 'x', '5', '']);
  await recorder.submit(1, 'pageThenPut', ['m', 'n']);
  for (const c of [
    ['x', '1'],
    ['x', '2'],
    ['y', '1'],
  ])
    await recorder.submit(1, 'putComposite', ['T', JSON.stringify(c)]);
  await recorder.evaluate(1, 'listComposite', ['T', '["x"]']);
  await recorder.evaluate(1, 'listComposite', ['T', '[]']);
  await recorder.evaluate(1, 'pageComposite', ['T', '2', '']);
  await recorder.evaluate(1, 'range', ['', 'a']);
}

/** Two transactions endorsed before either is ordered. */
export async function conflicts(recorder: Recorder): Promise<void> {
  await recorder.pair([1, 'inc', ['a']], [2, 'inc', ['a']]);
  await recorder.pair([1, 'put', ['r4', '1']], [1, 'rangePut', ['r', 's', 'o2']]);
  await recorder.pair([1, 'del', ['r4']], [1, 'rangePut', ['r', 's', 'o2']]);
  await recorder.pair([1, 'put', ['r1', 'zz']], [1, 'rangeFirst', ['r', 's', 'o2']]);
  await recorder.pair([1, 'put', ['zzz', '1']], [1, 'rangePut', ['r', 's', 'o2']]);
  await recorder.pair([1, 'put', ['k002699', 'x']], [1, 'rangePut', ['k', 'l', 'o2']]);
  await recorder.pair([1, 'put', ['bw', '1']], [1, 'put', ['bw', '2']]);
  await recorder.evaluate(1, 'get', ['bw']);
  await recorder.pair([1, 'inc', ['fresh']], [1, 'inc', ['fresh']]);
  await recorder.pair([1, 'del', ['a']], [1, 'inc', ['a']]);
}
