// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "study/run_study.hpp"

namespace vedette {

/// Running a study as Slurm job arrays: each stage of the study is one array of `--shard i/n`.
struct SlurmOptions {
  std::string program;  ///< path of vedette, on every node
  std::vector<std::string>
      arguments;          ///< that name the study: its file, or two scenarios and --reps
  std::string out;        ///< FILE.vds; shards, logs and the script are in FILE.vds.slurm/
  unsigned shards = 0;    ///< at most; 0: as many as take `shard_s` each
  double shard_s = 60;    ///< a task that is much shorter spends its time in the queue
  unsigned jobs = 1;      ///< workers, and cores, of each task
  unsigned attempts = 4;  ///< how often a missing shard is submitted in all
  bool resume = false;
  std::string version;
  double poll_s = 1;
  /// Shards that are there and shards of this stage.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<bool()> interrupted;
  std::function<void(const std::string&)> log;  ///< what was submitted, what is missing
};

/// Writes and submits the arrays, waits by asking squeue, submits again the shards without a file,
/// merges them in the order of their numbers, and goes on until the study is complete. A controller
/// that does not answer is waited for. The result is not complete when it was interrupted (the
/// array is cancelled, what is there stays) or shards are still missing after all attempts. Throws
/// std::runtime_error when nothing can be submitted; InputError, RecordError.
StudyContents run_on_slurm(const LoadedStudy& loaded, const SlurmOptions& options);

/// Shards of about `shard_s` seconds each for so many runs of `run_s` seconds, `jobs` at once in
/// each: 1 to 1,000 (Slurm's MaxArraySize is 1,001), and no more than there are runs.
unsigned shards_of(std::uint64_t runs, double run_s, unsigned jobs, double shard_s);
/// A word for the shell, whatever it holds.
std::string shell_quoted(const std::string& text);
/// Numbers as sbatch --array takes them: "1-4,7,9-12". Ascending, not empty.
std::string array_ranges(const std::vector<unsigned>& numbers);

}  // namespace vedette
