// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http';

/**
 * Waits until a connection takes more.
 *
 * @param seconds - after so long the connection is cut off
 * @returns false when it was closed or took too long
 */
export async function drained(response: ServerResponse, seconds: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const stalled = setTimeout(() => response.destroy(), seconds * 1_000);
    const settle = (open: boolean) => () => {
      clearTimeout(stalled);
      response.off('drain', onDrain).off('close', onClose);
      resolve(open);
    };
    const onDrain = settle(true);
    const onClose = settle(false);
    response.once('drain', onDrain).once('close', onClose);
  });
}
