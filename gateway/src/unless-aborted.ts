// SPDX-License-Identifier: Apache-2.0

/**
 * Waits for an attempt, but no longer than until the signal fires; the attempt itself goes on, unheard.
 *
 * @throws what the attempt throws, or the reason of the signal
 */
export async function unlessAborted<T>(attempt: Promise<T>, signal: AbortSignal): Promise<T> {
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const refuse = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true, signal: listening.signal });
  });
  try {
    return await Promise.race([attempt, aborted]);
  } finally {
    listening.abort();
  }
}
