// SPDX-License-Identifier: Apache-2.0
import { glnFault, leiFault, readGs1Name, usccFault } from '@chainshare/chaincode/model';

/** One version of a member's encryption key, as pinned. */
export interface MemberKey {
  readonly version: number;
  /** X25519, 32 bytes, base64url. */
  readonly publicKey: string;
}

/** What policies need to know of a member. */
export interface DirectoryMember {
  readonly id: string;
  readonly status: 'active' | 'left';
  readonly roles: readonly string[];
  readonly uscc?: string;
  readonly lei?: string;
  readonly gln?: string;
  readonly keys: readonly MemberKey[];
}

/** What a text that names a party turned out to be. */
export type Party =
  | { readonly is: 'member'; readonly id: string }
  /** An id of good form that no member has: it stays as it is and receives nothing. */
  | { readonly is: 'outsider'; readonly id: string }
  | { readonly is: 'unknown' };

/** The members as of one projected block. */
export interface Directory {
  /** Members that may be granted something, in the order of their ids. */
  readonly active: readonly DirectoryMember[];
  /** A member by MSP ID, also one that left. */
  member(id: string): DirectoryMember | undefined;
  /** Finds out whom a text names: MSP ID, USCC, LEI or GLN, the latter also as URN or Digital Link. */
  party(text: string): Party;
  /** The newest key of a member, or `undefined` when it has published none. */
  newestKey(id: string): MemberKey | undefined;
}

/** GLN of a party or place in its canonical name, without what would make a place a part of a larger one. */
const glnNameForm = /\/41[47]\/(\d{13})$/;

const uriForm = /^[A-Za-z][A-Za-z0-9+.-]+:\S+$/;

/** Lays out the directory for look-ups; the list may be in any order. */
export function newDirectory(members: readonly DirectoryMember[]): Directory {
  const byId = new Map(members.map((member) => [member.id, member]));
  const byIdentifier = new Map<string, string>();
  for (const { id, uscc, lei, gln } of members) {
    for (const identifier of [uscc, lei, gln]) if (identifier !== undefined) byIdentifier.set(identifier, id);
  }
  const active = members.filter(({ status }) => status === 'active').sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    active,
    member: (id) => byId.get(id),
    party(text) {
      if (byId.has(text)) return { is: 'member', id: text };
      const found = byIdentifier.get(glnIn(text) ?? text);
      if (found !== undefined) return { is: 'member', id: found };
      return isIdentifier(text) ? { is: 'outsider', id: text } : { is: 'unknown' };
    },
    newestKey: (id) => newest(byId.get(id)?.keys ?? []),
  };
}

/** The GLN in a name of GS1: Digital Link, element string such as `(414)…`, EPC URN of a party or a place. */
function glnIn(text: string): string | undefined {
  if (!/[:(]/.test(text)) return undefined;
  const reading = readGs1Name(text);
  return 'uri' in reading ? glnNameForm.exec(reading.uri)?.[1] : undefined;
}

function newest(keys: readonly MemberKey[]): MemberKey | undefined {
  return keys.reduce<MemberKey | undefined>(
    (best, key) => (best === undefined || key.version > best.version ? key : best),
    undefined,
  );
}

/** Whether a text identifies a party beyond this network, so that it may be kept although nobody here has it. */
function isIdentifier(text: string): boolean {
  if (uriForm.test(text)) return true;
  return [glnFault, usccFault, leiFault].some((faultOf) => faultOf(text) === undefined);
}
