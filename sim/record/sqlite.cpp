// SPDX-License-Identifier: Apache-2.0
#include "record/sqlite.hpp"

#include <utility>

namespace vedette::sqlite {

namespace {
Error error_of(sqlite3* db, int code) {
  if (!db) return {code, sqlite3_errstr(code)};
  // The connection's own sentence says more, but only if it is about this very failure.
  const int extended = sqlite3_extended_errcode(db);
  if ((extended & 0xff) == (code & 0xff)) return {extended, sqlite3_errmsg(db)};
  return {code, sqlite3_errstr(code)};
}
}  // namespace

Database::Database(const std::string& path, int flags) {
  const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    Error error = error_of(handle_, code);
    close();
    throw error;
  }
  sqlite3_extended_result_codes(handle_, 1);
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  if (this != &other) {
    close();
    handle_ = std::exchange(other.handle_, nullptr);
  }
  return *this;
}

void Database::exec(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

void Database::fail(int code) const {
  throw error_of(handle_, code);
}

void Database::close() noexcept {
  if (handle_) sqlite3_close_v2(std::exchange(handle_, nullptr));
}

Statement::Statement(Database& db, std::string_view sql) {
  const int code = sqlite3_prepare_v3(db.handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (code != SQLITE_OK) db.fail(code);
}

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this != &other) {
    sqlite3_finalize(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
  }
  return *this;
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

void Statement::fail(int code) const {
  throw error_of(handle_ ? sqlite3_db_handle(handle_) : nullptr, code);
}

}  // namespace vedette::sqlite
