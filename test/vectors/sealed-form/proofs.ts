// SPDX-License-Identifier: Apache-2.0
import {
  canonical,
  parseEnvelope,
  type JsonObject,
  type JsonValue,
  type Section,
} from '@chainshare/chaincode/model';
import { openSections } from '@chainshare/gateway/internal/sealing/open.js';
import { proofOf } from '@chainshare/gateway/internal/sealing/proof.js';
import { readSealedBytes } from '@chainshare/gateway/internal/sealing/sealed-bytes.js';
import { refusedProofs } from './refused-proofs.js';
import type { ValidCase } from './valid.js';

/** One section of a pack. */
export interface PackSection {
  readonly value: JsonValue;
  readonly salt: string;
  readonly path: readonly string[];
}

/** A proof pack without its transaction. */
export interface Pack {
  readonly v: number;
  readonly e: JsonObject;
  readonly h: string;
  readonly header: JsonObject;
  readonly index: number;
  readonly roots: readonly string[];
  readonly sections: Readonly<Record<string, PackSection>>;
}

/** Packs without `transaction`, valid and refused. */
export function describeProofs(cases: readonly ValidCase[]): JsonObject {
  const pack = (name: string, index: number, ...chosen: Section[]): Pack =>
    prove(cases.find((one) => one.name === name) as ValidCase, index, chosen);
  const full = pack('partial-grant', 2, 'quantity', 'commercial', 'evidence');
  const first = pack('partial-grant', 0, 'quantity', 'evidence');
  const second = pack('partial-grant', 1, 'quantity', 'evidence');
  const valid = {
    'the only record': pack('one-record', 0),
    'identity alone': pack('partial-grant', 0),
    'all four sections': full,
    'an empty value among others': second,
    'keys in clear': pack('network', 0),
    'sealed bytes inline': pack('inline', 0, 'quantity'),
    'passing on': pack('onward', 0),
  };
  const refused = refusedProofs({ full, first, second, other: valid['the only record'] });
  return {
    valid: Object.entries(valid).map(([name, one]) => ({ name, pack: packText(one) })),
    refused: refused.map(({ name, code, pack: one }) => ({
      name,
      code,
      pack: typeof one === 'string' ? one : packText(one),
    })),
  };
}

/** The pack as canonical text. */
export function packText(pack: object): string {
  return canonical(pack as JsonValue);
}

function prove({ sealed }: ValidCase, index: number, chosen: readonly Section[]): Pack {
  const envelope = parseEnvelope(sealed.envelope);
  const opened = openSections(readSealedBytes(envelope, sealed.sealed), sealed.keys);
  return proofOf(envelope, opened, index, chosen) as unknown as Pack;
}
