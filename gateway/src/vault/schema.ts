// SPDX-License-Identifier: Apache-2.0
/**
 * Tables of `vault.db`: what a gateway could not get again from anybody. Times (`…_at`) are RFC 3339 in UTC
 * with milliseconds, so text order is time order. Ids of publications are lower-case hex.
 */

const firstSchema = `
-- Facts about this vault itself: the store epoch, which changes only after a restore from back-up.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Envelope and sealed bytes of every publication that was pulled, and of the own ones.
CREATE TABLE received (
  publication TEXT PRIMARY KEY,
  publisher TEXT NOT NULL,
  envelope TEXT NOT NULL,
  sealed BLOB NOT NULL,
  received_at TEXT NOT NULL
) STRICT;

-- Keys that open it; a section key is null where the section was not granted.
CREATE TABLE opened (
  publication TEXT PRIMARY KEY,
  header_key BLOB NOT NULL,
  key_identity BLOB,
  key_quantity BLOB,
  key_commercial BLOB,
  key_evidence BLOB,
  epoch INTEGER NOT NULL,      -- the publisher's counter epoch, unix seconds; 0 where nothing was counted
  counter INTEGER NOT NULL,
  purpose INTEGER NOT NULL,    -- bits of the sealed form, section Wrap
  until INTEGER NOT NULL,      -- unix seconds, 0 = none
  source TEXT NOT NULL CHECK (source IN ('wrap', 'own', 'clear', 'grant'))
) STRICT;
-- Two publications of one publisher with one number are told of.
CREATE INDEX opened_counter ON opened (counter, epoch) WHERE counter > 0;

-- What came to be readable here, in the order in which subscribers see it. One row takes the numbers
-- seq .. seq + records - 1, one for each record's event.
CREATE TABLE arrival (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  epoch INTEGER NOT NULL,      -- store epoch, see meta
  publication TEXT NOT NULL,
  type TEXT NOT NULL,          -- type of the change event
  sections TEXT NOT NULL DEFAULT '[]',
  records INTEGER NOT NULL DEFAULT 1,
  block INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  ended_reason TEXT
) STRICT;
CREATE INDEX arrival_publication ON arrival (publication);
CREATE INDEX arrival_received_at ON arrival (received_at);

CREATE TABLE idempotency (
  key TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  job TEXT,
  status INTEGER,
  answer TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX idempotency_created_at ON idempotency (created_at);

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  key TEXT,                    -- the idempotency key that it belongs to
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  next_row INTEGER NOT NULL DEFAULT 0,  -- rows of the input that are settled: where it goes on after a crash
  request TEXT NOT NULL,
  answer TEXT,
  errors TEXT NOT NULL DEFAULT '[]',
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;

-- One ledger transaction to be sent. Its publications are in outbox_item until it is settled.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  job TEXT NOT NULL,
  position INTEGER NOT NULL,   -- order within the job
  is_replacement INTEGER NOT NULL DEFAULT 0,  -- 1 for void publications in the place of what the ledger refused
  rows TEXT NOT NULL,          -- JSON: which rows of the input stand where
  row_count INTEGER NOT NULL,
  transaction_id TEXT,
  transaction_bytes BLOB,      -- the signed transaction, sent again as it is
  state TEXT NOT NULL CHECK (state IN ('sealed', 'endorsed', 'submitted', 'committed', 'refused')),
  block INTEGER,
  UNIQUE (job, position)
) STRICT;
CREATE INDEX outbox_open ON outbox (job, position) WHERE state NOT IN ('committed', 'refused');

CREATE TABLE outbox_item (
  outbox TEXT NOT NULL,
  position INTEGER NOT NULL,
  publication TEXT NOT NULL UNIQUE,  -- bytes and keys stand in received and opened
  addressees TEXT NOT NULL,    -- JSON: for whom it is sealed and with which counters, needed if it is refused
  PRIMARY KEY (outbox, position)
) STRICT;

-- Next number for a recipient; a hole in the numbers tells him that something is missing.
CREATE TABLE counter (
  recipient TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (recipient, epoch)
) STRICT, WITHOUT ROWID;

-- Encryption keys of members as first seen; a version never changes its key.
CREATE TABLE pinned_key (
  member TEXT NOT NULL,
  version INTEGER NOT NULL,
  public_key BLOB NOT NULL UNIQUE,
  publication TEXT NOT NULL,
  PRIMARY KEY (member, version)
) STRICT;

CREATE TABLE policy (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

-- The ledger cannot give these back: wraps are sealed to their recipients.
CREATE TABLE grant_given (
  publication TEXT NOT NULL,
  enterprise TEXT NOT NULL,
  sections TEXT NOT NULL,      -- JSON list
  policies TEXT NOT NULL,      -- JSON list
  purpose INTEGER NOT NULL,
  until INTEGER NOT NULL,
  granted_at TEXT NOT NULL,
  revoked_at TEXT,
  end_publication TEXT,        -- the publication of kind grant that told the grantee
  PRIMARY KEY (publication, enterprise)
) STRICT;
CREATE INDEX grant_given_at ON grant_given (granted_at, publication, enterprise);
CREATE INDEX grant_given_enterprise ON grant_given (enterprise, granted_at);

-- What granters have told to be over: one publication, or all under one of their policies.
CREATE TABLE grant_ended (
  granter TEXT NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('publication', 'policy')),
  id TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  PRIMARY KEY (granter, target, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE access_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  subject TEXT NOT NULL,
  client_id TEXT NOT NULL,
  action TEXT NOT NULL,
  record TEXT,
  outcome TEXT NOT NULL,
  count INTEGER NOT NULL
) STRICT;
CREATE INDEX access_log_record ON access_log (record, seq) WHERE record IS NOT NULL;

CREATE TABLE cursor (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const rememberedSchema = `
-- What the enterprise has told its gateway once: its settings, and what the columns of its sheets mean.
CREATE TABLE remembered (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

const outboxBlockSchema = `
-- A snapshot asks for the highest block in which anything own stands; the rows before that column are long.
CREATE INDEX outbox_block ON outbox (block);
`;

const jobFinishedSchema = `
-- Calls that ended long ago are forgotten; looking for them must not read those that did not.
CREATE INDEX job_finished_at ON job (finished_at) WHERE finished_at IS NOT NULL;
`;

/** Steps of the vault's schema, oldest first; append, never edit. */
export const vaultMigrations: readonly string[] = [
  firstSchema,
  rememberedSchema,
  outboxBlockSchema,
  jobFinishedSchema,
];
