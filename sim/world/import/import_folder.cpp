// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include "world/load.hpp"

namespace vedette {

namespace fs = std::filesystem;

namespace {

// "city/" and "city" are one folder, and have one neighbour.
fs::path folder_path(const std::string& out) {
  const fs::path path = fs::path(out).lexically_normal();
  return path.has_filename() || !path.has_parent_path() ? path : path.parent_path();
}

[[noreturn]] void fail(const fs::path& path, const std::string& why) {
  throw ImportWriteError{fmt::format("cannot write {}: {}", path.string(), why)};
}

// A folder of our own next to the one that is wanted, gone at the end.
class Staging {
 public:
  explicit Staging(const fs::path& out) {
    std::error_code error;
    if (out.has_parent_path()) fs::create_directories(out.parent_path(), error);
    if (error) fail(out, error.message());
    for (int i = 1;; ++i) {
      folder_ = out.string() + fmt::format(".partial-{}", i);
      if (fs::create_directory(folder_, error)) return;
      if (error || i == 1000) fail(out, error ? error.message() : "too many .partial folders");
    }
  }
  ~Staging() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

void write_file(const fs::path& path, const std::string& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) fail(path, std::error_code(errno, std::generic_category()).message());
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const int why = errno;
  if (std::fclose(file) != 0 || !written)
    fail(path, std::error_code(written ? errno : why, std::generic_category()).message());
}

bool same(const Place& a, const Place& b) {
  return a.file == b.file && a.line == b.line && a.column == b.column;
}

struct Way {
  std::string pointer;  // "/city/units"
  bool key = false;     // the key is meant, not its value
};

// The way to the innermost value or key that stands at `place`.
std::optional<Way> way_to(const Located& at, const Place& place) {
  for (std::size_t i = 0; i < at.size(); ++i) {
    const std::string step = "/" + (at.value().is_object() ? at.key(i) : std::to_string(i));
    if (const auto inner = way_to(at.at(i), place)) return Way{step + inner->pointer, inner->key};
    if (same(at.at(i).place(), place)) return Way{step, false};
    if (same(at.at(i).key_place(), place)) return Way{step, true};
  }
  return std::nullopt;
}

// What is found in a written file was said in the mapping, under the same keys.
void tell_in_mapping(const Document& mapping, const std::string& written, const Diagnostics& found,
                     Diagnostics& diagnostics) {
  Diagnostics silent;
  const Document document = read_document(written, silent);
  for (const Diagnostic& d : found.all()) {
    const Way way = way_to(document.located(), d.place).value_or(Way{});
    const Place place = way.key ? mapping.key_place_of(way.pointer) : mapping.place_of(way.pointer);
    if (d.severity == Severity::kError)
      diagnostics.error(place, d.message, d.hint);
    else
      diagnostics.warning(place, d.message, d.hint);
  }
}

}  // namespace

bool may_import_to(const std::string& out, Diagnostics& diagnostics) {
  std::error_code ignored;
  const fs::path path = folder_path(out);
  if (!fs::exists(fs::symlink_status(path, ignored))) return true;
  if (!fs::is_directory(path, ignored)) {
    diagnostics.error({out, 0, 0}, "this exists and is no folder", "name another folder with -o");
    return false;
  }
  if (fs::is_empty(path, ignored) || fs::exists(path / kImportReportFile, ignored)) return true;
  diagnostics.error(
      {out, 0, 0},
      fmt::format("this folder is not an earlier import: it has no {}", kImportReportFile),
      "nothing was written; name another folder with -o");
  return false;
}

bool write_import(const RoadImport& import, const std::string& out, Diagnostics& diagnostics) {
  const fs::path target = folder_path(out);
  const Staging staging(target);
  for (const auto& [name, bytes] : import.files) write_file(staging.folder() / name, bytes);
  const std::string written = (staging.folder() / import.main_file).string();
  Diagnostics found;
  const bool good = check_file(written, found);
  tell_in_mapping(import.mapping, written, found, diagnostics);
  if (!good) return false;

  std::error_code error;
  fs::create_directory(target, error);
  if (error) fail(target, error.message());
  // The report first: a folder that was left half-way can be imported to again.
  for (auto file = import.files.rbegin(); file != import.files.rend(); ++file) {
    fs::rename(staging.folder() / file->first, target / file->first, error);
    if (error) fail(target / file->first, error.message());
  }
  for (const char* name : {"stations.csv", "districts.csv"}) {  // of an earlier import
    const bool ours = std::any_of(import.files.begin(), import.files.end(),
                                  [&](const auto& file) { return file.first == name; });
    if (!ours) fs::remove(target / name, error);
  }
  return true;
}

}  // namespace vedette
