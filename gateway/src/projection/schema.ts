// SPDX-License-Identifier: Apache-2.0
/**
 * Tables of `projection.db`: only what blocks and vault give, so the file may be deleted at any time. It is never
 * migrated: when its tables or what stands in them come to mean something else, or an index is added, the version
 * goes up by one, and every gateway builds its projection again at its next start.
 * Instants are nanoseconds since 1970 in 64 bits (see `instant-column.ts`).
 */

export const PROJECTION_VERSION = 3;

/** The tables of that version. */
export const PROJECTION_SCHEMA = `
-- Last block whose every transaction is in here.
CREATE TABLE checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), block INTEGER NOT NULL) STRICT;

-- Latest claim of the time by each creator of transactions, in its most recent block.
CREATE TABLE creator_time (
  creator TEXT PRIMARY KEY,
  block INTEGER NOT NULL,
  instant INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX creator_time_block ON creator_time (block);

-- Every publication of the channel. n follows ledger order: block, transaction, then id, because inside one
-- transaction order means nothing.
CREATE TABLE publication (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  publisher TEXT NOT NULL,
  a TEXT NOT NULL,
  block INTEGER NOT NULL,
  transaction_id TEXT NOT NULL,
  published INTEGER NOT NULL,
  published_at TEXT NOT NULL,
  after_at TEXT,
  before_at TEXT,
  time_unverified INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (
    state IN ('foreign', 'own', 'pending', 'opened', 'unreadable', 'repeated', 'purged')),
  reason TEXT,                 -- why it is unreadable
  kind TEXT,                   -- from here on: once opened
  schema INTEGER,
  records INTEGER,
  sections TEXT,               -- JSON: sections that hold anything
  granted TEXT,                -- JSON: sections that were opened
  audience TEXT,
  onward TEXT,
  purpose INTEGER,
  until INTEGER,               -- unix seconds, 0 = none
  seq INTEGER,                 -- of its arrival
  received_at TEXT,
  ended_at TEXT                -- when its granter ended the grant
) STRICT;
-- Of two publications with one a only the first counts.
CREATE UNIQUE INDEX publication_first ON publication (publisher, a) WHERE state <> 'repeated';
CREATE INDEX publication_unbounded ON publication (publisher) WHERE before_at IS NULL;
CREATE INDEX publication_waiting ON publication (publisher, n) WHERE state IN ('own', 'pending');
CREATE INDEX publication_lost ON publication (publisher, state) WHERE state IN ('unreadable', 'purged');
CREATE INDEX publication_ended ON publication (publisher) WHERE ended_at IS NOT NULL;
CREATE INDEX publication_received ON publication (received_at, id) WHERE received_at IS NOT NULL;
CREATE INDEX publication_until ON publication (until) WHERE until > 0;

-- Every tag of every publication, so that a record opened late still finds what has followed it.
CREATE TABLE tag (
  tag BLOB NOT NULL,
  publication INTEGER NOT NULL,
  PRIMARY KEY (tag, publication)
) STRICT, WITHOUT ROWID;

-- Tags by which a later publication of the same publisher refers to what is held here.
CREATE TABLE follow (
  tag BLOB NOT NULL,
  publication INTEGER NOT NULL,
  item INTEGER NOT NULL,       -- index of the record, -1 = all records of the publication
  PRIMARY KEY (tag, publication, item)
) STRICT, WITHOUT ROWID;

-- Holes in a publisher's counter: something was sent that never came.
CREATE TABLE missing (publisher TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- All records of one key of one publisher, of which at most one is current. The key is a hash that covers the
-- kind.
CREATE TABLE lineage (
  n INTEGER PRIMARY KEY,
  publisher TEXT NOT NULL,
  kind TEXT NOT NULL,
  key BLOB NOT NULL,
  current INTEGER,
  UNIQUE (key, publisher)
) STRICT;
CREATE INDEX lineage_profile ON lineage (publisher) WHERE kind = 'profile';

-- n = publication * 65536 + index: ledger order, and the record's id in one number.
CREATE TABLE record (
  n INTEGER PRIMARY KEY,
  lineage INTEGER NOT NULL,
  order_value INTEGER,
  waiting INTEGER NOT NULL,    -- 1 = its order lies in the future
  business_time INTEGER NOT NULL,
  published INTEGER NOT NULL,
  hidden INTEGER NOT NULL,     -- 1 = of a kind that gateways publish among themselves
  shown INTEGER NOT NULL,      -- checkpoint when it came
  current_since INTEGER,       -- checkpoint when it became current, null = it is not
  about TEXT,                  -- id of the record or publication that it corrects or withdraws
  about_reason TEXT CHECK (about_reason IN ('corrected', 'withdrawn')),
  superseded_by INTEGER,
  superseded_reason TEXT,
  faults TEXT,                 -- JSON: opened sections that break their schema
  body TEXT NOT NULL           -- the opened sections as one flat JSON object
) STRICT;
CREATE INDEX record_order ON record (lineage, order_value, n) WHERE superseded_reason IS NULL AND waiting = 0;
CREATE INDEX record_current ON record (n) WHERE current_since IS NOT NULL AND hidden = 0;
CREATE INDEX record_waiting ON record (order_value) WHERE waiting = 1;
CREATE INDEX record_business_time ON record (business_time);
CREATE INDEX record_published ON record (published);
CREATE INDEX record_about ON record (about) WHERE about IS NOT NULL;

-- Spans of being current that are over, for pages of a list that began before.
CREATE TABLE past_current (
  record INTEGER NOT NULL,
  since_block INTEGER NOT NULL,
  until_block INTEGER NOT NULL,
  PRIMARY KEY (record, since_block)
) STRICT, WITHOUT ROWID;
CREATE INDEX past_current_until ON past_current (until_block);

-- What lists are filtered by: space is kind, publisher, subject, or <kind>.<field>.
CREATE TABLE term (
  n INTEGER PRIMARY KEY,
  space TEXT NOT NULL,
  value TEXT NOT NULL,
  records INTEGER NOT NULL DEFAULT 0,
  UNIQUE (value, space)
) STRICT;
-- Not a filter: how many records are current, see CURRENT_TERM.
INSERT INTO term (n, space, value) VALUES (1, 'state', 'current');
CREATE TABLE posting (
  term INTEGER NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (term, record)
) STRICT, WITHOUT ROWID;

-- Names of things by the product and location records of each publisher.
CREATE TABLE alias (
  name TEXT NOT NULL,
  publisher TEXT NOT NULL,
  record INTEGER NOT NULL,     -- that says so
  thing TEXT NOT NULL,         -- the publisher's own name
  sort TEXT NOT NULL,          -- product or location
  customer TEXT,               -- who calls it so,
  code TEXT,                   -- and by which code
  PRIMARY KEY (name, publisher, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_thing ON alias (thing, publisher);
CREATE INDEX alias_code ON alias (code, publisher) WHERE code IS NOT NULL;
CREATE INDEX alias_sort ON alias (publisher, sort);

-- Full text; what is indexed is not kept a second time. See search-text.ts for the form of the words.
CREATE VIRTUAL TABLE record_text USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE member (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  status TEXT NOT NULL,
  block INTEGER NOT NULL
) STRICT;
`;
