// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <sqlite3.h>

namespace vedette::sqlite {

/// What SQLite reports; `code` is the extended result code.
struct Error {
  int code = 0;
  std::string message;
  int primary() const { return code & 0xff; }
};

/// A connection. Not for use by two threads, and must not be alive at a fork.
class Database {
 public:
  Database() = default;
  /// `flags` as of sqlite3_open_v2. Throws Error.
  Database(const std::string& path, int flags);
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database() { close(); }

  bool is_open() const { return handle_ != nullptr; }
  void exec(const char* sql);
  [[noreturn]] void fail(int code) const;
  sqlite3* handle() const { return handle_; }
  void close() noexcept;

 private:
  sqlite3* handle_ = nullptr;
};

/// A prepared statement: `insert.run(1, 2.5, "x")`, or bind, `while (step())`, `integer(0)`, reset.
class Statement {
 public:
  Statement() = default;
  Statement(Database& db, std::string_view sql);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement() { sqlite3_finalize(handle_); }

  /// Binds the arguments from the first on; text must stay alive until the statement is reset.
  template <class... A>
  Statement& bind(const A&... arguments) {
    int i = 0;
    (put(++i, arguments), ...);
    return *this;
  }
  /// Binds, runs to the end and resets: for statements that return no rows.
  template <class... A>
  void run(const A&... arguments) {
    bind(arguments...);
    const int code = sqlite3_step(handle_);
    sqlite3_reset(handle_);
    if (code != SQLITE_DONE) fail(code);
  }
  /// Whether there is a(nother) row.
  bool step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(code);
    return false;
  }
  void reset() { sqlite3_reset(handle_); }

  bool is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  bool is_integer(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_INTEGER;
  }
  std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
  double real(int column) const { return sqlite3_column_double(handle_, column); }
  std::string text(int column) const;
  std::string blob(int column) const;

  /// An argument of bytes; alive as long as text.
  struct Blob {
    std::string_view bytes;
  };
  void put(int i, Blob v) {
    const void* from = v.bytes.empty() ? "" : v.bytes.data();
    check(sqlite3_bind_blob64(handle_, i, from, v.bytes.size(), SQLITE_STATIC));
  }
  /// A null argument of any type.
  struct Null {};
  void put(int i, Null) { check(sqlite3_bind_null(handle_, i)); }
  void put(int i, double v) { check(sqlite3_bind_double(handle_, i, v)); }
  void put(int i, std::string_view v) {
    check(sqlite3_bind_text64(handle_, i, v.data() ? v.data() : "", v.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
  }
  void put(int i, const std::string& v) { put(i, std::string_view(v)); }
  void put(int i, const char* v) { put(i, std::string_view(v)); }
  template <class I>
  requires std::is_integral_v<I>
  void put(int i, I v) { check(sqlite3_bind_int64(handle_, i, static_cast<sqlite3_int64>(v))); }
  template <class I>
  void put(int i, const std::optional<I>& v) {
    if (v) {
      put(i, *v);
    } else {
      put(i, Null{});
    }
  }

 private:
  void check(int code) const {
    if (code != SQLITE_OK) fail(code);
  }
  [[noreturn]] void fail(int code) const;
  sqlite3_stmt* handle_ = nullptr;
};

/// Resets a statement at the end of a scope, so that no read transaction stays open.
struct ResetGuard {
  Statement& statement;
  ~ResetGuard() { statement.reset(); }
};

}  // namespace vedette::sqlite
