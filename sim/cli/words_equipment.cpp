// SPDX-License-Identifier: Apache-2.0
// What `vedette monkey`, `run --fail` and `run --from` print.
#include "cli/words.hpp"

namespace vedette::cli {

std::span<const Sentence> equipment_sentences() {
  static constexpr Sentence kAll[] = {
      {"monkey.progress", "trials", "试验"},
      {"monkey.none", "nothing of that name can be taken out", "没有该名称的设备可以停用"},
      {"monkey.base_failed", "the run with everything in order failed: {}",
       "全部正常的基准运行失败：{}"},
      {"monkey.element", "taken out", "停用对象"},
      {"monkey.nothing", "(nothing)", "（无）"},
      {"monkey.lost", "lost", "丢失"},
      {"monkey.unseen", "unseen", "无人看到"},
      {"monkey.delivered", "delivered", "送达率"},
      {"monkey.coverage", "coverage", "视频覆盖"},
      {"monkey.availability", "available", "可用率"},
      {"monkey.along", "along", "牵连"},
      {"monkey.server", "server p99", "到服务器p99"},
      {"monkey.guards", "guards later", "派警推迟"},
      {"monkey.assessed", "judged: p50 / p95 / p99", "完成判定：p50 / p95 / p99"},
      {"monkey.more", "… and {} more (--show, --json)", "…… 另有 {} 项（--show、--json）"},
      {"monkey.stages", "The alarm chain with everything in order: p50 / p95 / p99",
       "全部正常时的报警处置链：p50 / p95 / p99"},
      {"monkey.stage", "  stage", "  环节"},
      {"monkey.n", "alarms", "报警数"},
      {"monkey.step", "the stage by itself", "本环节用时"},
      {"monkey.since", "since the sensor", "自探测器起"},
      {"monkey.with", "since the sensor, with it out", "停用时自探测器起"},
      {"monkey.without", "without", "正常时"},
      {"monkey.never", "never", "未到"},
      {"monkey.later", "later: p95 / most", "推迟：p95 / 最多"},
      {"monkey.same", "({} stage(s) as without; --stages shows them)",
       "（其余 {} 个环节与正常时相同；--stages 可全部列出）"},
      {"monkey.no_stage", "no stage of any alarm changes", "各环节均无变化"},
      {"report.not_single", "{} is not what `vedette monkey SCENARIO --single --json` prints",
       "{} 不是 `vedette monkey 场景 --single --json` 的输出"},
      {"report.other_single",
       "{} was made of another scenario than {}: run `vedette monkey --single --json` again",
       "{} 与 {} 的场景不同：请重新运行 `vedette monkey --single --json`"},
      {"report.before_study",
       "--before belongs to a recording: a study's results hold their own comparison",
       "--before 只用于运行记录：研究结果本身已含对比"},
      {"report.single_study", "--single belongs to a recording, not to a study's results",
       "--single 只用于运行记录，不用于研究结果"},
      {"monkey.end",
       "{} trials, {} crashed, {} with something that rose: coverage, availability and alarms "
       "delivered never may.",
       "试验 {} 次，崩溃 {} 次，违反单调性 {} 次（覆盖率、可用率和送达报警均不得上升）。"},
      {"fail.form",
       "--fail {}: write NAME@T or NAME@T..T2; a time is seconds, 90s, 5min, 2.5h or HH:MM:SS "
       "after the start",
       "--fail {}：应写作 名称@T 或 名称@T..T2；时间为秒数、90s、5min、2.5h 或自开始起的 HH:MM:SS"},
      {"from.form", "--from {}: a time is seconds, 90s, 5min, 2.5h or HH:MM:SS after the start",
       "--from {}：时间为秒数、90s、5min、2.5h 或自开始起的 HH:MM:SS"},
      {"from.late", "--from {}: the run ends after {} s", "--from {}：运行在 {} 秒后结束"},
      {"from.nothing", "--from without --set or --fail changes nothing",
       "--from 须与 --set 或 --fail 一起使用"},
      {"from.design", "--from takes a scenario, not the design of a study",
       "--from 只用于场景，不用于研究方案"},
      {"from.refused",
       "'{}' cannot change in the middle of a run. What can: units.NAME.count, network.outages, "
       "power.outages, equipment.what_if, site.cameras.NAME, site.duty_room, city.road_changes, "
       "city.stations",
       "“{}”不能在运行中途改变。可改变的有：units.名称.count、network.outages、power.outages、"
       "equipment.what_if、site.cameras.名称、site.duty_room、city.road_changes、city.stations"},
      {"from.past",
       "'{}' changes something before {} s, and what lies before --from stays as it was",
       "“{}”改变了 {} 秒之前的内容，而 --from 之前的一切保持不变"},
  };
  return kAll;
}

}  // namespace vedette::cli
