// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/distribution.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "world/city.hpp"
#include "world/network.hpp"

namespace vedette {

/// What can happen to an alarm that steps of a plan wait for.
enum class PlanMoment : std::uint8_t {
  kReceived,  ///< it stands in the operators' queue
  kAcknowledged,
  kConfirmed,  ///< judged real
  kDismissed,  ///< judged nuisance
  kGuardArrived,
  kPoliceArrived,  ///< at the site's gate
  kPoliceAtSpot,   ///< beyond it, where the site says how they go on
  kCount
};

/// Who carries out a step.
enum class StepOwner : std::uint8_t { kPlatform, kOperator, kSubRoom, kCommander, kGuard, kCount };

enum class StepAction : std::uint8_t {
  kAcknowledge,  ///< of the alarm itself; every plan has it
  kAssess,       ///< the same
  kCallUp,       ///< the zone's cameras, or those named, onto the video wall
  kNotify,
  kLock,
  kUnlock,
  kLockdown,  ///< locks every door of the site, or of some areas
  kRelease,   ///< ends lock, lockdown and unlock
  kLight,     ///< of the alarm's zone
  kDispatchGuards,
  kEscalate,  ///< the alarm is put first in another room's queue
  kCallPolice,
  kReport,  ///< to the higher authority
  kAnnounce,
  kTask,  ///< anything else that takes time
  kCount
};

/// One step of a response plan. It is *due* when everything it waits for has happened (a step that
/// failed or was left out counts as happened) and `delay` has passed.
struct PlanStep {
  std::string name;
  std::string label_en, label_zh;
  StepAction action = StepAction::kTask;
  StepOwner owner = StepOwner::kOperator;
  std::uint32_t room = kNoIndex;         ///< of the owner; kNoIndex: platform and guards
  std::uint32_t escalate_to = kNoIndex;  ///< room
  std::vector<PlanMoment> moments;       ///< all must have happened
  std::vector<std::uint32_t> after;      ///< all must be over
  Duration delay;                        ///< from then until due
  std::optional<PlanMoment> unless;      ///< left out if this has happened before it began
  bool timed = false;                    ///< the owner works for `duration_s` first
  Distribution duration_s;
  Duration target = kUnreachable;      ///< from due to done; kUnreachable: none
  Duration alarm_target = kUnreachable;  ///< from the first report to done
  double weight = 1;                   ///< in the score
  std::uint32_t guards = 1;            ///< dispatch
  std::string brigade;                 ///< dispatch: only of these; empty: anybody
  std::uint32_t most_cameras = 1;      ///< call-up
  std::vector<std::uint32_t> cameras;  ///< call-up: these; none: those that see the zone
  std::vector<std::uint32_t> doors;    ///< lock, lockdown, unlock, release
};

/// A response plan (预案): what each alarm triggers. The first plan whose trigger fits is followed.
struct Plan {
  std::string name;
  std::string label_en, label_zh;
  std::vector<std::uint32_t> alarm_types;  ///< any of these; none: all
  std::vector<std::uint32_t> zones;        ///< the same; those of areas and levels among them
  std::vector<int> levels;                 ///< priorities of alarms; none: all
  std::int32_t from_s = 0, to_s = 86400;   ///< time of day; from > to: over midnight
  std::uint32_t room = 0;                  ///< whose queue the alarm goes to
  /// The first two are acknowledging and assessing.
  std::vector<PlanStep> steps;
  bool built_in = false;  ///< the duty room's own: guards, then police
};

/// How operators work; see docs/plans.md for the equations.
struct OperatorModel {
  double trust_start = 1;   ///< trust in alarms before the first, 0 to 1
  double trust_rate = 0;    ///< share of the way to the last outcome (Bush & Mosteller 1955)
  double trust_effect = 0;  ///< share of operators' alarms treated by matching probabilities
  double slowdown = 0;      ///< longer to acknowledge by this share without any trust
  Distribution cursory_s;   ///< a look at an alarm that is not believed
  double cursory_wrong_dismissal_probability = 1;
  Distribution look_s;       ///< at one camera of a video round
  Distribution roll_call_s;  ///< one room of a video roll-call
  Distribution hand_over_s;
  Distribution notice_s;  ///< from the beginning of what a watched monitor shows to noticing it
  double density_at_range_px_m = 62.5;                ///< at the end of a camera's range
  std::vector<std::pair<double, double>> by_density;  ///< px/m → factor of assessment, ascending
};

struct OperatorDuty {
  std::uint32_t room = 0;
  std::uint32_t shift = kNoIndex;  ///< index into City::shifts; kNoIndex: always
};

/// A video inspection round or roll-call, done between alarms.
struct Round {
  std::string name;
  std::string label_en, label_zh;
  bool roll_call = false;
  std::uint32_t room = 0;
  std::uint32_t looks = 1;  ///< cameras of a round, rooms of a roll-call
  /// Whose pictures are looked at, one after another, going on where the last round ended; empty:
  /// it is not said.
  std::vector<std::uint32_t> cameras;
  Duration every;
  Duration first;   ///< from the beginning of the run
  Duration within;  ///< done later than this after it was due: late
};

struct ControlRoom {
  std::string name;
  std::string label_en, label_zh;
  std::uint32_t wall_slots = 0;  ///< pictures that the video wall shows at a time
  std::uint32_t monitors = 0;    ///< watched together by those who are free
  bool command = false;          ///< the commander's
};

/// Something that the exercise throws in.
struct Inject {
  enum class Kind : std::uint8_t { kFail, kRepair, kRaise, kAbsent, kCount };
  enum class By : std::uint8_t { kButton, kTelephone, kVideo, kCount };
  enum class On : std::uint8_t { kTime, kAcknowledged, kReceived, kMoment, kStep, kState, kInject };
  std::string name;
  std::string label_en, label_zh;
  Kind kind = Kind::kFail;
  // When.
  On on = On::kTime;
  Time at;                                     ///< kTime
  std::uint32_t count = 1;                     ///< the n-th acknowledged or received alarm
  PlanMoment moment = PlanMoment::kConfirmed;  ///< kMoment: the count-th time
  std::uint32_t plan = 0, step = 0;            ///< kStep: is over
  EntityId who;                                ///< kState
  std::string state;                           ///< kState
  std::uint32_t inject = 0;                    ///< kInject: has happened
  Duration delay;                              ///< after the condition
  // What.
  std::vector<std::uint32_t> elements;     ///< kFail: Equipment::elements
  std::uint32_t repairs = 0;               ///< kRepair: what this inject has failed
  bool announced = false;                  ///< kFail: those at the desks know
  Duration ups;                            ///< kFail: this long a battery carries on
  Duration lasts = kUnreachable;           ///< kFail, kAbsent: for good if kUnreachable
  std::uint32_t alarm_type = 0, zone = 0;  ///< kRaise
  bool real = true;                        ///< kRaise
  By by = By::kButton;                     ///< kRaise
  Duration otherwise = kUnreachable;       ///< kRaise by video: somebody telephones after this
  std::uint32_t guard = kNoIndex, op = kNoIndex;  ///< kAbsent: one of the two
};

/// What people and platform do about alarms.
struct Response {
  std::vector<ControlRoom> rooms;       ///< the duty room, sub-rooms, the commander if needed
  std::vector<Plan> plans;              ///< the last one is the built-in and fits everything
  std::vector<OperatorDuty> operators;  ///< as Site::operators
  std::vector<std::string> brigades;    ///< as Site::guards
  std::vector<Round> rounds;
  std::vector<Inject> injects;
  OperatorModel model;
};

/// The names as files and recordings say them: "call_up", "platform", "confirmed".
std::string_view name_of(StepAction action);
std::string_view name_of(StepOwner owner);
std::string_view name_of(PlanMoment moment);
/// kCount of its kind when there is none of that name.
StepAction action_named(std::string_view name);
StepOwner owner_named(std::string_view name);
PlanMoment moment_named(std::string_view name);

/// The plan of an alarm in this zone with this type and priority at a second of the day.
std::uint32_t plan_for(const Response& response, std::uint32_t alarm_type, std::uint32_t zone,
                       int priority, std::int64_t second_of_day);

}  // namespace vedette
