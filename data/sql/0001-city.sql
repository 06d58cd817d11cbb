-- Schema 1: the city's map, the tables operations are projected to, and what belongs to this desk only.
-- The log itself (op, registers, conflicts, outbox) is schema 2.
--
-- Conventions: `fid` keeps rowids stable, as R-trees point at them. `id` is the UUID as text. `layer` is the
-- layer.fid the row came from. `attrs` is JSON text of everything without a column. Lists and maps are JSON text.
-- Geometry: WGS 84, longitude first, registered with its type. Every SELECT of this file must give 1.
SELECT InitSpatialMetaData (0, 'WGS84_ONLY');

-- Projection of the `layer` operations; written with the layer's rows.
CREATE TABLE layer (
  fid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT, table_name TEXT, source TEXT, date TEXT, licence TEXT,
  synthetic INTEGER NOT NULL DEFAULT 0,
  digest TEXT,
  count INTEGER NOT NULL DEFAULT 0, read INTEGER, repaired INTEGER, dropped INTEGER,
  wall_us INTEGER NOT NULL DEFAULT 0);

-- Bulk, named by the SHA-256 of its raw bytes, stored compressed (zlib).
CREATE TABLE blob (
  fid INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE CHECK (length (digest) = 32),
  size INTEGER NOT NULL,
  data BLOB NOT NULL);

-- Administrative areas.
CREATE TABLE district (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  code TEXT, population INTEGER, UNIQUE (layer, id));
CREATE TABLE subdistrict (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  code TEXT, district TEXT, population INTEGER, UNIQUE (layer, id));
CREATE TABLE neighbourhood (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  code TEXT, subdistrict TEXT, population INTEGER, UNIQUE (layer, id));

-- Things of the emergency services.
CREATE TABLE station (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, planned INTEGER, UNIQUE (layer, id));
CREATE TABLE depot (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE shelter (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  grade INTEGER, capacity INTEGER, UNIQUE (layer, id));
CREATE TABLE hospital (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  beds INTEGER, UNIQUE (layer, id));
CREATE TABLE school (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE chemical_site (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, storage_t REAL, UNIQUE (layer, id));
CREATE TABLE complex (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  floor_m2 REAL, UNIQUE (layer, id));
CREATE TABLE sensor (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, unit TEXT, UNIQUE (layer, id));
CREATE TABLE observation (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  sensor TEXT, at_us INTEGER, value REAL, UNIQUE (layer, id));

-- The ground.
CREATE TABLE building (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, height_m REAL, levels INTEGER, UNIQUE (layer, id));
CREATE TABLE water (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE green (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE place (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, population INTEGER, UNIQUE (layer, id));
CREATE TABLE area (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE line (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE point (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));

-- Roads: `id` of a node is the source's reference, shared by all layers; an arc row is a section with flags
-- (HT_SECTION_* of src/geo/network.h), so it stands for 0, 1 or 2 directed arcs.
CREATE TABLE road_node (id INTEGER PRIMARY KEY, layer INTEGER NOT NULL REFERENCES layer (fid));
CREATE TABLE road_arc (
  id INTEGER PRIMARY KEY,
  layer INTEGER NOT NULL REFERENCES layer (fid),
  way_id INTEGER NOT NULL, from_node INTEGER NOT NULL, to_node INTEGER NOT NULL, part INTEGER NOT NULL,
  class TEXT NOT NULL, name TEXT, flags INTEGER NOT NULL, length_m REAL NOT NULL, speed_kmh REAL NOT NULL,
  max_height_m REAL NOT NULL DEFAULT 0, max_weight_t REAL NOT NULL DEFAULT 0, z INTEGER NOT NULL DEFAULT 0,
  UNIQUE (layer, way_id, from_node, to_node, part));
CREATE TABLE road_turn (
  id INTEGER PRIMARY KEY,
  layer INTEGER NOT NULL REFERENCES layer (fid),
  from_arc INTEGER NOT NULL REFERENCES road_arc (id), via_node INTEGER NOT NULL,
  to_arc INTEGER NOT NULL REFERENCES road_arc (id), only_this INTEGER NOT NULL);
CREATE INDEX road_turn_from ON road_turn (from_arc);
CREATE INDEX road_turn_to ON road_turn (to_arc);

-- Projections of operations on the map: shown values only, for QGIS and for queries by place.
CREATE TABLE incident (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0,
  code TEXT, type TEXT, level INTEGER, status TEXT, title TEXT, address TEXT, source TEXT, source_id TEXT,
  reported_us INTEGER, trapped INTEGER, casualties INTEGER, close_reason TEXT, notes TEXT, commander TEXT,
  run_card TEXT);
CREATE TABLE team (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0,
  name TEXT, kind TEXT, capabilities TEXT, crew INTEGER, station TEXT, status TEXT, turnout_s INTEGER,
  assumed INTEGER, note TEXT);
CREATE TABLE assignment (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0,
  incident TEXT, team TEXT, state TEXT, expected_s INTEGER, advised INTEGER, reason TEXT);

SELECT AddGeometryColumn ('blob', 'geom', 4326, 'GEOMETRY', 'XY');
SELECT AddGeometryColumn ('district', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('subdistrict', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('neighbourhood', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('station', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('depot', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('shelter', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('hospital', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('school', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('chemical_site', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('complex', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('sensor', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('observation', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('building', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('water', 'geom', 4326, 'GEOMETRY', 'XY');
SELECT AddGeometryColumn ('green', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('place', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('area', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('line', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('point', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('road_node', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('road_arc', 'geom', 4326, 'LINESTRING', 'XY');
SELECT AddGeometryColumn ('incident', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('team', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('assignment', 'geom', 4326, 'POINT', 'XY');

SELECT CreateSpatialIndex ('district', 'geom');
SELECT CreateSpatialIndex ('subdistrict', 'geom');
SELECT CreateSpatialIndex ('neighbourhood', 'geom');
SELECT CreateSpatialIndex ('station', 'geom');
SELECT CreateSpatialIndex ('depot', 'geom');
SELECT CreateSpatialIndex ('shelter', 'geom');
SELECT CreateSpatialIndex ('hospital', 'geom');
SELECT CreateSpatialIndex ('school', 'geom');
SELECT CreateSpatialIndex ('chemical_site', 'geom');
SELECT CreateSpatialIndex ('complex', 'geom');
SELECT CreateSpatialIndex ('sensor', 'geom');
SELECT CreateSpatialIndex ('observation', 'geom');
SELECT CreateSpatialIndex ('building', 'geom');
SELECT CreateSpatialIndex ('water', 'geom');
SELECT CreateSpatialIndex ('green', 'geom');
SELECT CreateSpatialIndex ('place', 'geom');
SELECT CreateSpatialIndex ('area', 'geom');
SELECT CreateSpatialIndex ('line', 'geom');
SELECT CreateSpatialIndex ('point', 'geom');
SELECT CreateSpatialIndex ('road_node', 'geom');
SELECT CreateSpatialIndex ('road_arc', 'geom');
SELECT CreateSpatialIndex ('incident', 'geom');
SELECT CreateSpatialIndex ('team', 'geom');
SELECT CreateSpatialIndex ('assignment', 'geom');

-- This desk only: never in operations, never in a dump.
CREATE TABLE local (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE credential (
  person TEXT PRIMARY KEY, verifier TEXT NOT NULL,
  failed INTEGER NOT NULL DEFAULT 0, failed_us INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
