// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "measure/figures.hpp"

namespace vedette::measure {

/// Calls for service. While a run goes on there is one group of samples for each type and priority,
/// so that closing a call stays cheap; all, by priority and by type are joined from them at the
/// end.
class CallFigures {
 public:
  explicit CallFigures(const FigureFrame& frame);  ///< which must outlive it
  void add(const Incident& call);
  /// "calls.…", "calls.priority.P.…", "calls.type.NAME.…" (where there is more than one type),
  /// "calls.district.NAME.…" and "calls.fleet.NAME.…" (likewise), "calls.hour.HH.…".
  void put(const FigureChoice& choice, std::vector<Figure>& out) const;
  const std::vector<std::uint32_t>& histogram() const { return histogram_; }

 private:
  static constexpr std::size_t kPriorities = 10;
  /// Of a call that was reached, in microseconds. The other spans follow from these.
  struct Reached {
    std::int64_t response, dispatch;  // from the call received on
    std::int64_t turnout;             // kNone: its unit's leaving is not known
    std::uint32_t district;           // index of counts: of no district, the last
    std::uint16_t hour;
    std::uint16_t fleet;  // of the first on the scene; kNoFleet: of none that is counted
  };
  static constexpr std::uint16_t kNoFleet = 0xffff;
  struct Group {
    std::uint64_t n = 0;
    std::vector<Reached> reached;
    std::vector<std::int64_t> complete;
  };
  struct Joined;
  void put_places(const FigureChoice& choice, std::vector<Figure>& out) const;

  const FigureFrame& frame_;
  std::size_t types_;
  std::int64_t start_us_;
  std::vector<std::uint64_t> by_district_, by_hour_;  // all calls
  std::vector<Group> groups_;                         // type * kPriorities + priority
  std::vector<std::uint32_t> histogram_;
};

/// Tasks: are they done, and in time?
class TaskFigures {
 public:
  explicit TaskFigures(const FigureFrame& frame);  ///< which must outlive it
  void add(const Incident& task);
  /// "tasks.…", "tasks.type.NAME.…"; nothing without tasks.
  void put(std::vector<Figure>& out) const;

 private:
  struct Group {
    std::uint64_t n = 0, done = 0, due = 0, in_time = 0;
    std::vector<std::int64_t> response;
  };
  const FigureFrame& frame_;
  std::vector<Duration> deadlines_;
  std::vector<Group> by_type_;
};

}  // namespace vedette::measure
