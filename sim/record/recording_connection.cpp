// SPDX-License-Identifier: Apache-2.0
#include "record/recording_connection.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "record/recording_schema.hpp"

namespace vedette::recording {

namespace {

/// A run that is just closing its file holds it for moments.
constexpr int kBusyMs = 5000;

[[noreturn]] void refuse_file(const std::string& path, std::string message, std::string hint = {}) {
  throw InputError{{{path, 0, 0}, Severity::kError, std::move(message), std::move(hint)}};
}

// SQLite quotes what it found: in a damaged file that may be anything.
std::string printable(std::string text) {
  for (char& c : text)
    if (c < ' ' || c > '~') c = '?';
  return text;
}

}  // namespace

void damaged(const std::string& path, const std::string& what) {
  refuse_file(path, "the recording is damaged: " + what);
}

Connection::Connection(std::string path) : path_(std::move(path)) {
  use([] {});
}

void Connection::hold() {
  if (holders_ == 0 && !db_.is_open()) {
    try {
      open();
    } catch (const sqlite::Error& error) {
      statements_.clear();
      db_.close();
      refuse(error);
    } catch (...) {
      statements_.clear();
      db_.close();
      throw;
    }
  }
  ++holders_;
}

void Connection::release() noexcept {
  if (--holders_ > 0 || keep_open_) return;
  statements_.clear();
  db_.close();
}

void Connection::open() {
  struct stat status {};
  if (::stat(path_.c_str(), &status) != 0) {
    if (errno == ENOENT) refuse_file(path_, "no such file");
    refuse_file(path_, std::string("cannot be read: ") + std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) refuse_file(path_, "is not a file");
  if (status.st_size == 0)
    refuse_file(path_, "is empty: the run was broken off before its beginning was written");

  db_ = sqlite::Database(path_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
  sqlite3_busy_timeout(db_.handle(), kBusyMs);
  // A file from elsewhere may hold anything: it is data, it must not make SQLite run things.
  sqlite3_db_config(db_.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db_.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(db_.handle(), SQLITE_LIMIT_LENGTH, 256 << 20);
  db_.exec("PRAGMA cell_size_check=ON;PRAGMA query_only=ON");
  check_stamp();
  check_schema();
  sqlite::Statement complete(db_, "SELECT value FROM meta WHERE key='complete'");
  if (!complete.step()) damaged(path_, "it does not say whether it is complete");
  complete_ = complete.text(0) == "1";
  // Complete, but still with a log beside it: its writer is about to close it and must be alone.
  sqlite::Statement mode(db_, "PRAGMA journal_mode");
  keep_open_ = complete_ && mode.step() && mode.text(0) != "wal";
  check_identity();
}

// The same run again is no other recording: its rows are the same, as far as they have come.
void Connection::check_identity() {
  std::string identity;
  sqlite::Statement s(db_,
                      "SELECT value FROM meta WHERE key IN ('vedette', 'scenario_hash', 'seed', "
                      "'replication', 'design', 'level') ORDER BY rowid LIMIT 6");
  while (s.step()) identity += s.text(0) + '\n';
  if (identity_.empty()) identity_ = identity;
  if (identity_ != identity)
    refuse_file(path_, "was replaced by another recording", "open it again");
}

void Connection::check_stamp() {
  const auto number = [&](const char* sql) {
    sqlite::Statement s(db_, sql);
    return s.step() ? s.integer(0) : 0;
  };
  if (number("PRAGMA application_id") != kApplicationId) refuse_file(path_, "is not a recording");
  const std::int64_t version = number("PRAGMA user_version");
  if (version != kSchemaVersion)
    refuse_file(path_,
                "is a recording of version " + std::to_string(version) +
                    "; this program reads version " + std::to_string(kSchemaVersion),
                "record it again: the same scenario and seed give the same run");
}

void Connection::check_schema() {
  const std::span<const Item> tables = recording::tables(), indexes = recording::indexes();
  std::size_t found = 0, rows = 0;
  {
    sqlite::Statement s(db_, "SELECT name, sql FROM sqlite_schema");
    while (s.step()) {
      if (++rows > tables.size() + indexes.size()) break;
      const std::string name = s.text(0), sql = s.text(1);
      const auto matches = [&](const Item& item) { return item.name == name && item.sql == sql; };
      if (std::any_of(tables.begin(), tables.end(), matches)) {
        ++found;
      } else if (std::none_of(indexes.begin(), indexes.end(), matches)) {
        damaged(path_, "its tables are not those of a recording");
      }
    }
  }
  if (rows == 0)
    refuse_file(path_, "holds nothing: the run was broken off before its beginning was written");
  if (found != tables.size() || rows > tables.size() + indexes.size())
    damaged(path_, "its tables are not those of a recording");
}

sqlite::Statement& Connection::statement(std::string_view sql) {
  const auto at = statements_.find(sql);
  if (at != statements_.end()) return at->second;
  return statements_.emplace(std::string(sql), sqlite::Statement(db_, sql)).first->second;
}

void Connection::refuse(const sqlite::Error& error) const {
  switch (error.primary()) {
    case SQLITE_NOTADB:
      refuse_file(path_, "is not a recording");
    case SQLITE_CORRUPT:
    case SQLITE_FORMAT:
    case SQLITE_TOOBIG:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR:
      damaged(path_, printable(error.message));
    case SQLITE_IOERR:
      if (error.code == SQLITE_IOERR_SHORT_READ) damaged(path_, "it ends too early");
      refuse_file(path_, "cannot be read: " + printable(error.message));
    case SQLITE_BUSY:
      refuse_file(path_, "is being written just now", "try again in a moment");
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      refuse_file(path_, "cannot be opened",
                  "an unfinished recording needs a folder that can be written: copy it and its "
                  "-wal file there");
    case SQLITE_NOMEM:
      refuse_file(path_, "needs more memory than there is, or is damaged");
    default:
      refuse_file(path_, "cannot be read: " + printable(error.message));
  }
}

}  // namespace vedette::recording
