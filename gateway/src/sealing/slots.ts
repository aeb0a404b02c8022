// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { sectionBits, sections, type Section } from '@chainshare/chaincode/model';
import { KEY_BYTES, SLOT_BLOCK_BYTES } from './layout.js';
import { COUNTER_MAX, EPOCH_MAX, UNIX_SECONDS_MAX } from './limits.js';
import type { AllKeys, PublicationKeys } from './publication-keys.js';
import { SealingError } from './sealing-error.js';
import { unreadable } from './unreadable-error.js';

/** What a wrap says beside the keys. */
export interface Terms {
  /** Unix seconds when the publisher's counting began. */
  readonly epoch: number;
  /** Number of this publication among those to the same recipient, from 1. */
  readonly counter: bigint;
  /** Bits of what the records may be used for; 0: none stated. */
  readonly purpose: number;
  /** Unix seconds until when they may be used; 0: without end. */
  readonly until: number;
}

/** What one wrap opens to: the keys of the granted sections and the terms. */
export interface Slots extends PublicationKeys, Terms {}

const EPOCH_AT = (1 + sections.length) * KEY_BYTES;
const COUNTER_AT = EPOCH_AT + 4;
const MASK_AT = COUNTER_AT + 8;
const PURPOSE_AT = MASK_AT + 1;
const UNTIL_AT = PURPOSE_AT + 1;
const ZEROS_AT = UNTIL_AT + 8;

const ALL_SECTIONS = sections.reduce((mask, section) => mask | sectionBits[section], 0);

/**
 * Lays the slot block of a wrap out: 192 bytes.
 *
 * @param draw - random bytes for the slots of sections that are not granted
 * @throws {@link SealingError} TERMS
 */
export function encodeSlots(slots: Slots, draw: (length: number) => Uint8Array): Buffer {
  const { epoch, counter } = slots;
  if (!isInteger(epoch, 1, EPOCH_MAX) || counter < 1n || counter > COUNTER_MAX) {
    throw new SealingError('TERMS', 'epoch or counter is out of range');
  }
  return encodeSlotBlock(slots, draw);
}

/**
 * Lays the keys in clear of an envelope out: 192 bytes. They count for nobody.
 *
 * @throws {@link SealingError} TERMS
 */
export function encodeOpenKeys(keys: AllKeys, terms: Pick<Terms, 'purpose' | 'until'>): Buffer {
  return encodeSlotBlock({ ...keys, ...terms, epoch: 0, counter: 0n }, randomBytes);
}

function encodeSlotBlock(slots: Slots, draw: (length: number) => Uint8Array): Buffer {
  if (!isInteger(slots.purpose, 0, 0xff) || !isInteger(slots.until, 0, UNIX_SECONDS_MAX)) {
    throw new SealingError('TERMS', 'purpose or end is out of range');
  }
  const bytes = Buffer.alloc(SLOT_BLOCK_BYTES);
  bytes.set(slots.headerKey, 0);
  let mask = 0;
  sections.forEach((section, i) => {
    const key = slots.sectionKeys[section];
    if (key !== undefined) mask |= sectionBits[section];
    bytes.set(key ?? draw(KEY_BYTES), (1 + i) * KEY_BYTES);
  });
  bytes.writeUInt32BE(slots.epoch, EPOCH_AT);
  bytes.writeBigUInt64BE(slots.counter, COUNTER_AT);
  bytes[MASK_AT] = mask;
  bytes[PURPOSE_AT] = slots.purpose;
  bytes.writeBigUInt64BE(BigInt(slots.until), UNTIL_AT);
  return bytes;
}

/**
 * Reads the slot block of a wrap.
 *
 * @param bytes - 192 bytes
 * @throws {@link UnreadableError} SLOTS
 */
export function decodeSlots(bytes: Buffer): Slots {
  const slots = decodeSlotBlock(bytes);
  if (slots.epoch === 0 || slots.counter === 0n) throw unreadable('SLOTS', 'epoch and counter begin at 1');
  return slots;
}

/**
 * Reads the keys in clear of an envelope, whose form the envelope's own rules have checked.
 *
 * @param bytes - 192 bytes
 * @throws {@link UnreadableError} SLOTS
 */
export function decodeOpenKeys(bytes: Buffer): Slots {
  return decodeSlotBlock(bytes);
}

function decodeSlotBlock(bytes: Buffer): Slots {
  const mask = bytes.readUInt8(MASK_AT);
  if ((mask & sectionBits.identity) === 0 || (mask & ~ALL_SECTIONS) !== 0) {
    throw unreadable('SLOTS', 'the mask grants identity, and sections only');
  }
  const until = bytes.readBigUInt64BE(UNTIL_AT);
  if (until > UNIX_SECONDS_MAX) throw unreadable('SLOTS', 'the end is out of range');
  if (bytes.subarray(ZEROS_AT).some((byte) => byte !== 0))
    throw unreadable('SLOTS', 'the last bytes must be zero');
  return {
    headerKey: bytes.subarray(0, KEY_BYTES),
    sectionKeys: grantedKeys(bytes, mask),
    epoch: bytes.readUInt32BE(EPOCH_AT),
    counter: bytes.readBigUInt64BE(COUNTER_AT),
    purpose: bytes.readUInt8(PURPOSE_AT),
    until: Number(until),
  };
}

function grantedKeys(bytes: Buffer, mask: number): Partial<Record<Section, Buffer>> {
  const keys: Partial<Record<Section, Buffer>> = {};
  sections.forEach((section, i) => {
    if ((mask & sectionBits[section]) === 0) return;
    keys[section] = bytes.subarray((1 + i) * KEY_BYTES, (2 + i) * KEY_BYTES);
  });
  return keys;
}

function isInteger(value: number, least: number, greatest: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= greatest;
}
