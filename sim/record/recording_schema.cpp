// SPDX-License-Identifier: Apache-2.0
#include "record/recording_schema.hpp"

namespace vedette::recording {

std::span<const Item> tables() {
  static constexpr Item kTables[] = {
      // What this is a recording of.
      {"meta", "CREATE TABLE meta(key TEXT NOT NULL, value TEXT NOT NULL)"},
      {"world", "CREATE TABLE world(json TEXT NOT NULL)"},
      {"provenance",
       "CREATE TABLE provenance(path TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, "
       "assumption INTEGER NOT NULL)"},
      {"topics", "CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT NOT NULL)"},
      {"stage_names", "CREATE TABLE stage_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL)"},
      {"types",
       "CREATE TABLE types(kind TEXT NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, "
       "label_en TEXT NOT NULL, label_zh TEXT NOT NULL, priority INTEGER NOT NULL, "
       "deadline_us INTEGER)"},
      {"entities",
       "CREATE TABLE entities(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, "
       "x_m REAL, y_m REAL, floor INTEGER NOT NULL)"},
      // Floors are numbered; 0 is the ground, with the lowest floor of every building.
      {"floors",
       "CREATE TABLE floors(id INTEGER PRIMARY KEY, building TEXT, floor INTEGER NOT NULL, "
       "base_m REAL NOT NULL)"},
      // What stands where; `layer`: city, walk.
      {"nodes",
       "CREATE TABLE nodes(layer TEXT NOT NULL, id INTEGER NOT NULL, x_mm INTEGER NOT NULL, "
       "y_mm INTEGER NOT NULL, name TEXT, floor INTEGER NOT NULL)"},
      {"roads",
       "CREATE TABLE roads(layer TEXT NOT NULL, from_node INTEGER NOT NULL, "
       "to_node INTEGER NOT NULL, length_m REAL NOT NULL, travel_s REAL NOT NULL, "
       "one_way INTEGER NOT NULL)"},
      // Kinds: cell, building; corners: [[x_mm,y_mm],…].
      {"polygons",
       "CREATE TABLE polygons(kind TEXT NOT NULL, entity INTEGER, name TEXT NOT NULL, "
       "corners TEXT NOT NULL)"},
      // Kinds: wall, glass, fence, zone; height_m above its floor, NULL: not said.
      {"lines",
       "CREATE TABLE lines(kind TEXT NOT NULL, entity INTEGER, x0_mm INTEGER NOT NULL, "
       "y0_mm INTEGER NOT NULL, x1_mm INTEGER NOT NULL, y1_mm INTEGER NOT NULL, "
       "floor INTEGER NOT NULL, height_m REAL)"},
      {"rooms",
       "CREATE TABLE rooms(name TEXT NOT NULL, label_en TEXT NOT NULL, label_zh TEXT NOT NULL, "
       "floor INTEGER NOT NULL, corners TEXT NOT NULL)"},
      // Parts of the site with a security level; one row for each of an area's polygons.
      {"site_areas",
       "CREATE TABLE site_areas(entity INTEGER NOT NULL, label_en TEXT NOT NULL, "
       "label_zh TEXT NOT NULL, level INTEGER NOT NULL, floor INTEGER NOT NULL, "
       "corners TEXT NOT NULL)"},
      // The shut leaf from end to end; both ends the same: which way it stands is not known.
      // Locks: none, key, badge; plain: a door without a type.
      {"doors",
       "CREATE TABLE doors(entity INTEGER NOT NULL, x0_mm INTEGER NOT NULL, "
       "y0_mm INTEGER NOT NULL, x1_mm INTEGER NOT NULL, y1_mm INTEGER NOT NULL, "
       "floor INTEGER NOT NULL, lock TEXT NOT NULL, vehicles INTEGER NOT NULL)"},
      // floors: [0,3,…], from below.
      {"stairs",
       "CREATE TABLE stairs(name TEXT NOT NULL, x_mm INTEGER NOT NULL, y_mm INTEGER NOT NULL, "
       "floors TEXT NOT NULL)"},
      // Kinds: fixed, dome, ptz, thermal, deployable. tilt_deg NULL: nothing is cut off above and
      // below; heights, angles and pixels that are not known are 0.
      {"cameras",
       "CREATE TABLE cameras(entity INTEGER NOT NULL, x_mm INTEGER NOT NULL, "
       "y_mm INTEGER NOT NULL, azimuth_deg REAL NOT NULL, hfov_deg REAL NOT NULL, "
       "range_m REAL NOT NULL, floor INTEGER NOT NULL, kind TEXT NOT NULL, "
       "height_m REAL NOT NULL, tilt_deg REAL, vfov_deg REAL NOT NULL, "
       "pixels_across REAL NOT NULL, pixels_up REAL NOT NULL)"},
      {"areas",
       "CREATE TABLE areas(entity INTEGER NOT NULL, node INTEGER NOT NULL, "
       "calls_per_day REAL NOT NULL, district INTEGER, cell INTEGER)"},
      {"stations",
       "CREATE TABLE stations(entity INTEGER NOT NULL, node INTEGER NOT NULL, district INTEGER)"},
      {"units",
       "CREATE TABLE units(entity INTEGER NOT NULL, fleet TEXT NOT NULL, home_node INTEGER NOT "
       "NULL, cell INTEGER)"},
      // What happened.
      {"words", "CREATE TABLE words(id INTEGER PRIMARY KEY, word TEXT NOT NULL)"},
      {"events",
       "CREATE TABLE events(seq INTEGER PRIMARY KEY, t_us INTEGER NOT NULL, topic INTEGER NOT "
       "NULL, subject INTEGER, other INTEGER, incident INTEGER, word INTEGER)"},
      {"states",
       "CREATE TABLE states(seq INTEGER PRIMARY KEY, t_us INTEGER NOT NULL, who INTEGER, "
       "word INTEGER NOT NULL)"},
      {"segments",
       "CREATE TABLE segments(seq INTEGER PRIMARY KEY, who INTEGER, t0_us INTEGER NOT NULL, "
       "x0_mm INTEGER NOT NULL, y0_mm INTEGER NOT NULL, t1_us INTEGER NOT NULL, "
       "x1_mm INTEGER NOT NULL, y1_mm INTEGER NOT NULL, floor INTEGER NOT NULL)"},
      {"incidents_open",
       "CREATE TABLE incidents_open(seq INTEGER PRIMARY KEY, id INTEGER NOT NULL, "
       "kind INTEGER NOT NULL, type INTEGER NOT NULL, priority INTEGER NOT NULL, "
       "real INTEGER NOT NULL, x_m REAL, y_m REAL, place INTEGER, "
       "parent INTEGER, t_us INTEGER)"},
      {"stages",
       "CREATE TABLE stages(seq INTEGER PRIMARY KEY, incident INTEGER NOT NULL, "
       "stage INTEGER NOT NULL, t_us INTEGER NOT NULL, who INTEGER)"},
      {"incidents_closed",
       "CREATE TABLE incidents_closed(seq INTEGER PRIMARY KEY, id INTEGER NOT NULL, "
       "closed INTEGER NOT NULL, type INTEGER NOT NULL, priority INTEGER NOT NULL, "
       "real INTEGER NOT NULL, responder INTEGER, occurred_us INTEGER, sensed_us INTEGER, "
       "at_panel_us INTEGER, at_server_us INTEGER, at_platform_us INTEGER, queued_us INTEGER, "
       "acknowledged_us INTEGER, picture_us INTEGER, assessed_us INTEGER, "
       "guards_dispatched_us INTEGER, guard_arrived_us INTEGER, "
       "police_called_us INTEGER, police_answered_us INTEGER, police_dispatched_us INTEGER, "
       "police_en_route_us INTEGER, police_arrived_us INTEGER, police_at_spot_us INTEGER, "
       "reported_us INTEGER, all_arrived_us INTEGER, cleared_us INTEGER)"},
      {"busy",
       "CREATE TABLE busy(seq INTEGER PRIMARY KEY, who INTEGER NOT NULL, from_us INTEGER NOT NULL, "
       "to_us INTEGER NOT NULL)"},
      {"duty",
       "CREATE TABLE duty(seq INTEGER PRIMARY KEY, who INTEGER NOT NULL, from_us INTEGER NOT NULL, "
       "to_us INTEGER NOT NULL)"},
      {"intrusions",
       "CREATE TABLE intrusions(seq INTEGER PRIMARY KEY, t_us INTEGER NOT NULL, "
       "who INTEGER NOT NULL, detected INTEGER NOT NULL, interrupted INTEGER NOT NULL)"},
      // Kinds: TallyKind.
      {"tallies",
       "CREATE TABLE tallies(seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, who INTEGER, "
       "place INTEGER, from_us INTEGER NOT NULL, to_us INTEGER NOT NULL)"},
      // Response plans and what became of their steps; outcome: StepOutcome.
      {"plans",
       "CREATE TABLE plans(plan INTEGER NOT NULL, name TEXT NOT NULL, label_en TEXT NOT NULL, "
       "label_zh TEXT NOT NULL)"},
      {"plan_steps",
       "CREATE TABLE plan_steps(plan INTEGER NOT NULL, step INTEGER NOT NULL, name TEXT NOT NULL, "
       "label_en TEXT NOT NULL, label_zh TEXT NOT NULL, action TEXT NOT NULL, owner TEXT NOT NULL, "
       "target_us INTEGER, weight REAL NOT NULL, alarm_target_us INTEGER)"},
      {"steps",
       "CREATE TABLE steps(seq INTEGER PRIMARY KEY, incident INTEGER NOT NULL, "
       "plan INTEGER NOT NULL, step INTEGER NOT NULL, who INTEGER, due_us INTEGER, "
       "start_us INTEGER, end_us INTEGER, outcome INTEGER NOT NULL, alarm_us INTEGER)"},
      {"inject_names",
       "CREATE TABLE inject_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
       "label_en TEXT NOT NULL, label_zh TEXT NOT NULL)"},
      {"injects",
       "CREATE TABLE injects(seq INTEGER PRIMARY KEY, id INTEGER NOT NULL, t_us INTEGER NOT NULL)"},
      {"trust",
       "CREATE TABLE trust(seq INTEGER PRIMARY KEY, t_us INTEGER NOT NULL, who INTEGER NOT NULL, "
       "trust REAL NOT NULL)"},
      // What the caller adds at the end, such as figures over replications.
      {"summary", "CREATE TABLE summary(key TEXT NOT NULL, json TEXT NOT NULL)"},
      // For people with a SQLite shell: the log in words.
      {"event_log",
       "CREATE VIEW event_log AS SELECT e.seq, e.t_us / 1e6 AS t_s, t.name AS topic, "
       "s.name AS subject, o.name AS other, e.incident, w.word AS text FROM events e "
       "JOIN topics t ON t.id = e.topic LEFT JOIN entities s ON s.id = e.subject "
       "LEFT JOIN entities o ON o.id = e.other LEFT JOIN words w ON w.id = e.word"},
  };
  return kTables;
}

std::span<const Item> indexes() {
  static constexpr Item kIndexes[] = {
      {"events_by_subject", "CREATE INDEX events_by_subject ON events(subject, t_us)"},
      {"states_by_who", "CREATE INDEX states_by_who ON states(who, t_us)"},
      {"segments_by_who", "CREATE INDEX segments_by_who ON segments(who, t0_us)"},
      {"stages_by_incident", "CREATE INDEX stages_by_incident ON stages(incident)"},
  };
  return kIndexes;
}

}  // namespace vedette::recording
