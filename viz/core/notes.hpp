// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace vedette::view {

/// A remark at a moment (a bookmark has no text), perhaps about somebody or at a place.
struct Note {
  Time at;
  std::string text;
  std::string entity;  ///< name, or ""
  std::optional<double> x_m = {}, y_m = {};
};

/// Notes in a side file, in order of time; the recording itself is never written to.
class Notes {
 public:
  /// No file yet: no notes. A file that is not ours leaves notes empty and sets `problem`.
  explicit Notes(std::string path = {});
  const std::vector<Note>& all() const { return notes_; }
  const std::string& path() const { return path_; }
  const std::string& problem() const { return problem_; }
  /// Saved at once; returns its index.
  std::size_t add(Note note);
  void change(std::size_t index, std::string text);
  void remove(std::size_t index);

 private:
  void save();
  std::string path_, problem_;
  std::vector<Note> notes_;
};

/// Writes the whole file beside and renames it: never half a file. False if it cannot be written.
bool write_file(const std::string& path, const std::string& text);
/// The whole file; nothing if it cannot be read.
std::optional<std::string> read_file(const std::string& path);

}  // namespace vedette::view
