// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../errors.js';

/**
 * Waits for an answer no longer than promised. The work goes on behind a caller who was told to ask again; what it
 * does later is safe to repeat.
 *
 * @throws {@link GatewayError} ANSWER_TIMEOUT, and what the work throws
 */
export async function within<T>(seconds: number, work: T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new GatewayError('ANSWER_TIMEOUT', { facts: { seconds } }));
    }, seconds * 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
