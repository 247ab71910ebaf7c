// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <vector>

#include "study/design_server.hpp"
#include "study/message.hpp"
#include "study/results.hpp"
#include "study/study.hpp"

namespace vedette {

/// The workers of a study. A process of its own, the foreman, holds the list of runs and starts one
/// process per design (design_server.hpp) as they are due; the caller keeps the results. So no
/// thread and no SQLite handle of the caller is ever forked, and a crash loses one replication.
///
///   StudyPool pool(study, options);        // before any database is opened
///   pool.start(tasks);
///   while (const auto row = pool.next()) …
class StudyPool {
 public:
  StudyPool(const Study& study, const ServerOptions& options);
  ~StudyPool();
  StudyPool(const StudyPool&) = delete;
  StudyPool& operator=(const StudyPool&) = delete;

  /// Gives out these runs. The earlier ones must be over.
  void start(const std::vector<StudyTask>& tasks);
  /// The next row, in the order in which they are ready; nothing once all are over. `interrupted`
  /// is asked now and then: from true on no new run is begun. Throws std::runtime_error when the
  /// foreman died.
  std::optional<StudyRow> next(const std::function<bool()>& interrupted);
  /// SHA-256 of a design's effective scenario, once one of its rows has come; "" before.
  const std::string& scenario_hash(std::size_t design) const { return hashes_[design]; }
  /// The same of its map (JSON of design_map).
  const std::string& map(std::size_t design) const { return maps_[design]; }

 private:
  pid_t pid_ = -1;
  int socket_ = -1;
  bool stopped_ = false;
  MessageReader reader_;
  std::vector<std::string> hashes_, maps_;
};

}  // namespace vedette
