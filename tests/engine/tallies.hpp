// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/small_site.hpp"

namespace vedette::testing {

/// Keeps what a run counts, beside what `Base` keeps.
template <class Base>
struct Tallying : Base {
  using Base::Base;
  void tally(const Tally& t) override { tallies.push_back(t); }
  std::vector<Tally> of(TallyKind kind) const {
    std::vector<Tally> out;
    for (const Tally& t : tallies)
      if (t.kind == kind) out.push_back(t);
    return out;
  }
  std::vector<Tally> tallies;
};
using TallySink = Tallying<Sink>;
using TalliesAndLog = Tallying<LogSink>;

inline std::vector<Tally> tallies_of(const World& world, TallyKind kind, std::uint64_t seed = 1) {
  TallySink sink;
  run_direct(world, sink, seed);
  return sink.of(kind);
}

/// The scenario with models of the test, put above its own.
inline std::string with_models(std::string text, const std::string& more) {
  const std::string key = "models:\n";
  text.insert(text.find(key) + key.size(), more);
  return text;
}

/// No calls and no intruder, three hours.
inline const std::vector<std::string> kQuiet{"city.demand={calls_per_day: 0}", "duration_h=3",
                                             "site.intruders.thief=null"};

}  // namespace vedette::testing
