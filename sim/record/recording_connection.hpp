// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "record/sqlite.hpp"

namespace vedette::recording {

/// InputError that says that the file is damaged.
[[noreturn]] void damaged(const std::string& path, const std::string& what);

/// A read-only connection to a recording. A run that is still going on must be able to close its
/// file, and its log must not grow for our sake: so the connection to an unfinished recording is
/// given up whenever nobody holds it.
class Connection {
 public:
  /// Opens and checks: ours, our version, exactly our tables. Throws InputError.
  explicit Connection(std::string path);

  const std::string& path() const { return path_; }
  /// Whether the run was over when the file was last opened; then it has indexes.
  bool complete() const { return complete_; }

  void hold();
  void release() noexcept;

  /// A statement, made once per connection. Reset it after use (ResetGuard). Only while held.
  sqlite::Statement& statement(std::string_view sql);
  void exec(const char* sql) { db_.exec(sql); }

  /// Runs `f` with the connection held; SQLite's errors become InputError.
  template <class F>
  auto use(F&& f) {
    struct Holding {
      Connection& c;
      explicit Holding(Connection& connection) : c(connection) { c.hold(); }
      ~Holding() { c.release(); }
    } const holding(*this);
    try {
      return f();
    } catch (const sqlite::Error& error) {
      refuse(error);
    }
  }

 private:
  void open();
  void check_stamp();
  void check_schema();
  void check_identity();
  [[noreturn]] void refuse(const sqlite::Error& error) const;

  std::string path_;
  sqlite::Database db_;
  // By text; destroyed before the connection.
  std::map<std::string, sqlite::Statement, std::less<>> statements_;
  int holders_ = 0;
  bool complete_ = false;
  bool keep_open_ = false;
  std::string identity_;  // which run it is of
};

}  // namespace vedette::recording
