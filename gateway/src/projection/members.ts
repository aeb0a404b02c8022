// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, Member } from '@chainshare/chaincode/model';
import { encodeBase64url } from '@chainshare/chaincode/model/base64url.js';
import { parseJson } from '@chainshare/chaincode/model/canonical.js';
import { parseMemberKey } from '@chainshare/chaincode/model/keys.js';
import type { Sqlite } from '../store/databases.js';
import { prepared, type Operation } from '../store/operation.js';
import { checkpoint } from './checkpoint.js';

/** A write into the register of members. */
export interface MemberWrite {
  readonly key: string;
  /** the entry as JSON, null = deleted */
  readonly value: string | null;
}

/** A key to which publications for a member are sealed. */
export interface MemberKey {
  readonly version: number;
  /** X25519, base64url */
  readonly publicKey: string;
  /** the publication that told it */
  readonly publication: string;
}

/** A member as admitted, with the keys seen of it and what it says of itself. */
export interface DirectoryEntry extends Member {
  readonly keys: readonly MemberKey[];
  /** its newest profile, null while there is none */
  readonly profile: JsonObject | null;
}

/** The members as of a block, sorted by id. */
export interface DirectoryView {
  readonly asOfBlock: number;
  readonly members: readonly DirectoryEntry[];
}

/** Applies a write of the block being projected; keys that are not of a member are not for this table. */
export function applyMemberWrite(file: Sqlite, { key, value }: MemberWrite, block: number): void {
  const id = parseMemberKey(key);
  if (id === undefined) return;
  if (value === null) {
    prepared(file, 'DELETE FROM member WHERE id = ?').run(id);
    return;
  }
  const { status } = parseJson(value) as unknown as Member;
  prepared(
    file,
    `INSERT INTO member (id, body, status, block) VALUES (?, ?, ?, ?) ON CONFLICT (id)
      DO UPDATE SET body = excluded.body, status = excluded.status, block = excluded.block`,
  ).run(id, value, status, block);
}

/** Reads the whole directory: a channel has at most some hundred members. */
export const readDirectory: Operation<unknown, DirectoryView> = (db) => {
  const keys = keysByMember(db.vault);
  const rows = prepared<{ id: string; body: string }>(
    db.projection,
    'SELECT id, body FROM member ORDER BY id',
  ).all();
  const members = rows.map(({ id, body }) => ({
    ...(parseJson(body) as unknown as Member),
    keys: keys.get(id) ?? [],
    profile: profileOf(db.projection, id),
  }));
  return { asOfBlock: checkpoint(db.projection), members };
};

function keysByMember(vault: Sqlite): ReadonlyMap<string, readonly MemberKey[]> {
  const keys = new Map<string, MemberKey[]>();
  const rows = prepared<{ member: string; version: number; public_key: Buffer; publication: string }>(
    vault,
    'SELECT member, version, public_key, publication FROM pinned_key ORDER BY member, version DESC',
  ).all();
  for (const { member, version, public_key, publication } of rows) {
    const list = keys.get(member) ?? [];
    list.push({ version, publicKey: encodeBase64url(public_key), publication });
    keys.set(member, list);
  }
  return keys;
}

function profileOf(file: Sqlite, member: string): JsonObject | null {
  const row = prepared<{ body: string }>(
    file,
    `SELECT r.body FROM lineage l JOIN record r ON r.n = l.current
      WHERE l.publisher = ? AND l.kind = 'profile' ORDER BY r.n DESC LIMIT 1`,
  ).get(member);
  return row === undefined ? null : (parseJson(row.body) as JsonObject);
}
