// SPDX-License-Identifier: Apache-2.0
#include "report/words.hpp"

namespace vedette {

namespace {

// clang-format off
constexpr Word kEquipmentWords[] = {
    {"title.equipment", "Equipment: availability and repairs", "设备可用率与维修"},
    {"equipment.lead", "What was up, what was down and why, and what it took to mend it.", "哪些设备可用、哪些停用、原因何在、如何修复。"},
    {"equipment.note", "Downtime is counted to one cause at a time. What each failure would cost by itself, trials find that take out element after element.", "停用时间在任一时刻只计入一个原因。各设备单独失效的代价由逐一停用试验得出。"},
    {"equipment.availability", "Availability", "可用率"},
    {"equipment.all", "All elements", "全部设备"},
    {"equipment.of_kind", "{kind} ({n})", "{kind}（{n}）"},
    {"equipment.coverage", "Zones shown by a working camera", "防区视频覆盖率"},
    {"equipment.delivered", "Sensors’ reports delivered", "探测报告送达率"},
    {"equipment.noticed_p50_s", "Failure to noticed, median", "故障至发现，中位数"},
    {"equipment.noticed_p90_s", "Failure to noticed, 9 of 10", "故障至发现，九成"},
    {"equipment.out_p50_s", "Failure to repaired, median", "故障至修复，中位数"},
    {"equipment.out_p90_s", "Failure to repaired, 9 of 10", "故障至修复，九成"},
    {"equipment.causes", "Hours down a year, all elements together, by cause", "各原因停用小时数（每年，全部设备合计）"},
    {"equipment.counts", "Repairs and planned work", "维修与计划工作"},
    {"equipment.a_year", "A year", "每年"},
    {"equipment.causes_run", "Hours down in the run, all elements together, by cause", "各原因停用小时数（本次运行内，全部设备合计）"},
    {"equipment.in_run", "In the run", "本次运行内"},
    {"equipment.simulated", "Simulated", "仿真"},
    {"equipment.observed", "Site’s log", "实际台账"},
    {"equipment.worst", "Down longest", "停用时间最长"},
    {"equipment.worst_note", "{n} of {all} that were down", "停用过的 {all} 项中的 {n} 项"},
    {"equipment.element", "Element", "设备"},
    {"equipment.col_down", "Down", "停用时间"},
    {"equipment.col_spans", "Times", "次数"},
    {"equipment.col_longest", "Longest", "最长一次"},
    {"equipment.col_available", "Available", "可用率"},
    {"equipment.col_cause", "Mostly by", "主要原因"},
    {"equipment.cause_own", "own failure", "自身故障"},
    {"equipment.cause_common", "common cause", "共因"},
    {"equipment.cause_power", "no power", "断电"},
    {"equipment.cause_room", "machine room", "机房停用"},
    {"equipment.cause_device", "the device it belongs to", "所属设备"},
    {"equipment.cause_planned", "planned work", "计划检修"},
    {"equipment.cause_set", "set outage", "设定停用"},
    {"equipment.cause_inject", "exercise", "演练"},
    {"equipment.cause_what_if", "what-if", "假设停用"},
    {"equipment.kind_camera", "cameras", "摄像机"},
    {"equipment.kind_sensor", "sensors", "传感器"},
    {"equipment.kind_host", "computers and switches", "主机与交换机"},
    {"equipment.kind_link", "links", "链路"},
    {"equipment.kind_door", "doors", "门"},
    {"equipment.kind_room", "machine rooms", "机房"},
    {"equipment.kind_supply", "power supplies", "电源"},
    {"equipment.count_failures", "Failures", "故障"},
    {"equipment.count_repairs", "Repairs", "维修"},
    {"equipment.count_cameras_replaced", "Cameras replaced", "更换摄像机"},
    {"equipment.count_spares_missing", "Repairs that waited for a part", "待备件的维修"},
    {"equipment.count_technicians", "Technicians’ hours", "维修工时（小时）"},
    {"equipment.count_standing_in", "Guards’ hours standing in for sensors", "警卫补位小时数"},
    {"equipment.count_inspections", "Inspections", "机房巡检"},
    {"equipment.count_backups", "Backups", "服务器备份"},
    {"equipment.count_software_upkeep", "Upkeep of software", "软件维护"},
    {"equipment.count_joint_tests", "Joint tests with the higher authority", "与上级联合测试"},
};
// clang-format on

}  // namespace

std::span<const Word> equipment_words() {
  return kEquipmentWords;
}

}  // namespace vedette
