// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "measure/figures.hpp"
#include "measure/reach.hpp"
#include "world/world.hpp"

namespace vedette {

class Carrier;
struct RunChange;

/// How replications run side by side. A run with a simulated network needs a process of its own
/// (SimGrid's engine is a singleton whose clock cannot be rewound): it is a fork of this one.
/// Without a network, threads do. Both ways give the same figures.
enum class Workers { kAuto, kThreads, kForks };

struct ReplicationPlan {
  std::uint64_t seed = 1;
  std::uint64_t first = 1;  ///< number of the first replication
  std::uint64_t count = 1;
  unsigned workers = 1;
  Workers how = Workers::kAuto;
  /// Called from the calling thread whenever a replication is through.
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  /// Asked now and then: true ends the work, keeping what is finished.
  std::function<bool()> interrupted;
  /// In which rhythm it is counted what free units could reach; 0: not at all.
  Duration reach_every;
  /// Then of these instead, within these marks, all hours as one; null: free units, by hour.
  const ReachQuestion* reach_of = nullptr;
  std::vector<std::int64_t> reach_marks_us;
  /// For tests: dies in this replication (0: none).
  std::uint64_t crash_in = 0;
  /// What is different from a moment on; null: nothing. Lives as long as the plan.
  const RunChange* change = nullptr;
};

struct Replication {
  std::uint64_t number = 0;
  std::optional<RepFigures> figures;  ///< none: it failed or was not run
  std::optional<ReachCounts> reach;   ///< where the plan wants it
  std::string failure;                ///< why, in a sentence; empty: not run
};

/// What carries the messages of a run of this world: SimGrid where a network is simulated (once in
/// a process), else fixed delays.
std::unique_ptr<Carrier> make_carrier(const World& world);

/// Runs replications of one world. Where a network is simulated, SimGrid's engine is built once, in
/// this process, and every replication is a fork of it at clock 0; there can be one Replicator of
/// such a world in a process.
class Replicator {
 public:
  explicit Replicator(const World& world);
  ~Replicator();

  /// All replications in order of their numbers, whatever the workers and whoever was first.
  /// Throws std::invalid_argument when threads are asked for and the network is simulated.
  std::vector<Replication> run(const ReplicationPlan& plan);

  /// Runs one replication in this process, with these sinks. With a simulated network this uses up
  /// the engine: it must be the last thing asked.
  void run_here(std::uint64_t seed, std::uint64_t replication, Sinks& sinks,
                const RunChange* change = nullptr);

 private:
  std::vector<Replication> on_threads(const ReplicationPlan& plan);
  std::vector<Replication> on_forks(const ReplicationPlan& plan);
  Carrier& carrier();

  const World& world_;
  const std::shared_ptr<const FigureFrame> frame_;
  std::unique_ptr<Carrier> carrier_;
};

}  // namespace vedette
