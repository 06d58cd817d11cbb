-- Schema 4: turn restrictions over sections between. from_arc, via_node and to_arc are as before; via_arcs is NULL
-- where the turn is at via_node, else the JSON list of the road_arc rows driven from via_node to to_arc.
ALTER TABLE road_turn ADD COLUMN via_arcs TEXT;
