// SPDX-License-Identifier: Apache-2.0
import { parseJson } from '../canonical.js';
import { compareDecimals, parseDecimal } from '../decimal.js';
import { isJsonObject, type JsonObject } from '../json.js';
import { reads } from '../reads.js';
import { aliasFaults } from './identifier-faults.js';
import type { RulesOfKind } from './rules-of-kind.js';
import { negativeFaults, rangeFaults } from './quantity-faults.js';
import type { RecordFault } from './record-fault.js';

/** Greatest degrees from the equator and from Greenwich. */
const bounds = { lat: '90', lon: '180' } as const;

/** A GLN has its check digit; a position lies on the globe, and its boundary is an area. */
export const locationRules: RulesOfKind = {
  complete: (record) => record,
  faults: (record) => [
    ...aliasFaults(record),
    ...geoFaults(record),
    ...negativeFaults(record, ['areaHa']),
    ...negativeFaults((record['capacity'] ?? {}) as JsonObject, ['quantity'], '/capacity'),
    ...rangeFaults((record['temperatureRange'] ?? {}) as JsonObject, 'min', 'max', '/temperatureRange'),
  ],
};

function geoFaults({ geo }: JsonObject): readonly RecordFault[] {
  if (geo === undefined) return [];
  const { boundary, ...position } = geo as { lat: string; lon: string; boundary?: string };
  const faults: RecordFault[] = (['lat', 'lon'] as const)
    .filter((name) => isBeyond(position[name], bounds[name]))
    .map((name) => ({
      pointer: `/geo/${name}`,
      code: 'OUT_OF_RANGE',
      message: `${name} goes from -${bounds[name]} to ${bounds[name]} degrees`,
    }));
  if (boundary !== undefined && !isArea(boundary)) {
    const message = 'a boundary is a GeoJSON Polygon or MultiPolygon (RFC 7946 section 3.1)';
    faults.push({ pointer: '/geo/boundary', code: 'MALFORMED', message });
  }
  return faults;
}

function isBeyond(degrees: string, bound: string): boolean {
  return compareDecimals(parseDecimal(degrees.replace('-', '')), parseDecimal(bound)) > 0;
}

function isArea(text: string): boolean {
  if (!reads(parseJson, text)) return false;
  const value = parseJson(text);
  if (!isJsonObject(value)) return false;
  return ['Polygon', 'MultiPolygon'].includes(value['type'] as string) && Array.isArray(value['coordinates']);
}
