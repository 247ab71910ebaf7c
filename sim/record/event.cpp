// SPDX-License-Identifier: Apache-2.0
#include "record/event.hpp"

namespace vedette {

std::string_view topic_name(Topic topic) {
  static constexpr std::string_view kNames[] = {
      "RuleEngine/LineDetector/Crossed",
      "VideoSource/MotionAlarm",
      "Device/HardwareFailure",
      "Device/HardwareFailure/Repaired",
      "Monitoring/LinkStatus",
      "Door/State/DoorAlarm",
      "AccessControl/AccessGranted/Credential",
      "Vedette/Message/Lost",
      "Vedette/Incident/Opened",
      "Vedette/Incident/Stage",
      "Vedette/Incident/Closed",
      "Vedette/Unit/State",
      "Vedette/Operator/State",
      "Vedette/Guard/State",
      "Vedette/GuardTour/Checkpoint",
      "Vedette/Shift/Change",
      "Vedette/Intruder/Progress",
      "Vedette/Patrol/Find",
      "Vedette/Patrol/StopCheck",
      "Vedette/Roads/Change",
      "Door/State/DoorMode",
      "Door/State/DoorPhysicalState",
      "Door/State/DoorFault",
      "AccessControl/Denied/Credential",
      "Credential/State/ApbViolation",
      "AccessControl/Duress",
      "RuleEngine/CellMotionDetector/Motion",
      "RuleEngine/FieldDetector/ObjectsInside",
      "RuleEngine/TamperDetector/Tamper",
      "Device/Trigger/DigitalInput",
      "Vedette/Zone/State",
      "Vedette/Weather/State",
      "Vedette/Plan/Step",
      "Vedette/Exercise/Inject",
      "Vedette/Light/State",
      "Vedette/VideoWall/Slot",
      "Vedette/Escort/Progress",
      "Device/HardwareFailure/PowerSupplyFailure",
      "Vedette/Maintenance/Progress",
      "Vedette/Message/Runner",
      "Vedette/Network/Transfer",
      "Vedette/Recorder/Upload",
  };
  static_assert(std::size(kNames) == static_cast<std::size_t>(Topic::kCount));
  return kNames[static_cast<std::size_t>(topic)];
}

std::string_view stage_name(Stage stage) {
  static constexpr std::string_view kNames[] = {
      "occurred",        "sensed",
      "at_panel",        "at_server",
      "at_platform",     "queued",
      "acknowledged",    "picture",
      "assessed",        "guards_dispatched",
      "guard_arrived",   "police_called",
      "police_answered", "police_dispatched",
      "police_en_route", "police_arrived",
      "police_at_spot",  "reported",
      "all_arrived",     "cleared",
  };
  static_assert(std::size(kNames) == kStages);
  return kNames[static_cast<std::size_t>(stage)];
}

std::string_view incident_kind_name(IncidentKind kind) {
  static constexpr std::string_view kNames[] = {"call", "alarm", "task"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view tally_name(TallyKind kind) {
  static constexpr std::string_view kNames[] = {
      "visit",
      "post_window",
      "manned",
      "find",
      "find_upheld",
      "stop_check",
      "stop_check_hit",
      "passage",
      "refused",
      "forced",
      "attempt",
      "noticed",
      "verified",
      "tour_due",
      "tour_read",
      "tour_late",
      "tour_missed",
      "tour_gap",
      "work_alarm",
      "work_plan",
      "work_round",
      "work_roll_call",
      "work_hand_over",
      "work_break",
      "round_in_time",
      "round_late",
      "round_missed",
      "roll_call_in_time",
      "roll_call_late",
      "roll_call_missed",
      "escort_trip",
      "escort_cancelled",
      "escort_relief",
      "waiting_at_hand_over",
      "down_own",
      "down_common",
      "down_power",
      "down_room",
      "down_device",
      "down_planned",
      "down_set",
      "down_inject",
      "down_what_if",
      "failed",
      "degraded",
      "failure_noticed",
      "repaired",
      "replaced",
      "repair_time",
      "spare_missing",
      "technician",
      "inspection",
      "backup",
      "software_upkeep",
      "joint_test",
      "joint_test_failed",
      "generator_started",
      "generator_failed",
      "uncovered",
      "stand_in",
      "report",
      "report_arrived",
      "network_delay",
      "delay_variation",
      "call_up",
      "alarm_to_video",
      "call_up_failed",
      "stream_on",
      "stream_down",
      "stream_lost",
      "forwarded",
      "line_reported",
      "runner_sent",
      "transferred",
      "visitor_wait",
      "visitor_way_in",
      "visitor_left",
      "visitor_turned_away",
  };
  static_assert(std::size(kNames) == static_cast<std::size_t>(TallyKind::kCount));
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace vedette
