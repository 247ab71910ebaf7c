// SPDX-License-Identifier: Apache-2.0
#include "record/results_schema.hpp"

#include <string>

namespace vedette::vds {

std::span<const Item> tables() {
  static constexpr Item kTables[] = {
      {"meta", "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"},
      {"designs",
       "CREATE TABLE designs(id INTEGER PRIMARY KEY, name TEXT NOT NULL, levels TEXT NOT NULL, "
       "overrides TEXT NOT NULL, scenario_hash TEXT NOT NULL, map TEXT NOT NULL)"},
      // What stands where: parts of maps, and of each design which.
      {"maps", "CREATE TABLE maps(name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID"},
      {"measures", "CREATE TABLE measures(id INTEGER PRIMARY KEY, name TEXT NOT NULL)"},
      // With rows by number: beside a key, bytes of this length would leave half of a page empty.
      {"runs",
       "CREATE TABLE runs(design INTEGER NOT NULL, rep INTEGER NOT NULL, failure TEXT, "
       "places BLOB NOT NULL, PRIMARY KEY(design, rep))"},
      {"results",
       "CREATE TABLE results(design INTEGER NOT NULL, rep INTEGER NOT NULL, "
       "measure INTEGER NOT NULL, value REAL NOT NULL, n INTEGER NOT NULL, "
       "PRIMARY KEY(design, rep, measure)) WITHOUT ROWID"},
      // For people with a SQLite shell.
      {"result_names",
       "CREATE VIEW result_names AS SELECT d.name AS design, r.rep, m.name AS measure, r.value, "
       "r.n "
       "FROM results r JOIN designs d ON d.id = r.design JOIN measures m ON m.id = r.measure"},
  };
  return kTables;
}

void stamp(sqlite::Database& db) {
  db.exec(("PRAGMA page_size=4096;PRAGMA encoding='UTF-8';PRAGMA application_id=" +
           std::to_string(kApplicationId) +
           ";PRAGMA user_version=" + std::to_string(kSchemaVersion))
              .c_str());
}

void make_tables(sqlite::Database& db) {
  for (const Item& item : tables()) db.exec(std::string(item.sql).c_str());
}

}  // namespace vedette::vds
