// SPDX-License-Identifier: Apache-2.0
import type { Vocabulary } from './hash-value.js';

/** One member of an event as its hash writes it. */
export interface HashedMember {
  readonly name: string;
  /** The word before each item of a list, where the JSON form has none; empty where the hash has none either. */
  readonly item?: string;
  /** Members of the object, or of each object of the list, in their order. */
  readonly members?: readonly HashedMember[];
  readonly vocabulary?: Vocabulary;
  readonly isTime?: true;
  /** The name itself is not written. */
  readonly unnamed?: true;
}

const plain = (...names: readonly string[]): readonly HashedMember[] => names.map((name) => ({ name }));
const time = (name: string): HashedMember => ({ name, isTime: true });
const epcs = (name: string): HashedMember => ({ name, item: 'epc' });
const quantities = (name: string): HashedMember => ({
  name,
  item: 'quantityElement',
  members: plain('epcClass', 'quantity', 'uom'),
});
const pairs = (name: string, vocabulary: Vocabulary, value: string): HashedMember => ({
  name,
  item: '',
  members: [{ name: 'type', vocabulary }, { name: value }],
});

const sensorMetadata: HashedMember = {
  name: 'sensorMetadata',
  members: [
    ...['time', 'startTime', 'endTime'].map(time),
    ...plain('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
  ],
};

const sensorReport: HashedMember = {
  name: 'sensorReport',
  members: [
    { name: 'type', vocabulary: 'gs1' },
    { name: 'exception', vocabulary: 'gs1' },
    ...plain('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'),
    time('time'),
    ...plain('microorganism', 'chemicalSubstance', 'value'),
    { name: 'component', vocabulary: 'Comp' },
    ...plain(
      'stringValue',
      'booleanValue',
      'hexBinaryValue',
      'uriValue',
      'minValue',
      'maxValue',
      'meanValue',
    ),
    ...plain('sDev', 'percRank', 'percValue', 'uom', 'coordinateReferenceSystem'),
  ],
};

/** The standard members of an event in the order of its hash (CBV 2.0, section 8.9.2). */
export const HASH_ORDER: readonly HashedMember[] = [
  time('eventTime'),
  ...plain('eventTimeZoneOffset'),
  epcs('epcList'),
  ...plain('parentID'),
  epcs('inputEPCList'),
  epcs('childEPCs'),
  quantities('quantityList'),
  quantities('childQuantityList'),
  quantities('inputQuantityList'),
  epcs('outputEPCList'),
  quantities('outputQuantityList'),
  ...plain('action', 'transformationID'),
  { name: 'bizStep', vocabulary: 'BizStep' },
  { name: 'disposition', vocabulary: 'Disp' },
  {
    name: 'persistentDisposition',
    members: [
      { name: 'set', vocabulary: 'Disp' },
      { name: 'unset', vocabulary: 'Disp' },
    ],
  },
  { name: 'readPoint', members: plain('id') },
  { name: 'bizLocation', members: plain('id') },
  pairs('bizTransactionList', 'BTT', 'bizTransaction'),
  pairs('sourceList', 'SDT', 'source'),
  pairs('destinationList', 'SDT', 'destination'),
  {
    name: 'sensorElementList',
    item: 'sensorElement',
    members: [sensorMetadata, sensorReport],
    unnamed: true,
  },
];

/** What may change, or be said later, without the event being another (CBV 2.0, section 8.9.1). */
export const NOT_HASHED: ReadonlySet<string> = new Set([
  ...['type', '@context', 'recordTime', 'eventID', 'errorDeclaration', 'certificationInfo'],
  ...['rdfs:comment', 'comment'],
]);
