// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "study/design_map.hpp"
#include "study/results.hpp"
#include "study/study.hpp"

namespace vedette {

/// Results of a study in a file (SQLite): FILE.vds when finished, FILE.vds.part while it goes on.
struct StudyContents {
  Study study;
  std::string version;              ///< of the program
  std::string base_hash;            ///< SHA-256 of the baseline's effective scenario
  std::vector<std::string> hashes;  ///< by design; "" where it has not run
  StudyResults results;
  bool complete = false;
  Json analysis;     ///< null in an unfinished file
  StudyMaps maps{};  ///< by design as `hashes`
};

/// Names a study: its document and its baseline's effective scenario.
std::string study_identity(const Study& study, const std::string& base_hash);

/// Throws InputError when the file is not there, is no study, is damaged or of another version.
StudyContents read_study_file(const std::string& path);
bool is_study_results(const std::string& path);

/// Writes a finished file: to a temporary name, synchronised, renamed. The same contents give the
/// same bytes, in whatever order they came (rows in order of their keys, VACUUM INTO). Refuses to
/// overwrite what is no file of results. Throws RecordError, InputError.
void write_study_file(const std::string& path, const StudyContents& contents);

/// The file that rows go into while a study runs; killed at any moment, it holds what was committed
/// (at most a fifth of a second is lost). One process at a time.
class StudyPart {
 public:
  /// Makes FILE.vds.part, or with `resume` goes on with the one that is there, whose rows are added
  /// to `contents`. Throws InputError when there is one and it is not to be resumed, when it is of
  /// another study, or in use.
  StudyPart(const std::string& results_path, StudyContents& contents, bool resume);
  ~StudyPart();
  /// `maps`: of the study; the design's is kept with its first row.
  void add(const StudyRow& row, const std::string& scenario_hash, const StudyMaps& maps);
  void commit();
  /// Removes the file: the finished one stands in its place.
  void remove();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// FILE.vds.part
std::string part_path(const std::string& results_path);

}  // namespace vedette
