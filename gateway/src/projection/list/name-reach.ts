// SPDX-License-Identifier: Apache-2.0
import type { SubjectType } from '@chainshare/chaincode/model';
import { canonicalSubject, namespaceOf } from '../../kinds/subjects.js';
import type { Sqlite } from '../../store/databases.js';
import { prepared } from '../../store/operation.js';
import { ALIASES_MAX } from '../limits.js';
import { aliasHolds } from './alias-holds.js';

/** A name by which records are found. */
export interface ReachedName {
  readonly name: string;
  /** whose records alone it finds; null = whoever says it */
  readonly publisher: string | null;
}

/** As whom and as of when names are looked up. */
export interface NameScope {
  /** MSP ID of this enterprise */
  readonly self: string;
  readonly asOfBlock: number;
  readonly nowSeconds: number;
}

/**
 * Every name that a name reaches through product and location records. What this enterprise says of its own things
 * holds for all records here. What another one says is its word on its own things alone, so it only leads to that
 * enterprise's records, and to what is said under its own codes: nobody can have records of a third one found under
 * a name that is not theirs.
 */
export function namesReached(
  file: Sqlite,
  asked: readonly string[],
  scope: NameScope,
): readonly ReachedName[] {
  const reached = new Map<string, Set<string | null>>();
  const reach = (name: string, publisher: string | null): void => {
    const publishers = reached.get(name) ?? new Set();
    reached.set(name, publishers.add(publisher));
  };
  for (const name of asked) {
    reach(name, null);
    for (const { thing } of thingsNamed(file, name, scope, 'own')) {
      for (const other of namesOf(file, thing, scope.self, scope)) reach(other, null);
    }
  }
  for (const name of [...reached.keys()]) {
    for (const { thing, publisher } of thingsNamed(file, name, scope, 'others')) {
      for (const other of namesOf(file, thing, publisher, scope)) {
        reach(other, other.startsWith(namespaceOf(publisher)) ? null : publisher);
      }
    }
  }
  return [...reached].flatMap(([name, publishers]) =>
    publishers.has(null)
      ? [{ name, publisher: null }]
      : [...publishers].map((publisher) => ({ name, publisher })),
  );
}

/** Whose code one in a filter may be, where nothing says whose: this enterprise's, or any publisher's. */
export function assignersOf(
  file: Sqlite,
  { self, publishers }: { readonly self: string; readonly publishers: readonly string[] },
): readonly string[] {
  return [...new Set([self, ...(publishers.length > 0 ? publishers : publishersKnown(file))])];
}

/** The names that a code may have, one for each enterprise that may have assigned it. */
export function namesOfCode(
  thing: SubjectType,
  code: string,
  assigners: readonly string[],
): readonly string[] {
  return [...new Set(assigners.map((assigner) => canonicalSubject(thing, code, assigner)))];
}

interface NamedThing {
  readonly thing: string;
  readonly publisher: string;
}

function thingsNamed(
  file: Sqlite,
  name: string,
  { self, asOfBlock, nowSeconds }: NameScope,
  whose: 'own' | 'others',
): readonly NamedThing[] {
  return prepared<NamedThing>(
    file,
    `SELECT DISTINCT a.thing, a.publisher FROM alias a ${aliasHolds}
      AND a.name = @name AND a.publisher ${whose === 'own' ? '=' : '<>'} @self LIMIT ${ALIASES_MAX}`,
  ).all({ name, self, asOfBlock, nowSeconds });
}

function namesOf(
  file: Sqlite,
  thing: string,
  publisher: string,
  { asOfBlock, nowSeconds }: NameScope,
): readonly string[] {
  return prepared<{ name: string }>(
    file,
    `SELECT DISTINCT a.name FROM alias a INDEXED BY alias_thing ${aliasHolds}
      AND a.thing = @thing AND a.publisher = @publisher LIMIT ${ALIASES_MAX}`,
  )
    .all({ thing, publisher, asOfBlock, nowSeconds })
    .map(({ name }) => name);
}

/** One step in an index for each publisher, however many publications there are. */
function publishersKnown(file: Sqlite): readonly string[] {
  return prepared<{ publisher: string }>(
    file,
    `WITH RECURSIVE known (publisher) AS (
      SELECT (SELECT min(publisher) FROM publication WHERE state <> 'repeated')
      UNION ALL
      SELECT (SELECT min(p.publisher) FROM publication p WHERE p.state <> 'repeated' AND p.publisher > known.publisher)
        FROM known WHERE known.publisher IS NOT NULL
    ) SELECT publisher FROM known WHERE publisher IS NOT NULL`,
  )
    .all()
    .map(({ publisher }) => publisher);
}
