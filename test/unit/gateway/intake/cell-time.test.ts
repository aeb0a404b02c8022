// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { readDate, readTimestamp } from '@chainshare/gateway/internal/intake/cell-time.js';

describe('times in cells', () => {
  const dates: readonly (readonly [string, string | undefined])[] = [
    ['2026-11-23', '2026-11-23'],
    ['2026/1/5', '2026-01-05'],
    ['20261123', '2026-11-23'],
    ['2026年1月5日', '2026-01-05'],
    ['26-11-23', undefined],
    ['23/11/2026', undefined],
    ['5.1.2026', undefined],
    ['2026-11-23 08:00', undefined],
  ];
  for (const [text, date] of dates) {
    it(`reads the day ${text} as ${date ?? 'no day'}`, () => {
      expect(readDate(text)).to.equal(date);
    });
  }

  const times: readonly (readonly [string, string | undefined])[] = [
    ['2026-11-23T08:00:00.123456+14:00', '2026-11-23T08:00:00.123456+14:00'],
    ['2026-11-23', '2026-11-23T00:00:00+08:00'],
    ['2026-11-23 8:05', '2026-11-23T08:05:00+08:00'],
    ['2026/1/5 08:05:30', '2026-01-05T08:05:30+08:00'],
    ['2026年1月5日 下午3:20', '2026-01-05T15:20:00+08:00'],
    ['2026年1月5日上午12:00', '2026-01-05T00:00:00+08:00'],
    ['2026-11-23 12:00 下午', undefined],
    ['2026-11-23 下午12:30', '2026-11-23T12:30:00+08:00'],
    ['2026-11-23 下午13:00', undefined],
    ['2026-11-23 08:00:00Z', '2026-11-23T08:00:00Z'],
    ['2026-11-23T08:00', '2026-11-23T08:00:00+08:00'],
    ['08:00', undefined],
  ];
  for (const [text, time] of times) {
    it(`reads the time ${text} as ${time ?? 'no time'}`, () => {
      expect(readTimestamp(text)).to.equal(time);
    });
  }
});
