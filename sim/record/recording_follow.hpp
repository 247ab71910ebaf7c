// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "record/recording_rows.hpp"

namespace vedette::recording {

/// States and movements of an unfinished recording, which has no index yet: keeps all rows read so
/// far in memory, by entity and time, and adds the new ones on each update().
class Follow {
 public:
  explicit Follow(std::size_t entities) : states_(entities), segments_(entities) {}

  /// Reads what was committed since the last time. Needs the connection held.
  void update(Rows& rows);

  /// In order of time.
  const std::vector<StateChange>& states(EntityId who) const { return states_[who.index()]; }
  /// In order of t0.
  const std::vector<Segment>& segments(EntityId who) const { return segments_[who.index()]; }

 private:
  std::int64_t last_state_ = 0, last_segment_ = 0;
  std::vector<std::vector<StateChange>> states_;
  std::vector<std::vector<Segment>> segments_;
};

}  // namespace vedette::recording
