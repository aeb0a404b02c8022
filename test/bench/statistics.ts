// SPDX-License-Identifier: Apache-2.0

/** The value below which a share of all values lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  const value = ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
  if (value === undefined) throw new RangeError('nothing was measured');
  return value;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Two ways to do the same, taking turns, so that whatever else the machine does meets both alike. */
export async function alternating(
  rounds: number,
  first: () => unknown,
  second: () => unknown,
): Promise<readonly [readonly number[], readonly number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    times[0].push(await timed(first));
    times[1].push(await timed(second));
  }
  return times;
}

/** A time as people read it. */
export function ms(time: number): string {
  return `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
}
