// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { readDate, readTimestamp } from '@chainshare/gateway/internal/intake/cell-time.js';
import { isTimeZone, timeZone } from '@chainshare/gateway/internal/intake/time-zone.js';

const shanghai = timeZone('Asia/Shanghai');

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
    ['2026年1月5日 15时20分', '2026-01-05T15:20:00+08:00'],
    ['2026年1月5日 15时20分30秒', '2026-01-05T15:20:30+08:00'],
    ['2026年1月5日下午3点', '2026-01-05T15:00:00+08:00'],
    ['2026年1月5日 15时20', undefined],
    ['08:00', undefined],
  ];
  for (const [text, time] of times) {
    it(`reads the time ${text} as ${time ?? 'no time'}`, () => {
      expect(readTimestamp(text, shanghai)).to.equal(time);
    });
  }

  const zones: readonly (readonly [string, string, string | undefined])[] = [
    ['Asia/Shanghai', '2026-11-23', '2026-11-23T00:00:00+08:00'],
    ['Asia/Shanghai', '1988-07-01 12:00', '1988-07-01T12:00:00+09:00'],
    ['Asia/Kolkata', '2026-11-23 8:00', '2026-11-23T08:00:00+05:30'],
    ['America/New_York', '2026-01-15 8:00', '2026-01-15T08:00:00-05:00'],
    ['America/New_York', '2026-07-15 8:00', '2026-07-15T08:00:00-04:00'],
    ['America/New_York', '2026-03-08 01:59:59', '2026-03-08T01:59:59-05:00'],
    ['America/New_York', '2026-03-08 02:30', undefined],
    ['America/New_York', '2026-03-08 03:00', '2026-03-08T03:00:00-04:00'],
    ['America/New_York', '2026-11-01 00:59', '2026-11-01T00:59:00-04:00'],
    ['America/New_York', '2026-11-01 01:30', undefined],
    ['America/New_York', '2026-11-01 02:00', '2026-11-01T02:00:00-05:00'],
    ['America/New_York', '2026-11-01 01:30:00-05:00', '2026-11-01T01:30:00-05:00'],
    ['UTC', '2026-11-23 8:00', '2026-11-23T08:00:00+00:00'],
  ];
  for (const [zone, text, time] of zones) {
    it(`reads ${text} in ${zone} as ${time ?? 'no time, since clocks showed it twice or never'}`, () => {
      expect(readTimestamp(text, timeZone(zone))).to.equal(time);
    });
  }

  it('knows the zones of the time zone database alone', () => {
    expect(['Asia/Shanghai', 'UTC', 'Asia/Nowhere', '北京', ''].map(isTimeZone)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
