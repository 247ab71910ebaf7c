// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "world/equipment.hpp"
#include "world/world.hpp"

namespace vedette {

/// A world that changes once: it is `before` up to a moment and `after` from then on. Held by
/// whoever runs it; a run sees a World that does not change but for take_over().
///
/// What may change: the number of units in a fleet, where stations and their units stand, cameras'
/// poses, the duty room's times and numbers, roads closed later, outages that begin later. All else
/// must be alike in both; whoever lets a user choose checks the paths (cli/run_change.hpp).
class StagedWorld {
 public:
  /// `all`: the same scenario with every unit of both. Throws InputError when the three do not
  /// have the same other things.
  StagedWorld(std::shared_ptr<const World> before, std::shared_ptr<const World> after,
              std::shared_ptr<const World> all, Time at);

  const World& world() const { return stage_; }
  /// Puts what is changed into world(). Once.
  void take_over();
  /// Per unit of world(): only `after` has it; only `before` has it.
  const std::vector<bool>& begins() const { return begins_; }
  const std::vector<bool>& ends() const { return ends_; }
  /// Outages of world() that `after` does not have; outages that only `after` has.
  const std::vector<bool>& ends_outage() const { return ends_outage_; }
  const std::vector<ElementOutage>& outages() const { return outages_; }

 private:
  void be(const World& other, std::size_t first_beat);

  std::shared_ptr<const World> before_, after_, all_;  // what is run refers to parts of each
  World stage_;
  Time at_;
  std::size_t beats_before_ = 0, beats_after_ = 0;
  std::vector<bool> begins_, ends_, ends_outage_;
  std::vector<ElementOutage> outages_;
};

}  // namespace vedette
