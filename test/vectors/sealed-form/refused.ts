// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@chainshare/chaincode/model';
import type { UnreadableState } from '@chainshare/gateway/internal/sealing/unreadable-error.js';
import { cast, secretText, text } from './cast.js';
import { forge, type Departure } from './forgery.js';
import { refusedForm } from './refused-form.js';
import { refusedInside } from './refused-inside.js';

/** A publication that must be refused, and the rule of docs/format.md, chapter 9, that it breaks. */
export interface RefusedCase {
  readonly name: string;
  readonly rule: number;
  readonly state: UnreadableState;
  readonly reason: string;
  readonly departure: Departure;
}

/** All refused publications as they are written down. */
export function describeRefused(): readonly JsonObject[] {
  return [...refusedForm, ...refusedInside].map(({ departure, ...expected }) => {
    const { envelope, sealed } = forge(expected.name, departure);
    // A megabyte of zeros need not be written down.
    const length = sealed.length;
    const bytes =
      length > 100_000
        ? { sealed: text(sealed.subarray(0, 2_048)), zerosTo: length }
        : { sealed: text(sealed) };
    return { ...expected, envelope: text(envelope), ...bytes, reader };
  });
}

const reader = {
  mspId: cast.Xinghe.mspId,
  privateKey: secretText(cast.Xinghe),
  publisherKey: text(cast.Xinqiao.keyPair.publicKey),
};
