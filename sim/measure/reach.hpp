// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/reach_question.hpp"
#include "record/sink.hpp"
#include "world/world.hpp"

namespace vedette {

/// How often each demand area could have been reached within each mark by the first of those asked
/// about, by hour of the day or all hours as one: the response circles of a run, of free units or
/// of those chosen. Counted at moments of a fixed rhythm, whether there is a call or not (so that
/// quiet places are known as well as busy ones).
class ReachCounts {
 public:
  ReachCounts() = default;
  /// `hours`: 24, or 1 where all hours are one.
  ReachCounts(std::size_t areas, std::vector<std::int64_t> marks_us, std::size_t hours = 24)
      : marks_us_(std::move(marks_us)),
        areas_(areas),
        moments_(hours, 0),
        within_(hours * areas * marks_us_.size(), 0) {}

  void count(std::size_t hour, std::span<const std::int64_t> us_by_area);
  /// Adds what another replication of the same world has counted.
  void add(const ReachCounts& other);
  const std::vector<std::int64_t>& marks_us() const { return marks_us_; }
  std::size_t areas() const { return areas_; }
  std::uint32_t moments(std::size_t hour) const {
    return hour < moments_.size() ? moments_[hour] : 0;
  }
  std::uint32_t within(std::size_t hour, std::size_t area, std::size_t mark) const {
    return within_[(hour * areas_ + area) * marks_us_.size() + mark];
  }
  /// Share of the moments of that hour; 0 where there was none.
  double share(std::size_t hour, std::size_t area, std::size_t mark) const {
    return moments(hour) ? static_cast<double>(within(hour, area, mark)) / moments_[hour] : 0;
  }

  /// For pipes between processes; from_bytes throws InputError.
  std::string to_bytes() const;
  static ReachCounts from_bytes(std::string_view bytes);

 private:
  std::vector<std::int64_t> marks_us_;
  std::size_t areas_ = 0;
  std::vector<std::uint32_t> moments_;
  std::vector<std::uint32_t> within_;  // [hour][area][mark]
};

/// Takes the counts of a run.
class Reach : public Sink {
 public:
  /// Of free units, at the world's marks, by hour.
  Reach(const World& world, Duration every);
  /// Of whom the question says, at these marks, all hours as one. It must outlive this.
  Reach(const World& world, Duration every, const ReachQuestion& question,
        std::vector<std::int64_t> marks_us);
  Duration wants_reach() const override { return every_; }
  const ReachQuestion* reach_question() const override { return question_; }
  void reach(Time at, std::span<const std::int64_t> us_by_area) override;
  const ReachCounts& counts() const { return counts_; }

 private:
  Duration every_;
  std::int64_t start_us_;
  const ReachQuestion* question_ = nullptr;
  ReachCounts counts_;
};

}  // namespace vedette
