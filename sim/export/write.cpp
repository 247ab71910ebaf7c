// SPDX-License-Identifier: Apache-2.0
#include "export/write.hpp"

#include <filesystem>
#include <stdexcept>

#include "base/diagnostics.hpp"

namespace vedette::gis {

namespace fs = std::filesystem;

void make_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (fs::is_directory(folder, error)) return;
  const bool other = fs::exists(folder, error);
  throw InputError{
      {{folder, 0, 0},
       Severity::kError,
       other ? "this is a file; a folder is needed here" : "this folder cannot be made",
       {}}};
}

std::string part_of(const std::string& path) {
  fs::path part = path;
  part.replace_filename(part.stem().string() + ".part" + part.extension().string());
  return part.string();
}

void put_in_place(const std::string& part, const std::string& path) {
  std::error_code error;
  fs::rename(part, path, error);
  if (!error) return;
  std::error_code ignored;
  fs::remove(part, ignored);
  throw std::runtime_error("cannot write " + path + ": " + error.message());
}

}  // namespace vedette::gis
