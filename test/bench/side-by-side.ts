// SPDX-License-Identifier: Apache-2.0

/** How a number of actions went, some of them at once. */
export interface Run {
  /** From the first beginning to the last end. */
  readonly seconds: number;
  /** What each took, in milliseconds. */
  readonly times: readonly number[];
}

/** Does something a number of times, so many at once that a new one begins whenever one ends. */
export async function sideBySide(
  atOnce: number,
  count: number,
  action: () => Promise<unknown>,
): Promise<Run> {
  const times: number[] = [];
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const started = performance.now();
      await action();
      times.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { seconds: (performance.now() - started) / 1_000, times };
}
