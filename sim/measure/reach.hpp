// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/sink.hpp"
#include "world/world.hpp"

namespace vedette {

/// How often each demand area could have been reached within each mark by the first free unit, by
/// hour of the day: the probability of the response circles while units are busy, from a run.
/// Counted at moments of a fixed rhythm, whether there is a call or not (so that quiet places are
/// known as well as busy ones), turnout at its mean.
class ReachCounts {
 public:
  ReachCounts() = default;
  ReachCounts(std::size_t areas, std::vector<std::int64_t> marks_us)
      : marks_us_(std::move(marks_us)), areas_(areas), within_(24 * areas * marks_us_.size(), 0) {}

  void count(std::size_t hour, std::span<const std::int64_t> us_by_area);
  /// Adds what another replication of the same world has counted.
  void add(const ReachCounts& other);
  const std::vector<std::int64_t>& marks_us() const { return marks_us_; }
  std::size_t areas() const { return areas_; }
  std::uint32_t moments(std::size_t hour) const { return moments_[hour]; }
  std::uint32_t within(std::size_t hour, std::size_t area, std::size_t mark) const {
    return within_[(hour * areas_ + area) * marks_us_.size() + mark];
  }
  /// Share of the moments of that hour; 0 where there was none.
  double share(std::size_t hour, std::size_t area, std::size_t mark) const {
    return moments_[hour] ? static_cast<double>(within(hour, area, mark)) / moments_[hour] : 0;
  }

  /// For pipes between processes; from_bytes throws InputError.
  std::string to_bytes() const;
  static ReachCounts from_bytes(std::string_view bytes);

 private:
  std::vector<std::int64_t> marks_us_;
  std::size_t areas_ = 0;
  std::uint32_t moments_[24] = {};
  std::vector<std::uint32_t> within_;  // [hour][area][mark]
};

/// Takes the counts of a run.
class Reach : public Sink {
 public:
  Reach(const World& world, Duration every);
  Duration wants_reach() const override { return every_; }
  void reach(Time at, std::span<const std::int64_t> us_by_area) override;
  const ReachCounts& counts() const { return counts_; }

 private:
  Duration every_;
  std::int64_t start_us_;
  ReachCounts counts_;
};

}  // namespace vedette
