// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { parseEnvelope, type LedgerErrorCode } from '@chainshare/chaincode/model';
import { GatewayError, type Fault } from '../errors.js';
import type { Kind } from '../kinds/kind.js';
import { seal } from '../sealing/seal.js';
import type { KeyPair } from '../sealing/x25519.js';
import type { OpenTransaction, OutboxItem } from '../vault/outbox.js';
import type { OutboxEntry } from '../vault/publish-store.js';
import type { SealedPublication, StoredAddressees } from '../vault/sealed-publication.js';

/**
 * Rules of the ledger that speak of the bytes themselves: the same bytes will be refused for ever. Any other
 * refusal is one of access or set-up, which an operator can mend while the bytes wait.
 */
const REFUSALS_OF_BYTES: ReadonlySet<string> = new Set<LedgerErrorCode>([
  'NOT_JSON',
  'NOT_CANONICAL',
  'NOT_BASE64URL',
  'ENVELOPE_MEMBERS',
  'ENVELOPE_VERSION',
  'FIELD_TYPE',
  'FIELD_LENGTH',
  'TAG_COUNT',
  'TAG_ORDER',
  'INLINE_TOO_LARGE',
  'OPEN_KEYS',
  'SEALED_FORM',
  'SEALED_HASH',
  'SEALED_LIST',
  'LIST_TOO_LARGE',
  'TWICE_IN_LIST',
  'PURGED',
]);

/** The rule by which the ledger refuses these bytes for good, or `undefined` when asking again may help. */
export function refusalOfBytes(error: GatewayError): string | undefined {
  const reason = String(error.details.facts?.['reason'] ?? error.code);
  if (REFUSALS_OF_BYTES.has(reason)) return reason;
  return undefined;
}

/** What the call that published is told. */
export function refusalFault(reason: string): Fault {
  return { pointer: '', code: reason, message: `the ledger refuses these records: ${reason}` };
}

/** What a replacement is sealed with. */
export interface VoidContext {
  readonly enterprise: string;
  readonly voidKind: Kind;
  readonly sealingKey: () => KeyPair;
}

/**
 * Makes void publications with the same counters for the same recipients, so that none of them sees a hole. New
 * bytes throughout: publication key and random values are never used twice.
 *
 * @returns `null` when the refused entry is itself such a replacement: then the hole stays, and shows
 */
export function voidReplacement(refused: OpenTransaction, context: VoidContext): OutboxEntry | null {
  if (refused.isReplacement) return null;
  return {
    id: randomUUID(),
    job: refused.job,
    // Positions are unique within a job; what stands in another's place counts down from -1.
    position: -1 - refused.position,
    isReplacement: true,
    rows: '[]',
    rowCount: 0,
    publications: refused.items.map((item) => voidOf(item, context)),
  };
}

function voidOf(item: OutboxItem, { enterprise, voidKind, sealingKey }: VoidContext): SealedPublication {
  const addressees = JSON.parse(item.addressees) as StoredAddressees;
  const { self, recipients } = addressees;
  const { id, envelope, sealed, keys } = seal({
    publisher: enterprise,
    keyPair: sealingKey(),
    kind: voidKind.name,
    schema: voidKind.schema,
    records: [{ identity: { note: 'the ledger refused what was to stand here' } }],
    onward: null,
    audience: addressees.audience,
    recipients: recipients.map((recipient) => ({
      ...recipient,
      publicKey: Buffer.from(recipient.publicKey, 'base64url'),
      counter: BigInt(recipient.counter),
    })),
    self: { epoch: self.epoch, counter: BigInt(self.counter) },
    follow: [],
    inline: parseEnvelope(item.envelope).fields.b !== undefined,
  });
  return {
    id,
    envelope,
    sealed,
    headerKey: keys.headerKey,
    sectionKeys: keys.sectionKeys,
    addressees,
    grants: [],
  };
}
