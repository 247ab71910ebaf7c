// SPDX-License-Identifier: Apache-2.0
#include "measure/labels.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace vedette {

namespace {

struct Term {
  std::string_view part, en, zh;
};

constexpr Term kTerms[] = {
    {"calls", "Calls", "警情"},
    {"priority", "priority", "优先级"},
    {"type", "type", "类型"},
    {"district", "district", "辖区"},
    {"hour", "hour", "时段"},
    {"fleet", "fleet", "编队"},
    {"alarms", "Alarms", "报警"},
    {"real", "real", "真实"},
    {"nuisance", "nuisance", "误报"},
    {"intrusions", "Intrusions", "入侵"},
    {"utilisation", "Share of duty time at work", "在岗忙碌率"},
    {"n", "number", "数量"},
    {"unanswered", "not reached by the end", "至结束未到达"},
    {"within", "reached within", "到达不超过"},
    {"response_s", "response time", "响应时间"},
    {"dispatch_s", "received to dispatched", "接警至派警"},
    {"turnout_s", "dispatched to leaving", "派警至出发"},
    {"travel_s", "travel to the scene", "出发至到场"},
    {"to_scene_s", "dispatched to scene", "派警至到场"},
    {"complete_s", "received to all on the scene", "接警至全部到场"},
    {"tasks", "Tasks", "任务"},
    {"done", "share done", "完成比例"},
    {"in_time", "share done in time", "按时完成比例"},
    {"posts", "Posts", "勤务岗位"},
    {"windows", "windows to be manned", "应到岗时段"},
    {"manned", "share of the time manned", "在岗时间比例"},
    {"on_time", "share manned from the beginning", "准时到岗比例"},
    {"patrol", "Patrol", "巡逻"},
    {"visits", "visits of patrol points", "巡逻点到访次数"},
    {"interval_s", "time between two visits of a point", "同一点两次到访间隔"},
    {"idleness_s", "idleness of a point at a random moment", "任意时刻距上次到访时间"},
    {"longest_s", "longest time between two visits", "最长到访间隔"},
    {"irregularity", "irregularity of visits", "到访不规律度"},
    {"finds", "Finds of patrols", "巡逻发现"},
    {"upheld", "share upheld by review", "复核成立比例"},
    {"stop_checks", "Stop checks", "盘查"},
    {"hits", "share with a result", "查获比例"},
    {"doors", "Doors", "门禁"},
    {"refused", "refused", "拒绝通行次数"},
    {"forced", "forced open", "被强行打开次数"},
    {"lost_s", "time lost at a door, mean", "每次过门平均耗时"},
    {"lost_longest_s", "longest time lost at a door", "过门最长耗时"},
    {"tours", "Guard tours", "巡更"},
    {"due", "checkpoints due", "应到巡更点"},
    {"completion", "share of checkpoints read", "巡更点到位率"},
    {"late", "share late", "超出时限比例"},
    {"missed", "share missed", "漏检比例"},
    {"under_way", "share still ahead on tours under way at the end", "结束时巡更途中尚未到达比例"},
    {"exposure", "unseen for", "无人到访持续"},
    {"after_visit", "chance when starting right after a visit", "紧接到访后开始的成功率"},
    {"random_start", "chance when starting at random", "随机开始的成功率"},
    {"hand_over_gap_s", "gap of readings over a change of shifts", "交接班巡更空窗"},
    {"longest", "longest", "最长"},
    {"escorts", "Escorts", "押解"},
    {"cancelled", "cancelled", "取消次数"},
    {"reliefs", "reliefs", "换班次数"},
    {"trip_s", "time of a trip", "单次押解用时"},
    {"visitors", "Visitors", "来访会见"},
    {"turned_away", "turned away when the hours ended", "到时未能进入的批数"},
    {"wait_s", "wait for a place and a guard", "等候会见位和陪同"},
    {"way_in_s", "way in, doors included", "进入用时（含过门）"},
    {"visit_s", "whole visit", "整个会见过程"},
    {"passages", "doors passed", "过门次数"},
    {"sensors", "Sensors", "探测器"},
    {"attempts", "times that a threat met one", "受试次数"},
    {"detection", "share noticed", "探测率"},
    {"threats", "Threat", "威胁"},
    {"zones", "Zone", "防区"},
    {"verified", "share verified", "复核确认比例"},
    {"per_day", "a day", "每天"},
    {"per_zone_day", "a day and zone", "每防区每天"},
    {"detected", "share detected", "被发现比例"},
    {"interrupted", "share stopped in time", "及时拦截比例"},
    {"step", "step", "环节"},
    {"mean", "mean", "均值"},
    {"p50", "median", "中位数"},
    {"p90", "90th percentile", "第90百分位"},
    {"p95", "95th percentile", "第95百分位"},
    {"unit", "patrol units", "巡逻单元"},
    {"dispatcher", "call-takers", "接警员"},
    {"operator", "operators", "值班员"},
    {"guard", "guards", "警卫"},
    {"at_panel_s", "at the panel", "到达报警主机"},
    {"at_server_s", "at the server", "到达服务器"},
    {"at_platform_s", "at the platform", "到达综合平台"},
    {"picture_s", "picture shown", "视频弹出"},
    {"queued_s", "in the operators' queue", "进入值班员队列"},
    {"noticed", "share noticed at all", "被察觉比例"},
    {"shown", "share of sensors' alarms shown at a desk", "到达值班席的报警比例"},
    {"acknowledged_within", "acknowledged within", "确认不超过"},
    {"acknowledged_s", "acknowledged", "值班员确认"},
    {"assessed_s", "assessed", "复核完成"},
    {"guards_dispatched_s", "guards dispatched", "派出警卫"},
    {"guard_arrived_s", "guard on the spot", "警卫到位"},
    {"police_called_s", "police called", "报警至公安"},
    {"police_dispatched_s", "police dispatched", "民警派出"},
    {"police_arrived_s", "police at the gate", "民警到达"},
    {"police_at_spot_s", "police at the spot", "民警到达点位"},
    {"cleared_s", "cleared", "处置完毕"},
    {"dismissed", "share dismissed", "判为误报比例"},
    {"plans", "Response plans", "应急预案"},
    {"steps", "steps that counted", "计分步骤数"},
    {"score", "score", "得分"},
    {"not_done", "share not done", "未完成比例"},
    {"acknowledged_in_time", "alarms acknowledged in time", "按时确认报警比例"},
    {"owner", "steps of", "责任方"},
    {"plan", "plan", "预案"},
    {"platform", "platform", "平台"},
    {"sub_room", "sub-room", "分监控室"},
    {"commander", "commander", "指挥长"},
    {"rounds", "Video rounds", "视频巡查"},
    {"roll_calls", "Video roll-calls", "视频点名"},
    {"hand_over", "Hand-over", "交接班"},
    {"waiting", "alarms waiting", "待处理报警数"},
    {"waited_s", "how long they had waited", "已等待时间"},
    {"operators", "Operators", "值班员"},
    {"work", "share of duty time for", "在岗时间用于"},
    {"breaks", "breaks", "休息"},
    {"equipment", "Equipment", "设备"},
    {"delivered", "share of sensors' reports delivered", "探测报告送达率"},
    {"availability", "availability", "可用率"},
    {"coverage", "zones shown by a working camera", "防区视频覆盖率"},
    {"host", "computers and switches", "主机与交换机"},
    {"link", "links", "链路"},
    {"camera", "cameras", "摄像机"},
    {"sensor", "sensors", "传感器"},
    {"door", "doors", "门"},
    {"room", "machine rooms", "机房"},
    {"supply", "power supplies", "电源"},
    {"down", "down by", "停用原因"},
    {"own", "own failure", "自身故障"},
    {"common", "a common cause", "共因"},
    {"power", "loss of power", "断电"},
    {"device", "the device it belongs to", "所属设备"},
    {"planned", "planned work", "计划检修"},
    {"set", "a set outage", "设定停用"},
    {"inject", "an exercise", "演练"},
    {"what_if", "what-if", "假设"},
    {"hours_per_year", "hours a year", "每年小时数"},
    {"failures", "failures", "故障"},
    {"degraded", "failures that leave it working badly", "性能劣化"},
    {"repairs", "repairs", "维修"},
    {"replaced", "replacements", "更换"},
    {"cameras_replaced", "cameras replaced", "更换摄像机"},
    {"spares_missing", "repairs that waited for a spare", "待备件的维修"},
    {"noticed_s", "failure to noticed", "故障至发现"},
    {"repair_s", "noticed to repaired", "发现至修复"},
    {"out_s", "failure to repaired", "故障至修复"},
    {"technicians", "technicians' work", "维修工时"},
    {"standing_in", "guards standing in for sensors", "警卫补位"},
    {"inspections", "inspections of machine rooms", "机房巡检"},
    {"backups", "backups", "服务器备份"},
    {"software_upkeep", "upkeep of software", "软件维护"},
    {"joint_tests", "joint tests", "联合测试"},
    {"passed", "share passed", "通过率"},
    {"per_year", "a year", "每年"},
    {"in_run", "in the run", "本次运行内"},
    {"hours_in_run", "hours in the run", "本次运行内小时数"},
    {"trust", "trust in alarms at the end", "结束时对报警的信任度"},
    {"p99", "99th percentile", "第99百分位"},
    {"max", "longest", "最大值"},
    {"latency", "Latency", "时延"},
    {"to_server_s", "sensor to alarm server", "探测器至报警服务器"},
    {"to_platform_s", "sensor to platform", "探测器至综合平台"},
    {"to_user_s", "sensor to console", "探测器至值班终端"},
    {"to_video_s", "alarm to picture, without the operator", "报警至视频（不含人员）"},
    {"call_up_s", "picture asked for to shown", "调看请求至出图"},
    {"network_s", "a message from host to host", "单条消息网络传输"},
    {"variation_s", "delay variation", "时延抖动"},
    {"pictures", "Pictures called up", "视频调看"},
    {"failed", "share failed", "失败比例"},
    {"video", "Video streams", "视频流"},
    {"available", "share of the time with a way", "链路可用时间比例"},
    {"lost", "share of frames lost", "丢帧比例"},
    {"recorders", "Body-worn recorders", "执法记录仪"},
    {"kept", "share kept and sent later", "缓存补传比例"},
    {"delay_s", "recorded to forwarded", "录制至补传完成"},
    {"lines", "Supervised lines", "受监测线路"},
    {"reported_s", "failure to report", "故障至上报"},
    {"runners", "Runners in place of the radio", "通讯员送达"},
    {"transfers", "Transfers", "数据传送"},
    {"time_s", "time taken", "用时"},
};

const Term* term(std::string_view part) {
  for (const Term& t : kTerms)
    if (t.part == part) return &t;
  return nullptr;
}

std::vector<std::string_view> parts(std::string_view id) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto dot = id.find('.');
    out.push_back(id.substr(0, dot));
    if (dot == std::string_view::npos) return out;
    id.remove_prefix(dot + 1);
  }
}

// The part after this one is somebody's name, not a word of ours.
bool names_follow(std::string_view part) {
  return part == "type" || part == "district" || part == "fleet" || part == "threats" ||
         part == "zones" || part == "plan";
}

}  // namespace

std::string figure_label(std::string_view id, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out;
  bool mark = false, name = false;  // this part is a mark, the name of a type or district
  bool joined = false;              // it goes with the one before
  for (const std::string_view part : parts(id)) {
    std::string word(part);
    if (const Term* t = term(part); t && !mark && !name)
      word = zh ? t->zh : t->en;
    else if (mark)
      word = std::string(part) + (zh ? " 秒" : " s");
    if (out.empty())
      out = word;
    else if (mark || joined)
      out += " " + word;
    else
      out += (zh ? "，" : ", ") + word;
    mark = part == "within" || part == "acknowledged_within" || part == "exposure";
    joined = !name && (part == "priority" || part == "type" || part == "step" ||
                       part == "district" || part == "hour" || names_follow(part));
    name = !name && names_follow(part);
  }
  return out;
}

FigureUnit figure_unit(std::string_view id) {
  const auto all = parts(id);
  if (all.front() == "utilisation") return FigureUnit::kShare;
  static constexpr std::string_view kShares[] = {"within",
                                                 "detected",
                                                 "interrupted",
                                                 "done",
                                                 "in_time",
                                                 "manned",
                                                 "on_time",
                                                 "upheld",
                                                 "hits",
                                                 "verified",
                                                 "detection",
                                                 "completion",
                                                 "late",
                                                 "missed",
                                                 "under_way",
                                                 "after_visit",
                                                 "random_start",
                                                 "dismissed",
                                                 "score",
                                                 "not_done",
                                                 "acknowledged_in_time",
                                                 "work",
                                                 "trust",
                                                 "availability",
                                                 "coverage",
                                                 "delivered",
                                                 "passed",
                                                 "failed",
                                                 "available",
                                                 "lost",
                                                 "kept",
                                                 "acknowledged_within",
                                                 "noticed"};
  std::string_view before;
  for (const std::string_view part : all) {
    // Whatever a type, a threat or a zone is called.
    const bool is_name = names_follow(before);
    before = is_name ? std::string_view() : part;
    if (is_name) continue;
    if (std::find(std::begin(kShares), std::end(kShares), part) != std::end(kShares))
      return FigureUnit::kShare;
    if (part == "irregularity" || part == "per_day" || part == "per_zone_day" ||
        part == "per_year" || part == "hours_per_year" || part == "hours_in_run")
      return FigureUnit::kRatio;
    if (part.ends_with("_s")) return FigureUnit::kSeconds;
  }
  return FigureUnit::kCount;
}

std::optional<double> value_of_nothing(std::string_view id) {
  if (id.starts_with("equipment.availability") || id.starts_with("equipment.coverage")) return 1;
  if (id.starts_with("operators.work.")) return 0;  // of the time on duty
  const FigureUnit unit = figure_unit(id);
  const bool rate = unit == FigureUnit::kRatio && parts(id).back() != "irregularity";
  if (unit == FigureUnit::kCount || rate) return 0;
  return std::nullopt;
}

std::string_view unit_name(FigureUnit unit) {
  switch (unit) {
    case FigureUnit::kSeconds:
      return "s";
    case FigureUnit::kShare:
      return "share";
    case FigureUnit::kCount:
      return "count";
    case FigureUnit::kRatio:
      return "ratio";
  }
  return "";
}

std::vector<std::string> figure_words() {
  std::vector<std::string> out;
  for (const Term& t : kTerms) out.emplace_back(t.part);
  return out;
}

bool figure_words_complete() {
  for (const Term& t : kTerms)
    if (t.en.empty() || t.zh.empty() || t.en == t.zh) return false;
  return true;
}

}  // namespace vedette
