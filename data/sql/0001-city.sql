-- Schema 1: the city's map, its layers and what belongs to this desk only. Operations are schema 2.
-- Conventions: `fid` keeps rowids stable (R-trees point at them), `id` is the UUID text, `layer` the UUID text of
-- the layer the row came from, `attrs` JSON text of everything without a column. Every SELECT must give 1.
SELECT InitSpatialMetaData (0, 'WGS84_ONLY');

CREATE TABLE layer (
  fid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT, table_name TEXT, source TEXT, date TEXT, licence TEXT,
  synthetic INTEGER NOT NULL DEFAULT 0,
  digest TEXT,
  count INTEGER, read INTEGER, repaired INTEGER, dropped INTEGER,
  wall_us INTEGER NOT NULL DEFAULT 0);
