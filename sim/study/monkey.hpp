// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "record/event.hpp"
#include "world/world.hpp"

namespace vedette {

/// Takes out element after element and measures what that does (as SimGrid's own "monkey" does
/// with its resources). Each trial is a forked process on the same random numbers as the run
/// without the failure: of the whole run, or (with moments) of that run as it stands at the moment,
/// so that what lies before it is computed once for all.
struct MonkeyPlan {
  std::uint64_t seed = 1, replication = 1;
  unsigned workers = 1;
  std::vector<std::uint32_t> elements;  ///< of World::equipment
  /// Each element at so many moments, drawn from the stages of the alarm chain of the run without
  /// failure; 0: once, from time 0 to the end (single points of failure).
  std::uint32_t moments = 20;
  Duration lasts = kHour;  ///< with moments
  /// With moments: a trial ends so long after the element is back; kUnreachable: at the horizon.
  Duration after = kUnreachable;
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<bool()> interrupted;
  std::uint64_t crash_in = 0;  ///< for tests: the trial of this number dies (from 1)
};

/// What a run came to.
struct MonkeyFigures {
  double delivered = 1;  ///< share of what sensors had to report that was at the server in the end
  double coverage = 1;   ///< share of zones and time that a working camera showed
  double availability = 1;  ///< mean over elements and time
  std::uint64_t reports = 0, alarms = 0;
  /// n = 0: none got there.
  struct Latency {
    std::uint64_t n = 0;
    double p50_s = 0, p95_s = 0, p99_s = 0;
  };
  /// Per stage of the chain: from the sensor on, and from the stage that it waited for.
  std::array<Latency, kStages> since_sensed, step;
};

/// What a failure did to one stage of the alarms that are there with and without it.
struct MonkeyDelay {
  std::uint64_t n = 0;           ///< reached both times
  std::uint64_t lost = 0;        ///< reached without the failure, and not with it
  double p95_s = 0, most_s = 0;  ///< later than without
};

struct MonkeyTrial {
  std::uint32_t element = 0;
  Time from, to;                   ///< to = kNever: to the end
  Time end;                        ///< of the trial
  std::size_t without = 0;         ///< MonkeyResult::without that it is compared with
  std::string_view stage;          ///< the step of the chain that was under way; "" without
  std::uint64_t takes_along = 0;   ///< other elements that were down longer than without it
  std::uint64_t reports_lost = 0;  ///< delivered without the failure, and not with it
  MonkeyFigures figures;
  std::array<MonkeyDelay, kStages> later;
  std::vector<std::string> violations;  ///< what rose that never may
  std::string failure;                  ///< the run crashed; empty: it did not
};

struct MonkeyResult {
  /// Nothing taken out: [0] the whole run, then per moment that run up to where its trials end.
  std::vector<MonkeyFigures> without;
  std::string failure;  ///< of that run
  std::vector<MonkeyTrial> trials;
  std::uint64_t asked = 0;  ///< trials.size() when it was not broken off
};

MonkeyResult run_monkey(const World& world, const MonkeyPlan& plan);

}  // namespace vedette
