// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "study/load_study.hpp"
#include "study/results_file.hpp"

namespace vedette {

struct StudyRunOptions {
  unsigned jobs = 1;
  std::string out;      ///< FILE.vds; "": nothing is kept
  bool resume = false;  ///< go on with FILE.vds.part, or try again what failed in FILE.vds
  unsigned shard = 0, shards = 1;  ///< shard 1 … shards; 0: the whole study
  std::string after;               ///< of a shard: the merged results of the stages before
  std::string version;             ///< of the program
  /// Called from the calling thread whenever a run is over: runs done and known to be needed.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<bool()> interrupted;
  std::uint32_t crash_design = 0;  ///< for tests: this replication of this design dies
  std::uint64_t crash_rep = 0;
};

/// Contents of a study of which nothing has run yet.
StudyContents empty_contents(const LoadedStudy& loaded, const std::string& version);

/// Runs what a study (or one shard of it) still needs, stage by stage, and writes the file. The
/// result is complete unless it was interrupted or is a shard; what had come until then is in
/// FILE.vds.part. Throws InputError, RecordError, std::runtime_error.
StudyContents run_study(const LoadedStudy& loaded, const StudyRunOptions& options);

/// About how long a run of this study takes here, in seconds: the first runs of the first and of
/// the last design, some seconds of them. At least 0.1 ms.
double seconds_of_a_run(const LoadedStudy& loaded, const std::function<bool()>& interrupted);

/// Which of `count` shards (1 … count) the k-th of `total` runs belongs to: blocks of neighbours,
/// so that a shard opens few designs.
unsigned shard_of(std::uint64_t k, std::uint64_t total, unsigned count);

}  // namespace vedette
