// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace vedette {

/// What happened. Devices speak ONVIF topics, so that a run emits what a real site emits;
/// people and units have topics of our own under `Vedette/`.
enum class Topic : std::uint8_t {
  kLineCrossed,        // RuleEngine/LineDetector/Crossed
  kMotionAlarm,        // VideoSource/MotionAlarm
  kHardwareFailure,    // Device/HardwareFailure
  kHardwareRepaired,   // Device/HardwareFailure/Repaired
  kLinkStatus,         // Monitoring/LinkStatus
  kDoorAlarm,          // Door/State/DoorAlarm
  kDoorAccess,         // AccessControl/AccessGranted/Credential
  kMessageLost,        // Vedette/Message/Lost
  kIncidentOpened,     // Vedette/Incident/Opened
  kStage,              // Vedette/Incident/Stage
  kIncidentClosed,     // Vedette/Incident/Closed
  kUnitState,          // Vedette/Unit/State
  kOperatorState,      // Vedette/Operator/State
  kGuardState,         // Vedette/Guard/State
  kCheckpointVisited,  // Vedette/GuardTour/Checkpoint
  kShiftChange,        // Vedette/Shift/Change
  kIntruder,           // Vedette/Intruder/Progress
  kPatrolFind,         // Vedette/Patrol/Find
  kStopCheck,          // Vedette/Patrol/StopCheck
  kRoads,              // Vedette/Roads/Change
  kDoorMode,           // Door/State/DoorMode
  kDoorState,          // Door/State/DoorPhysicalState
  kDoorFault,          // Door/State/DoorFault
  kAccessDenied,       // AccessControl/Denied/Credential
  kAntiPassback,       // Credential/State/ApbViolation
  kDuress,             // AccessControl/Duress
  kMotion,             // RuleEngine/CellMotionDetector/Motion
  kGeofence,           // RuleEngine/FieldDetector/ObjectsInside
  kTamper,             // RuleEngine/TamperDetector/Tamper
  kDigitalInput,       // Device/Trigger/DigitalInput
  kZoneState,          // Vedette/Zone/State
  kWeather,            // Vedette/Weather/State
  kPlanStep,           // Vedette/Plan/Step
  kInject,             // Vedette/Exercise/Inject
  kLight,              // Vedette/Light/State
  kWall,               // Vedette/VideoWall/Slot
  kEscort,             // Vedette/Escort/Progress
  kPowerFailure,       // Device/HardwareFailure/PowerSupplyFailure
  kMaintenance,        // Vedette/Maintenance/Progress
  kRunner,             // Vedette/Message/Runner
  kTransfer,           // Vedette/Network/Transfer
  kRecorder,           // Vedette/Recorder/Upload
  kCount
};
std::string_view topic_name(Topic topic);

/// One line of the event log. `subject` did it or it happened to it; `other` is whoever else is
/// concerned; `text` is a short constant word of the state or progress (never freed).
struct Event {
  Time at;
  Topic topic = Topic::kStage;
  EntityId subject;
  EntityId other;
  IncidentId incident;
  std::string_view text;
};

/// Stages of an incident, in the order of the chain. A call for service uses the first one and
/// those from kPoliceCalled on; an alarm may use all.
enum class Stage : std::uint8_t {
  kOccurred,          ///< the intruder is at the line; somebody needs help
  kSensed,            ///< the sensor reports
  kAtPanel,           ///< the alarm panel has it
  kAtServer,          ///< the alarm server has it
  kAtPlatform,        ///< the integrated platform has it, where there is one
  kQueued,            ///< it is shown on the room's consoles and stands in their queue
  kAcknowledged,      ///< an operator has taken it
  kPicture,           ///< the first picture of the spot is shown, to an operator or on the wall
  kAssessed,          ///< judged real or nuisance
  kGuardsDispatched,  ///< guards ordered to the spot
  kGuardArrived,      ///< the first guard is on the spot
  kPoliceCalled,      ///< the police have received the call
  kPoliceAnswered,    ///< a call-taker has finished with it
  kPoliceDispatched,  ///< a unit is assigned
  kPoliceEnRoute,     ///< the unit has left (turnout over)
  kPoliceArrived,     ///< the first capable unit is on the scene; of a site: at its gate
  kPoliceAtSpot,      ///< the first officers are at the spot of a site's alarm, beyond the gate
  kReported,          ///< the officers have reported from the scene: others are called in
  kAllArrived,        ///< everyone needed is on the scene, where that is more than one unit
  kCleared,           ///< over; everyone is free again
  kCount
};
inline constexpr std::size_t kStages = static_cast<std::size_t>(Stage::kCount);
std::string_view stage_name(Stage stage);  ///< "occurred", "sensed", … as in files and JSON

/// A task is police work that nobody called for: a warning to follow up, a post, a visit. Its type
/// is a call type, its stages are a call's.
enum class IncidentKind : std::uint8_t { kCall, kAlarm, kTask };
std::string_view incident_kind_name(IncidentKind kind);  ///< "call", "alarm", "task"

/// Everything known of one incident. While it is open, `stages` fills up.
struct Incident {
  IncidentId id;
  IncidentKind kind = IncidentKind::kCall;
  std::uint16_t type = 0;     ///< call: index into World's call types; alarm: into its alarm types
  std::uint8_t priority = 1;  ///< 1 = most urgent
  bool real = true;           ///< alarm: false = nuisance
  double x_m = 0, y_m = 0;
  EntityId place;      ///< demand area, perimeter zone or device it belongs to
  IncidentId parent;   ///< the alarm that made this call, if any
  EntityId responder;  ///< first unit or guard on the scene
  std::array<Time, kStages> stages;
  bool closed = false;

  Incident() { stages.fill(kUnset); }
  Time& operator[](Stage s) { return stages[static_cast<std::size_t>(s)]; }
  Time operator[](Stage s) const { return stages[static_cast<std::size_t>(s)]; }
  bool has(Stage s) const { return (*this)[s] != kUnset; }
  /// Span between two stages; both must have happened.
  Duration between(Stage a, Stage b) const { return (*this)[b] - (*this)[a]; }
};

/// A straight movement of something that moves: at (x0, y0) at t0, at (x1, y1) at t1.
struct Segment {
  EntityId who;
  Time t0, t1;
  double x0_m = 0, y0_m = 0, x1_m = 0, y1_m = 0;
  std::uint32_t floor = 0;  ///< of the site's layout; 0: the ground. Stairs: where they lead
};

/// Things that are counted beside incidents.
enum class TallyKind : std::uint8_t {
  kVisit,         ///< `who` was at the patrol point `place` (from = to)
  kPostWindow,    ///< the post `place` was to be manned from `from` to `to`; told at `to`
  kManned,        ///< `who` manned the post `place`; told at `to`
  kFind,          ///< `who` has seen something at `place`
  kFindUpheld,    ///< review has upheld it
  kStopCheck,     ///< `who` has made a stop check at `place`
  kStopCheckHit,  ///< with a result
  kPassage,       ///< `who` went through the door `place`: came there at `from`, through at `to`
  kRefused,       ///< the door `place` did not let `who` through
  kForced,        ///< `who` has broken the door `place` open, from `from` to `to`
  kAttempt,       ///< the threat `who` met the sensor `place`
  kNoticed,       ///< and the sensor noticed it
  kVerified,      ///< the alarm of zone `place` that was sensed at `from` is verified at `to`
  kTourDue,       ///< guard `who` was to read checkpoint `place`, in the tour begun at `from`
  kTourRead,      ///< and read it, at `to`
  kTourLate,      ///< that was outside its window
  kTourMissed,    ///< it was not read in that tour
  kTourGap,       ///< over a change of shifts: the tour's last reading was at `from`, the first
                  ///< one after it, of checkpoint `place` by `who`, at `to`
  // What an operator `who` did from `from` to `to`.
  kWorkAlarm,     ///< acknowledging and assessing
  kWorkPlan,      ///< steps of plans
  kWorkRound,     ///< video inspection
  kWorkRollCall,  ///< video roll-call
  kWorkHandOver,  ///< at a change of shifts
  kWorkBreak,     ///< away
  // Planned work, from due to done (missed: to the moment it was given up).
  kRoundInTime,
  kRoundLate,
  kRoundMissed,
  kRollCallInTime,
  kRollCallLate,
  kRollCallMissed,
  kEscortTrip,         ///< the escort `who` was on a trip from `from` to `to`
  kEscortCancelled,    ///< its staff were not to be had
  kEscortRelief,       ///< its staff were relieved: called at `from`, handed over at `to`
  kWaitingAtHandOver,  ///< an alarm of zone `place`, waiting since `from`, when `who` took over
  // Equipment. `who` was down from `from` to `to`, counted to one cause at a time (in the order of
  // DownCause); `place`: what did it, if anything.
  kDownOwn,
  kDownCommon,
  kDownPower,
  kDownRoom,
  kDownDevice,
  kDownPlanned,
  kDownSet,
  kDownInject,
  kDownWhatIf,
  kFailed,          ///< `place` has failed by itself or was struck
  kDegraded,        ///< `place` works badly from now on
  kFailureNoticed,  ///< that `place` has failed: from failure to noticing
  kRepaired,        ///< `place`, from failure to repaired
  kReplaced,        ///< the same, by a new one
  kRepairTime,      ///< the same repair, from noticed to done
  kSpareMissing,    ///< for the repair of `place`
  kTechnician,      ///< one was busy with `place`, ways included
  kInspection,      ///< planned work, from its beginning to its end
  kBackup,
  kSoftwareUpkeep,
  kJointTest,
  kJointTestFailed,
  kGeneratorStarted,
  kGeneratorFailed,
  kUncovered,      ///< no working camera showed zone `place`
  kStandIn,        ///< guard `who` stood in for a sensor of zone `place`
  kReport,         ///< sensor `who` of zone `place` had to report something at `from`
  kReportArrived,  ///< and that was at the server at `to`
  // The network; `who` is the host that received, `place` the one that sent.
  kNetworkDelay,    ///< an alarm or order: sent at `from`, there at `to`
  kDelayVariation,  ///< by how much that was longer than with nothing else on the links
  kCallUp,          ///< a picture of camera `place`: asked for at `from`, shown at `to`
  kAlarmToVideo,  ///< of the first picture of an alarm: that, and from sensor to console before it
  kCallUpFailed,  ///< asked for in vain
  kStreamOn,      ///< a stream was wanted from `from` to `to`
  kStreamDown,    ///< for so long of that it had no way
  kStreamLost,    ///< so much of the rest was lost on full links, as time
  kForwarded,     ///< what a recorder kept: recorded at `from`, arrived at `to`
  kLineReported,  ///< the supervised link `place` failed at `from`; known at `to`
  kRunnerSent,    ///< an order that the radio did not carry: given at `from`, there at `to`
  kTransferred,   ///< a backup or upload, from `from` to `to`
  // A party of visitors `who`.
  kVisitorWait,        ///< came at `from`; a place and somebody to go along were there at `to`
  kVisitorWayIn,       ///< walked in from `from` to `to`
  kVisitorLeft,        ///< came at `from`, was gone at `to`
  kVisitorTurnedAway,  ///< came at `from`; the hours ended at `to` before it could be let in
  kCount
};
/// Equipment::down cause `cause` (its number) as a kind of tally.
constexpr TallyKind down_tally(std::size_t cause) {
  return static_cast<TallyKind>(static_cast<std::size_t>(TallyKind::kDownOwn) + cause);
}
std::string_view tally_name(TallyKind kind);  ///< "visit", "post_window", …

struct Tally {
  TallyKind kind = TallyKind::kVisit;
  EntityId who;
  EntityId place;
  Time from, to;
};

/// `who` is in state `state` from `at` on (a short constant word, never freed).
struct StateChange {
  Time at;
  EntityId who;
  std::string_view state;
};

}  // namespace vedette
