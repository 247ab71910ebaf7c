// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "measure/figures.hpp"
#include "record/recording.hpp"
#include "world/world.hpp"

namespace vedette {

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
  /// For tests: dies in this replication (0: none).
  std::uint64_t crash_in = 0;
};

struct Replication {
  std::uint64_t number = 0;
  std::optional<RepFigures> figures;  ///< none: it failed or was not run
  std::string failure;                ///< why, in a sentence; empty: not run
};

/// All replications in order of their numbers, whatever the workers and whoever was first.
/// Throws std::invalid_argument when threads are asked for and the network is simulated.
std::vector<Replication> run_replications(const World& world, const ReplicationPlan& plan);

/// Runs one replication in this process with the given sinks. With a simulated network at most once
/// per process, and not after run_replications() of the same process has warmed an engine.
void run_once(const World& world, std::uint64_t seed, std::uint64_t replication, Sinks& sinks);

/// Runs `work` in a forked child and waits for it. Returns what it returned; throws
/// std::runtime_error when the child crashed or threw (with its message).
std::string in_child(const std::function<std::string()>& work);

}  // namespace vedette
