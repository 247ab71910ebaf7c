// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "record/event.hpp"
#include "viz/core/colour.hpp"

namespace vedette::view {

/// How something that can be down stands: docs/equipment.md.
enum class Condition : std::uint8_t {
  kWorks,
  kDegraded,   ///< works badly
  kFailed,     ///< by itself
  kStruck,     ///< together with others
  kUnpowered,  ///< nothing feeds it
  kRoomOut,    ///< its room is out of use
  kPartOut,    ///< the device that it is a part of is down
  kPlanned,    ///< taken down for planned work
  kSetOut,     ///< by the scenario
  kInjected,   ///< by the exercise
  kWhatIf,     ///< what if this were out?
  kCount
};
/// Key of its name in the table of words: "condition.failed" …
std::string_view condition_key(Condition condition);
Colour colour_of(Condition condition);

/// Whether anybody can know of it; of injects the recording does not say.
enum class KnownTo : std::uint8_t { kNobody, kSomebody, kNotSaid };
std::string_view known_key(KnownTo known);

/// What is being done about it.
enum class Repair : std::uint8_t { kNone, kPutAside, kWaitsForSpare, kUnderWay, kCount };
std::string_view repair_key(Repair repair);  ///< "" for none

/// One stretch in which nothing of this changes.
struct ConditionSpan {
  Time from, to;
  EntityId who, by;  ///< by: what took it down, if anything of the scenario did
  Condition what = Condition::kWorks;
  KnownTo known = KnownTo::kSomebody;
  Repair repair = Repair::kNone;
  bool same_but_time(const ConditionSpan& o) const {
    return who == o.who && by == o.by && what == o.what && known == o.known && repair == o.repair;
  }
};

/// Whether events of that topic tell of a device's condition or repair.
bool tells_of_equipment(Topic topic);

/// Of every device, when it did not work as it should, from what is counted and logged.
class Conditions {
 public:
  Conditions() = default;
  /// Tallies of equipment alone are looked at, in the order of the recording; events in order of
  /// time. `end`: of the run so far; what is down then lasts until then.
  Conditions(std::size_t entities, std::span<const Tally> tallies, std::span<const Event> events,
             Time end);

  /// In order of time, without gaps of kWorks in between: those are what is left out.
  const std::vector<ConditionSpan>& of(EntityId who) const;
  /// Whatever was not as it should be at some time, ascending.
  const std::vector<std::uint32_t>& ailing() const { return ailing_; }
  /// Null: it works.
  const ConditionSpan* at(EntityId who, Time t) const;
  std::size_t memory_bytes() const;

 private:
  std::vector<std::vector<ConditionSpan>> spans_;  // by entity
  std::vector<std::uint32_t> ailing_;
};

}  // namespace vedette::view
