// SPDX-License-Identifier: Apache-2.0
#include "study/results_read.hpp"

#include <sys/stat.h>

#include <cmath>
#include <map>

#include "base/diagnostics.hpp"
#include "record/results_schema.hpp"
#include "study/load_study.hpp"
#include "study/results_file.hpp"

namespace vedette {

namespace vds {

void refuse(const std::string& path, std::string message, std::string hint) {
  throw InputError{{{path, 0, 0}, Severity::kError, std::move(message), std::move(hint)}};
}

namespace {

// SQLite quotes what it found: in a damaged file that may be anything.
std::string printable(std::string text) {
  for (char& c : text)
    if (c < ' ' || c > '~') c = '?';
  return text;
}

std::int64_t number(sqlite::Database& db, const char* sql) {
  sqlite::Statement s(db, sql);
  return s.step() ? s.integer(0) : 0;
}

void check_stamp(const std::string& path, sqlite::Database& db) {
  if (number(db, "PRAGMA application_id") != kApplicationId)
    refuse(path, "holds no results of a study");
  const std::int64_t version = number(db, "PRAGMA user_version");
  if (version != kSchemaVersion)
    refuse(path, "is of version " + std::to_string(version) + "; this program reads version " +
                     std::to_string(kSchemaVersion),
           "run the study again to another file, or move this one away");
  std::size_t found = 0, rows = 0;
  // Without the indexes of keys, which have no text of their own.
  sqlite::Statement s(db, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
  while (s.step() && ++rows <= tables().size())
    for (const Item& item : tables()) found += item.name == s.text(0) && item.sql == s.text(1);
  if (found != tables().size() || rows != tables().size())
    refuse(path, "the file is damaged: its tables are not those of a study");
}

std::map<std::string, std::string> meta_of(sqlite::Database& db) {
  std::map<std::string, std::string> meta;
  sqlite::Statement s(db, "SELECT key, value FROM meta");
  while (s.step()) meta[s.text(0)] = s.text(1);
  return meta;
}

void read_rows(const std::string& path, sqlite::Database& db, StudyContents& c) {
  std::map<std::int64_t, std::string> names;
  sqlite::Statement measures(db, "SELECT id, name FROM measures");
  while (measures.step()) names[measures.integer(0)] = measures.text(1);
  const auto designs = static_cast<std::int64_t>(c.study.designs.size());
  const auto task_at = [&](sqlite::Statement& s) {
    const std::int64_t design = s.integer(0), rep = s.integer(1);
    if (design < 0 || design >= designs || rep < 1 || rep > 100'000'000)
      refuse(path, "the file is damaged: it holds a run that is none of the study's");
    return StudyTask{static_cast<std::uint32_t>(design), static_cast<std::uint64_t>(rep)};
  };
  sqlite::Statement runs(db, "SELECT design, rep, failure, places FROM runs ORDER BY design, rep");
  sqlite::Statement cells(
      db, "SELECT design, rep, measure, value, n FROM results ORDER BY design, rep, measure");
  bool more = cells.step();
  while (runs.step()) {
    StudyRow row;
    row.task = task_at(runs);
    if (!runs.is_null(2)) row.failure = runs.text(2);
    row.places = runs.blob(3);
    while (more && task_at(cells) == row.task) {
      const auto name = names.find(cells.integer(2));
      const double value = cells.real(3);
      if (name == names.end() || !std::isfinite(value) || cells.integer(4) < 1)
        refuse(path, "the file is damaged: it holds a result that is none");
      row.figures.push_back({name->second, value, static_cast<std::uint64_t>(cells.integer(4))});
      more = cells.step();
    }
    c.results.add(row);
  }
  if (more) refuse(path, "the file is damaged: it holds results of no run");
}

// Part names of a design that no table holds are damage; so is content that is no JSON.
void read_maps(const std::string& path, sqlite::Database& db, StudyContents& c) {
  sqlite::Statement maps(db, "SELECT name, content FROM maps");
  while (maps.step()) {
    std::string content = maps.text(1);
    if (!Json::accept(content)) refuse(path, "the file is damaged: it holds a map that is none");
    c.maps.parts.emplace(maps.text(0), std::move(content));
  }
  for (const auto& design : c.maps.designs)
    for (const auto& [part, name] : design)
      if (!c.maps.parts.contains(name))
        refuse(path, "the file is damaged: a part of a design's map is missing");
}

}  // namespace

}  // namespace vds

using vds::refuse;

bool is_study_results(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < 100)
    return false;
  try {
    sqlite::Database db(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    return vds::number(db, "PRAGMA application_id") == vds::kApplicationId;
  } catch (const sqlite::Error&) {
    return false;
  }
}

StudyContents read_study_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) refuse(path, "no such file");
  if (!S_ISREG(status.st_mode)) refuse(path, "is not a file");
  try {
    sqlite::Database db(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(db.handle(), SQLITE_LIMIT_LENGTH, 256 << 20);
    db.exec("PRAGMA cell_size_check=ON");
    vds::check_stamp(path, db);
    auto meta = vds::meta_of(db);
    const Json document = Json::parse(meta["study"]);
    StudyContents c{study_of_document(document, meta["file"]),
                    meta["vedette"],
                    meta["base_hash"],
                    {},
                    StudyResults(0),
                    meta["complete"] == "1",
                    Json::parse(meta["analysis"])};
    c.results = StudyResults(c.study.designs.size());
    c.hashes.resize(c.study.designs.size());
    c.maps.designs.resize(c.study.designs.size());
    sqlite::Statement designs(db, "SELECT id, scenario_hash, map FROM designs");
    while (designs.step()) {
      const auto d = static_cast<std::size_t>(designs.integer(0));
      if (d >= c.hashes.size()) refuse(path, "the file is damaged: it holds unknown designs");
      c.hashes[d] = designs.text(1);
      c.maps.designs[d] = Json::parse(designs.text(2)).get<std::map<std::string, std::string>>();
    }
    vds::read_maps(path, db, c);
    vds::read_rows(path, db, c);
    return c;
  } catch (const sqlite::Error& error) {
    if (error.primary() == SQLITE_BUSY || error.primary() == SQLITE_LOCKED)
      refuse(path, "is in use by another program");
    if (error.primary() == SQLITE_NOTADB) refuse(path, "holds no results of a study");
    refuse(path, "cannot be read: " + vds::printable(error.message));
  } catch (const Json::exception&) {
    refuse(path, "the file is damaged: its study cannot be read");
  }
}

}  // namespace vedette
