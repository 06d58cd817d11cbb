-- Schema 5: a layer whose content cannot be made into rows keeps those it had. refused says why, in a sentence, and
-- refused_us since when; NULL where the rows are what the layer's digest says. Opening the file tries again.
ALTER TABLE layer ADD COLUMN refused TEXT;
ALTER TABLE layer ADD COLUMN refused_us INTEGER;
