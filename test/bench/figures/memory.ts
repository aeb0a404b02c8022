// SPDX-License-Identifier: Apache-2.0
import type { Figure, Measurement } from '../figure.js';
import { csvFile, importFile, xlsxFile, type SentFile } from '../import-file.js';
import { BenchNetwork } from '../network/bench-network.js';
import { StockRows, type StockRow } from '../stock-rows.js';

const SMALL = 10_000;
const LARGE = 100_000;
const MEGABYTE = 1_000_000;
const BOUND = 1.5;

/** Most memory of a gateway while it publishes a file, large against small and XLSX against CSV: each in a new network. */
export const measure: Measurement = async ({ seed }) => {
  const peakOf = (form: (rows: readonly StockRow[]) => SentFile, rows: number): Promise<number> =>
    peakWith(() => form(new StockRows(seed, 'Qiming').take(rows)));
  const csv = { small: await peakOf(csvFile, SMALL), large: await peakOf(csvFile, LARGE) };
  const xlsx = { small: await peakOf(xlsxFile, SMALL), large: await peakOf(xlsxFile, LARGE) };
  return [
    figure('peak memory, CSV of 100,000 / 10,000 rows', csv.large, csv.small),
    figure('peak memory, XLSX of 100,000 / 10,000 rows', xlsx.large, xlsx.small),
    figure('peak memory, XLSX / CSV of 10,000 rows', xlsx.small, csv.small),
  ];
};

function figure(name: string, peak: number, floor: number): Figure {
  const size = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(0)} MB`;
  const detail = `${size(peak)} / ${size(floor)}`;
  return { name, measured: peak / floor, bound: BOUND, good: 'at most', detail };
}

function peakWith(file: () => SentFile): Promise<number> {
  return BenchNetwork.with(['Xinghe', 'Qiming'], async (network) => {
    await network.startGateway('Qiming');
    const gateway = await network.startGateway('Xinghe');
    await importFile(gateway, file());
    return (await gateway.memory()).peakBytes;
  });
}
