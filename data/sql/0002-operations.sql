-- Schema 2: operations and what is folded from them. Only `op`, `quarantine`, `clock` and `outbox` hold anything of
-- their own; head, edge, conflict (and incident, team, assignment of schema 1) are derived and can be folded again
-- from `op`. Ids inside operations are 16-byte blobs here.

CREATE TABLE op (
  id INTEGER PRIMARY KEY,                 -- order of arrival here; means nothing elsewhere
  op_id BLOB NOT NULL UNIQUE,
  origin BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
  hlc INTEGER NOT NULL, wall_us INTEGER NOT NULL, actor BLOB NOT NULL,
  kind TEXT, entity BLOB, verb TEXT, field TEXT,  -- NULL in an outline
  header BLOB NOT NULL, body BLOB,                -- as hashed; body NULL in an outline
  prev_hash BLOB NOT NULL, body_hash BLOB NOT NULL, hash BLOB NOT NULL,
  UNIQUE (origin, epoch, seq));
SELECT AddGeometryColumn ('op', 'geom', 4326, 'POINT', 'XY');
CREATE INDEX op_entity ON op (entity, id);

-- Operations that came from elsewhere and could not be taken. Kept whole, shown, tried again.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,            -- SHA-256 of wire
  wire BLOB NOT NULL,
  fork INTEGER NOT NULL,                  -- 1: its place in the chain is taken
  reason TEXT NOT NULL,
  received_us INTEGER NOT NULL);

CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), hlc INTEGER NOT NULL);
INSERT INTO clock VALUES (1, 0);

CREATE TABLE outbox (op INTEGER PRIMARY KEY REFERENCES op (id), state TEXT NOT NULL);

-- One row a head of a register (kind, entity, field). value is CBOR; target the 16 bytes of a reference.
CREATE TABLE head (
  kind TEXT NOT NULL, entity BLOB NOT NULL, field TEXT NOT NULL, op INTEGER NOT NULL,
  value BLOB NOT NULL, target BLOB,
  PRIMARY KEY (kind, entity, field, op)) WITHOUT ROWID;
CREATE INDEX head_target ON head (target, kind, field) WHERE target IS NOT NULL;
-- CBOR integers of one length sort as numbers: reports within some minutes of another are a range of this index.
CREATE INDEX head_reported ON head (value) WHERE kind = 'incident' AND field = 'reported_us';

CREATE VIEW register AS SELECT kind, entity, field, count (*) AS heads FROM head GROUP BY kind, entity, field;

-- op (the operation's row) names base (an operation, perhaps not here yet) as seen.
CREATE TABLE edge (base BLOB NOT NULL, op INTEGER NOT NULL, PRIMARY KEY (base, op)) WITHOUT ROWID;

CREATE TABLE conflict (
  id BLOB PRIMARY KEY, rule TEXT NOT NULL, op_a BLOB NOT NULL, op_b BLOB NOT NULL,
  kind TEXT NOT NULL, subject BLOB NOT NULL, other BLOB, resolved INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX conflict_subject ON conflict (subject);
CREATE INDEX conflict_other ON conflict (other) WHERE other IS NOT NULL;
CREATE INDEX conflict_op_a ON conflict (op_a);

-- Operations whose hlc is not after that of one they name as seen (a clock ran far ahead). While there is none, a
-- search for causes may stop at older stamps.
CREATE TABLE irregular (op INTEGER PRIMARY KEY);
CREATE INDEX assignment_incident ON assignment (incident);
