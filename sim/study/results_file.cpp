// SPDX-License-Identifier: Apache-2.0
#include "study/results_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/hash.hpp"
#include "record/record_error.hpp"
#include "record/results_schema.hpp"
#include "study/results_read.hpp"
#include "world/document/canonical.hpp"

namespace vedette {

using vds::refuse;

namespace {

// Numbers of measures in a finished file: those that decide in their order, then the rest by name.
std::vector<std::uint32_t> measure_order(const StudyContents& c) {
  const std::vector<std::string>& names = c.results.measures();
  std::vector<std::uint32_t> order(names.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto rank = [&](std::uint32_t i) {
    const auto& decide = c.study.measures;
    const auto at = std::find_if(decide.begin(), decide.end(),
                                 [&](const StudyMeasure& m) { return m.id == names[i]; });
    return std::pair(at - decide.begin(), names[i]);
  };
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return rank(a) < rank(b); });
  return order;
}

void put_meta(sqlite::Database& db, const StudyContents& c) {
  sqlite::Statement put(db, "INSERT INTO meta VALUES(?, ?)");
  put.run("vedette", c.version);
  put.run("identity", study_identity(c.study, c.base_hash));
  put.run("base_hash", c.base_hash);
  put.run("study", c.study.document.dump());
  put.run("file", c.study.file);
  put.run("complete", c.complete ? "1" : "0");
  put.run("analysis", c.analysis.dump(-1, ' ', false, Json::error_handler_t::replace));
  sqlite::Statement design(db, "INSERT INTO designs VALUES(?, ?, ?, ?, ?, ?)");
  for (std::size_t d = 0; d < c.study.designs.size(); ++d) {
    const DesignPoint& point = c.study.designs[d];
    Json levels = Json::object();
    for (std::size_t i = 0; i < point.levels.size(); ++i)
      if (point.levels[i]) levels[c.study.factors[i].name] = point.levels[i]->value;
    const std::string overrides = Json(point.overrides).dump(), text = levels.dump();
    const std::string map =
        d < c.maps.designs.size() ? Json(c.maps.designs[d]).dump() : std::string("{}");
    design.run(d, point.name, text, overrides, c.hashes[d], map);
  }
  sqlite::Statement map(db, "INSERT INTO maps VALUES(?, ?)");
  for (const auto& [name, content] : c.maps.parts) map.run(name, content);
}

void put_run(sqlite::Statement& insert, const StudyTask& task, const std::string& failure,
             const std::string& places) {
  const sqlite::Statement::Blob blob{places};
  if (failure.empty())
    insert.run(task.design, task.rep, sqlite::Statement::Null{}, blob);
  else
    insert.run(task.design, task.rep, failure, blob);
}

void put_rows(sqlite::Database& db, const StudyContents& c) {
  const std::vector<std::uint32_t> order = measure_order(c);
  std::vector<std::uint32_t> number(order.size());
  sqlite::Statement measure(db, "INSERT INTO measures VALUES(?, ?)");
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    number[order[i]] = i;
    measure.run(i, c.results.measures()[order[i]]);
  }
  sqlite::Statement run(db, "INSERT INTO runs VALUES(?, ?, ?, ?)");
  sqlite::Statement result(db, "INSERT INTO results VALUES(?, ?, ?, ?, ?)");
  for (std::size_t d = 0; d < c.results.designs(); ++d) {
    for (const auto& [rep, one] : c.results.runs(d)) {
      put_run(run, {static_cast<std::uint32_t>(d), rep}, one.failure, one.places);
      auto cells = one.cells;
      std::sort(cells.begin(), cells.end(), [&](const auto& a, const auto& b) {
        return number[a.measure] < number[b.measure];
      });
      for (const auto& cell : cells) result.run(d, rep, number[cell.measure], cell.value, cell.n);
    }
  }
}

void remove_all_of(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) ::unlink((path + suffix).c_str());
}

// A study that was killed before its first commit left nothing but a name; it is removed. Opening
// it for writing also takes back what a commit had only begun.
bool never_began(const std::string& path) {
  bool empty = false;
  try {
    sqlite::Database db(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
    sqlite::Statement tables(db, "SELECT count(*) FROM sqlite_schema");
    empty = tables.step() && tables.integer(0) == 0;
  } catch (const sqlite::Error&) {  // in use, or none of ours: told when it is read
    return false;
  }
  if (empty) remove_all_of(path);
  return empty;
}

void synchronise(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 || ::fsync(fd) != 0) {
    if (fd >= 0) ::close(fd);
    throw RecordError(path + ": cannot be written: " + std::strerror(errno));
  }
  ::close(fd);
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

std::string study_identity(const Study& study, const std::string& base_hash) {
  return sha256_hex(canonical_text(study.document) + base_hash);
}

std::string part_path(const std::string& results_path) {
  return results_path + ".part";
}

void write_study_file(const std::string& path, const StudyContents& contents) {
  if (exists(path) && !is_study_results(path))
    refuse(path, "exists and holds no results of a study: not overwritten",
           "choose another name, or remove it");
  const std::string fresh = path + ".new";
  try {
    ::unlink(fresh.c_str());
    sqlite::Database db(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    db.exec("PRAGMA synchronous=OFF");  // it is synchronised once, below
    vds::stamp(db);
    db.exec("BEGIN");
    vds::make_tables(db);
    put_meta(db, contents);
    put_rows(db, contents);
    db.exec("COMMIT");
    sqlite::Statement vacuum(db, "VACUUM INTO ?");
    vacuum.run(fresh);
  } catch (const sqlite::Error& error) {
    ::unlink(fresh.c_str());
    throw RecordError(path + ": cannot be written: " + error.message);
  }
  synchronise(fresh);
  if (::rename(fresh.c_str(), path.c_str()) != 0)
    throw RecordError(path + ": cannot be written: " + std::strerror(errno));
}

// The log of a part is copied into it, which waits for the disk, when it has so many pages of
// 4 KiB: most studies end before.
constexpr int kLogPages = 32768;

struct StudyPart::Impl {
  std::string path;
  sqlite::Database db;
  sqlite::Statement run, result, measure, hash, map;
  std::map<std::string, std::int64_t, std::less<>> measures;
  std::vector<std::string> hashes;
  std::chrono::steady_clock::time_point committed = std::chrono::steady_clock::now();
  bool open = false;

  void prepare() {
    run = sqlite::Statement(db, "INSERT OR REPLACE INTO runs VALUES(?, ?, ?, ?)");
    result = sqlite::Statement(db, "INSERT OR REPLACE INTO results VALUES(?, ?, ?, ?, ?)");
    measure = sqlite::Statement(db, "INSERT INTO measures VALUES(?, ?)");
    hash = sqlite::Statement(db, "UPDATE designs SET scenario_hash = ?2, map = ?3 WHERE id = ?1");
    map = sqlite::Statement(db, "INSERT OR IGNORE INTO maps VALUES(?, ?)");
    sqlite::Statement known(db, "SELECT id, name FROM measures");
    while (known.step()) measures[known.text(1)] = known.integer(0);
  }
};

StudyPart::StudyPart(const std::string& results_path, StudyContents& contents, bool resume)
    : impl_(std::make_unique<Impl>()) {
  Impl& i = *impl_;
  i.path = part_path(results_path);
  const bool there = exists(i.path) && !(resume && never_began(i.path));
  if (there && !resume)
    refuse(i.path, "is an unfinished study", "--resume goes on with it; or remove it");
  try {
    if (there) {
      StudyContents found = read_study_file(i.path);
      if (study_identity(found.study, found.base_hash) !=
              study_identity(contents.study, contents.base_hash) ||
          found.version != contents.version)
        refuse(i.path, "is of another study, scenario or version of the program",
               "remove it, or choose another name");
      contents.results = std::move(found.results);
      contents.hashes = std::move(found.hashes);
      contents.maps = std::move(found.maps);
    }
    i.hashes = contents.hashes;
    i.db =
        sqlite::Database(i.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
    i.db.exec("PRAGMA locking_mode=EXCLUSIVE");
    // A part that is being made need not wait for the disk: without its first rows it is nothing.
    i.db.exec("PRAGMA synchronous=OFF");
    if (!there) vds::stamp(i.db);
    i.db.exec("PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL");
    i.db.exec(("PRAGMA wal_autocheckpoint=" + std::to_string(kLogPages)).c_str());
    i.db.exec("BEGIN IMMEDIATE");
    if (!there) {
      vds::make_tables(i.db);
      put_meta(i.db, contents);
    }
    i.prepare();
    i.open = true;
    commit();
  } catch (const sqlite::Error& error) {
    if (error.primary() == SQLITE_BUSY || error.primary() == SQLITE_LOCKED)
      refuse(i.path, "is in use by another program");
    throw RecordError(i.path + ": cannot be written: " + error.message);
  }
}

StudyPart::~StudyPart() {
  try {
    if (impl_->open) impl_->db.exec("COMMIT");
  } catch (const sqlite::Error&) {  // the rows since the last commit are run again
  }
}

void StudyPart::add(const StudyRow& row, const std::string& scenario_hash, const StudyMaps& maps) {
  Impl& i = *impl_;
  try {
    if (i.hashes[row.task.design].empty() && !scenario_hash.empty()) {
      i.hashes[row.task.design] = scenario_hash;
      const auto& map = maps.designs[row.task.design];
      for (const auto& [part, name] : map) i.map.run(name, maps.parts.at(name));
      i.hash.run(row.task.design, scenario_hash, Json(map).dump());
    }
    put_run(i.run, row.task, row.failure, row.places);
    for (const Figure& f : row.figures) {
      const auto [at, fresh] =
          i.measures.try_emplace(f.id, static_cast<std::int64_t>(i.measures.size()));
      if (fresh) i.measure.run(at->second, f.id);
      i.result.run(row.task.design, row.task.rep, at->second, f.value, f.n);
    }
  } catch (const sqlite::Error& error) {
    throw RecordError(i.path + ": cannot be written: " + error.message);
  }
  const auto now = std::chrono::steady_clock::now();
  if (now - i.committed > std::chrono::milliseconds(200)) commit();
}

void StudyPart::commit() {
  Impl& i = *impl_;
  try {
    i.db.exec("COMMIT");
    i.db.exec("BEGIN IMMEDIATE");
  } catch (const sqlite::Error& error) {
    i.open = false;
    throw RecordError(i.path + ": cannot be written: " + error.message);
  }
  i.committed = std::chrono::steady_clock::now();
}

void StudyPart::remove() {
  const std::string path = impl_->path;
  // What is removed need not be put in order first.
  sqlite3_db_config(impl_->db.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  impl_ = std::make_unique<Impl>();
  remove_all_of(path);
}

}  // namespace vedette
