-- Schema 3: everything a whole city has, as data/feature-kinds.json lists it. Conventions are those of 0001-city.sql.
-- A boolean is 0 or 1. Depots, stock and the like are as the layer's source had them; what changes by decisions
-- (a stock movement, a team's state) is in operations and their own tables.
ALTER TABLE district ADD COLUMN population_day INTEGER;
ALTER TABLE subdistrict ADD COLUMN population_day INTEGER;
ALTER TABLE neighbourhood ADD COLUMN population_day INTEGER;
ALTER TABLE neighbourhood ADD COLUMN households INTEGER;
ALTER TABLE building ADD COLUMN year INTEGER;
ALTER TABLE building ADD COLUMN sprinklers INTEGER;
ALTER TABLE building ADD COLUMN lifts INTEGER;
ALTER TABLE building ADD COLUMN people INTEGER;
ALTER TABLE complex ADD COLUMN levels INTEGER;
ALTER TABLE complex ADD COLUMN basement_levels INTEGER;
ALTER TABLE complex ADD COLUMN people INTEGER;
ALTER TABLE school ADD COLUMN people INTEGER;
ALTER TABLE chemical_site ADD COLUMN substance TEXT;
ALTER TABLE chemical_site ADD COLUMN grade INTEGER;
ALTER TABLE station ADD COLUMN class TEXT;
ALTER TABLE station ADD COLUMN area_km2 REAL;
ALTER TABLE station ADD COLUMN turnout_s INTEGER;
ALTER TABLE station ADD COLUMN engines INTEGER;
ALTER TABLE depot ADD COLUMN tier TEXT;
ALTER TABLE depot ADD COLUMN district TEXT;
ALTER TABLE depot ADD COLUMN area_m2 REAL;
ALTER TABLE hospital ADD COLUMN icu_beds INTEGER;
ALTER TABLE hospital ADD COLUMN grade TEXT;
ALTER TABLE hospital ADD COLUMN trauma INTEGER;
ALTER TABLE shelter ADD COLUMN area_m2 REAL;
ALTER TABLE shelter ADD COLUMN indoor INTEGER;
ALTER TABLE sensor ADD COLUMN warn REAL;
ALTER TABLE sensor ADD COLUMN alarm REAL;
ALTER TABLE sensor ADD COLUMN rising INTEGER;
ALTER TABLE sensor ADD COLUMN feed TEXT;

CREATE TABLE land (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE land_use (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE railway (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, UNIQUE (layer, id));
CREATE TABLE elevation (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  datum TEXT, cell_m REAL, rows INTEGER, cols INTEGER, north_m REAL, east_m REAL, heights_cm BLOB, UNIQUE (layer,
  id));
CREATE TABLE old_quarter (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  year INTEGER, households INTEGER, population INTEGER, UNIQUE (layer, id));
CREATE TABLE building_site (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, workers INTEGER, cranes INTEGER, deep_pit_m REAL, UNIQUE (layer, id));
CREATE TABLE underground_space (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, area_m2 REAL, levels INTEGER, people INTEGER, UNIQUE (layer, id));
CREATE TABLE critical_user (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, demand_kw REAL, backup_h REAL, supply TEXT, UNIQUE (layer, id));
CREATE TABLE chemical_route (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, trips_day REAL, UNIQUE (layer, id));
CREATE TABLE micro_station (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, members INTEGER, UNIQUE (layer, id));
CREATE TABLE volunteer (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, skill TEXT, members INTEGER, UNIQUE (layer, id));
CREATE TABLE expert (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  skill TEXT, title TEXT, unit TEXT, UNIQUE (layer, id));
CREATE TABLE vessel (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, speed_kn REAL, crew INTEGER, places INTEGER, UNIQUE (layer, id));
CREATE TABLE aircraft (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, speed_kmh REAL, range_km REAL, places INTEGER, pad TEXT, UNIQUE (layer, id));
CREATE TABLE helipad (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, d_value_m REAL, lit INTEGER, UNIQUE (layer, id));
CREATE TABLE aid_team (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  province TEXT, kind TEXT, members INTEGER, arrival_h REAL, UNIQUE (layer, id));
CREATE TABLE roster (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  date TEXT, shift TEXT, person TEXT, post TEXT, UNIQUE (layer, id));
CREATE TABLE stock_lot (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  depot TEXT, item TEXT, quantity REAL, measure TEXT, lot TEXT, expires TEXT, UNIQUE (layer, id));
CREATE TABLE delivery_point (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, tonnes_day REAL, UNIQUE (layer, id));
CREATE TABLE hall (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, beds INTEGER, area_m2 REAL, ready_h REAL, UNIQUE (layer, id));
CREATE TABLE pipe (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  class TEXT, kind TEXT, diameter_mm REAL, material TEXT, year INTEGER, length_m REAL, UNIQUE (layer, id));
CREATE TABLE power_node (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, voltage_kv REAL, capacity_mva REAL, UNIQUE (layer, id));
CREATE TABLE gas_node (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, pressure_mpa REAL, capacity_m3h REAL, UNIQUE (layer, id));
CREATE TABLE water_node (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, capacity_m3d REAL, UNIQUE (layer, id));
CREATE TABLE dependency (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, from_id TEXT, to_id TEXT, backup_h REAL, UNIQUE (layer, id));
CREATE TABLE comms_site (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, backup_h REAL, UNIQUE (layer, id));
CREATE TABLE hydrant (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, diameter_mm REAL, flow_ls REAL, working INTEGER, UNIQUE (layer, id));
CREATE TABLE metro_line (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  line TEXT, kind TEXT, length_m REAL, riders_day INTEGER, UNIQUE (layer, id));
CREATE TABLE metro_station (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  lines TEXT, depth_m REAL, entrances INTEGER, riders_day INTEGER, UNIQUE (layer, id));
CREATE TABLE bridge (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, major INTEGER, length_m REAL, max_weight_t REAL, max_height_m REAL, year INTEGER, UNIQUE (layer, id));
CREATE TABLE tunnel (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, length_m REAL, max_weight_t REAL, max_height_m REAL, hazmat INTEGER, UNIQUE (layer, id));
CREATE TABLE road_weather (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, visibility_warn_m REAL, sensor TEXT, UNIQUE (layer, id));
CREATE TABLE corridor (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, width_m REAL, UNIQUE (layer, id));
CREATE TABLE pump (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, capacity_m3s REAL, power TEXT, drain_area TEXT, UNIQUE (layer, id));
CREATE TABLE drain_area (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, return_y REAL, capacity_mmh REAL, UNIQUE (layer, id));
CREATE TABLE river_section (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  river TEXT, bed_m REAL, width_m REAL, datum TEXT, UNIQUE (layer, id));
CREATE TABLE tide_station (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  datum TEXT, warn_m REAL, mean_high_m REAL, mean_low_m REAL, UNIQUE (layer, id));
CREATE TABLE sea_wall (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, crest_m REAL, datum TEXT, return_y REAL, UNIQUE (layer, id));
CREATE TABLE camera (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, direction_deg REAL, UNIQUE (layer, id));
CREATE TABLE hidden_danger (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, grade TEXT, found TEXT, due TEXT, state TEXT, UNIQUE (layer, id));
CREATE TABLE past_disaster (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  kind TEXT, date TEXT, deaths INTEGER, injured INTEGER, loss_cny REAL, UNIQUE (layer, id));
CREATE TABLE incident_rate (
  fid INTEGER PRIMARY KEY, id TEXT NOT NULL, layer INTEGER NOT NULL REFERENCES layer (fid), name TEXT, attrs TEXT,
  per_year REAL, hours TEXT, kind TEXT, UNIQUE (layer, id));

SELECT AddGeometryColumn ('land', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('land_use', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('railway', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('elevation', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('old_quarter', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('building_site', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('underground_space', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('critical_user', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('chemical_route', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('micro_station', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('volunteer', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('expert', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('vessel', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('aircraft', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('helipad', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('aid_team', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('roster', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('stock_lot', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('delivery_point', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('hall', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('pipe', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('power_node', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('gas_node', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('water_node', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('dependency', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('comms_site', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('hydrant', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('metro_line', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('metro_station', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('bridge', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('tunnel', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('road_weather', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('corridor', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('pump', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('drain_area', 'geom', 4326, 'MULTIPOLYGON', 'XY');
SELECT AddGeometryColumn ('river_section', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('tide_station', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('sea_wall', 'geom', 4326, 'MULTILINESTRING', 'XY');
SELECT AddGeometryColumn ('camera', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('hidden_danger', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('past_disaster', 'geom', 4326, 'POINT', 'XY');
SELECT AddGeometryColumn ('incident_rate', 'geom', 4326, 'POINT', 'XY');

SELECT CreateSpatialIndex ('land', 'geom');
SELECT CreateSpatialIndex ('land_use', 'geom');
SELECT CreateSpatialIndex ('railway', 'geom');
SELECT CreateSpatialIndex ('elevation', 'geom');
SELECT CreateSpatialIndex ('old_quarter', 'geom');
SELECT CreateSpatialIndex ('building_site', 'geom');
SELECT CreateSpatialIndex ('underground_space', 'geom');
SELECT CreateSpatialIndex ('critical_user', 'geom');
SELECT CreateSpatialIndex ('chemical_route', 'geom');
SELECT CreateSpatialIndex ('micro_station', 'geom');
SELECT CreateSpatialIndex ('volunteer', 'geom');
SELECT CreateSpatialIndex ('expert', 'geom');
SELECT CreateSpatialIndex ('vessel', 'geom');
SELECT CreateSpatialIndex ('aircraft', 'geom');
SELECT CreateSpatialIndex ('helipad', 'geom');
SELECT CreateSpatialIndex ('aid_team', 'geom');
SELECT CreateSpatialIndex ('roster', 'geom');
SELECT CreateSpatialIndex ('stock_lot', 'geom');
SELECT CreateSpatialIndex ('delivery_point', 'geom');
SELECT CreateSpatialIndex ('hall', 'geom');
SELECT CreateSpatialIndex ('pipe', 'geom');
SELECT CreateSpatialIndex ('power_node', 'geom');
SELECT CreateSpatialIndex ('gas_node', 'geom');
SELECT CreateSpatialIndex ('water_node', 'geom');
SELECT CreateSpatialIndex ('dependency', 'geom');
SELECT CreateSpatialIndex ('comms_site', 'geom');
SELECT CreateSpatialIndex ('hydrant', 'geom');
SELECT CreateSpatialIndex ('metro_line', 'geom');
SELECT CreateSpatialIndex ('metro_station', 'geom');
SELECT CreateSpatialIndex ('bridge', 'geom');
SELECT CreateSpatialIndex ('tunnel', 'geom');
SELECT CreateSpatialIndex ('road_weather', 'geom');
SELECT CreateSpatialIndex ('corridor', 'geom');
SELECT CreateSpatialIndex ('pump', 'geom');
SELECT CreateSpatialIndex ('drain_area', 'geom');
SELECT CreateSpatialIndex ('river_section', 'geom');
SELECT CreateSpatialIndex ('tide_station', 'geom');
SELECT CreateSpatialIndex ('sea_wall', 'geom');
SELECT CreateSpatialIndex ('camera', 'geom');
SELECT CreateSpatialIndex ('hidden_danger', 'geom');
SELECT CreateSpatialIndex ('past_disaster', 'geom');
SELECT CreateSpatialIndex ('incident_rate', 'geom');

-- A sensor's readings are asked for by sensor and time.
CREATE INDEX observation_sensor ON observation (sensor, at_us);
CREATE INDEX stock_lot_depot ON stock_lot (depot);
