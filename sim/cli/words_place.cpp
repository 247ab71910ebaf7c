// SPDX-License-Identifier: Apache-2.0
// What `vedette place` and `vedette staff` print.
#include "cli/words.hpp"

namespace vedette::cli {

std::span<const Sentence> place_sentences() {
  static constexpr Sentence kAll[] = {
      {"place.nothing",
       "the scenario says nothing of where cameras may be put: it has no site.placement",
       "场景未说明摄像机可安装的位置：缺少 site.placement"},
      {"place.head", "{}: {} candidates for {} cells of {:.0f} m2 to be watched at level '{}'",
       "{}：{} 个候选，{} 个待覆盖单元，监视面积 {:.0f} 平方米，要求等级“{}”"},
      {"place.answer",
       "Answer: {} cameras for {} meet what is asked for; {} % of the watched ground is seen.",
       "结论：{} 台摄像机、费用 {}，满足要求；监视范围的 {} % 可见。"},
      {"place.answer_short",
       "Answer: what is asked for cannot be had from these candidates; {} cameras for {} see {} % "
       "of the watched ground, all that is in reach.",
       "结论：现有候选无法满足要求；{} 台摄像机、费用 {}，可见监视范围的 {} %，已是可及的全部。"},
      {"place.answer_budget",
       "Answer: for the budget {} cameras at {} see {} % of the watched ground.",
       "结论：在预算内以 {} 台摄像机、费用 {}，可见监视范围的 {} %。"},
      {"place.coarse",
       "Looked at closely it is {} %, less than the {} % asked for: the search counts cells of {:.10g} "
       "m. Ask for more, or for a smaller sample_m.",
       "按更细的网格核算仅为 {} %，低于要求的 {} %：搜索以 {:.10g} "
       "米的网格计数。请提高要求，或减小 sample_m。"},
      {"place.before",
       "Today {} cameras outside see {} %. Expected while cameras fail: {} % today, {} % then.",
       "现有室外摄像机 {} 台，可见 {} %。计入故障的期望覆盖率：现在 {} %，之后 {} %。"},
      {"place.proven",
       "Proven to be the cheapest: greedy {} ({} cameras), found {}, bound {:.0f} (gap {:.1f} %, "
       "{}).",
       "已证明为最省：贪心 {}（{} 台），找到 {}，下界 {:.0f}（差距 {:.1f} %，{}）。"},
      {"place.bound",
       "Greedy {} ({} cameras), local search {}; nothing is cheaper than {:.0f} (gap {:.1f} %, "
       "{}).",
       "贪心 {}（{} 台），局部搜索 {}；任何方案不低于 {:.0f}（差距 {:.1f} %，{}）。"},
      {"place.proven_budget",
       "Proven to be the most: greedy covers {} cells, found {}, bound {:.0f} (gap {:.1f} %).",
       "已证明为最多：贪心覆盖 {} 个单元，找到 {}，上界 {:.0f}（差距 {:.1f} %）。"},
      {"place.bound_budget",
       "Greedy covers {} cells, local search {}; no choice covers more than {:.0f} (gap {:.1f} %).",
       "贪心覆盖 {} 个单元，局部搜索 {}；任何方案不超过 {:.0f}（差距 {:.1f} %）。"},
      {"place.by_lagrange", "Lagrangian bound", "拉格朗日界"},
      {"place.by_linear", "linear bound", "线性规划下界"},
      {"place.by_branching", "branch and cut", "分支切割"},
      {"place.doing_candidates", "looking from each place", "逐点观察"},
      {"place.doing_search", "local search (of the work at most)", "局部搜索（按工作量上限）"},
      {"place.doing_lower_bound", "bound (of the work at most)", "求界（按工作量上限）"},
      {"place.doing_intruders", "intruders", "模拟入侵者"},
      {"place.rest", "everywhere else", "其余范围"},
      {"place.part", "{}: {} % seen, {} % asked for, {} % today (level '{}'; {} % out of reach)",
       "{}：可见 {} %，要求 {} %，现在 {} %（等级“{}”；{} % 无法覆盖）"},
      {"place.asset", "{}: seen by {} camera(s) at level '{}'", "{}：由 {} 台摄像机以等级“{}”可见"},
      {"place.asset_short", "{}: not seen by {} camera(s) at level '{}'",
       "{}：未达到 {} 台摄像机（等级“{}”）"},
      {"place.trial", "Of {} simulated intruders are seen: today {}, then {}, difference {}.",
       "模拟入侵者 {} 名中被发现的比例：现在 {}，之后 {}，差值 {}。"},
      {"place.in_time", "At least {:.6g} s before the target: today {}, then {}, difference {}.",
       "到达目标前至少 {:.6g} 秒发现：现在 {}，之后 {}，差值 {}。"},
      {"place.seen_worse", "WORSE, beyond chance: fewer intruders are seen than today.",
       "显著变差：被发现的入侵者比现在少。"},
      {"place.seen_better", "Better, beyond chance: more intruders are seen than today.",
       "显著改善：被发现的入侵者比现在多。"},
      {"place.in_time_worse", "WORSE, beyond chance: fewer intruders are seen in time than today.",
       "显著变差：及时发现的入侵者比现在少。"},
      {"place.in_time_better", "Better, beyond chance: more intruders are seen in time than today.",
       "显著改善：及时发现的入侵者比现在多。"},
      {"place.today_price", "Today's cameras would cost {} at the same prices, mounting left out.",
       "按同样价格，现有摄像机需 {}（不含安装）。"},
      {"place.curve",
       "Cameras for a share of what is asked for (greedy):", "达到各覆盖率所需摄像机数（贪心）："},
      {"place.written",
       "The new cameras are in {}; judge them on the clock: vedette study {} {} --reps 100 -o "
       "before-after.vds",
       "新摄像机已写入 {}；可运行仿真评判：vedette study {} {} --reps 100 -o before-after.vds"},
      {"place.not_runnable",
       "{} has the new cameras, but the scenario names cameras that are gone:",
       "{} 已写入新摄像机，但场景中引用了已拆除的摄像机："},
      {"staff.nothing",
       "the scenario has neither calls that follow rates nor sensors: nobody to be planned",
       "场景中既没有按速率到达的警情，也没有探测器：无人可排"},
      {"staff.no_roster", "no roster with at most {} starts of {} h covers every hour",
       "最多 {} 个班次起点、每班 {} 小时，无法覆盖所有时段"},
      {"staff.role", "{}: {} a day on shifts of {} h ({})", "{}：每天 {} 个班，每班 {} 小时（{}）"},
      {"staff.units", "Patrol units", "巡逻单元"},
      {"staff.desks", "Call-takers", "接警员"},
      {"staff.operators", "Operators", "值班员"},
      {"staff.proven", "fewer cannot be, proven", "已证明不能更少"},
      {"staff.open", "not proven", "未证明"},
      {"staff.starts", "  starts: ", "  起点："},
      {"staff.hour", "hour    ", "时段    "},
      {"staff.required", "required", "需要    "},
      {"staff.on_duty", "on duty ", "在岗    "},
      {"staff.upkeep",
       "Technicians: {:.0f} repairs and {:.0f} planned jobs a year, {:.0f} h of work and ways; on "
       "duty {:.0f} h, {:.1f} % of it busy",
       "运维人员：每年维修 {:.0f} 次、计划作业 {:.0f} 次，工作与路途 {:.0f} 小时；在岗 {:.0f} "
       "小时，忙碌 {:.1f} %"},
      {"staff.wait_own",
       "  {} as now: {:.1f} h until one is on duty, then {:.0f} min for one who is free (means)",
       "  现有 {} 人：等到有人在岗平均 {:.1f} 小时，其后等到空闲平均 {:.0f} 分钟"},
      {"staff.wait", "  {} on the same hours: {:.1f} h, then {:.0f} min",
       "  同样时段 {} 人：{:.1f} 小时，其后 {:.0f} 分钟"},
      {"staff.wait_never", "  {}: more to do than hours", "  {} 人：工作量超过在岗时间"},
      {"staff.spare",
       "  {}: {:.1f} wanted a year, {:.0f} days to come; missing in {:.1f} % of cases; there in "
       "{:g} % when reordered at {}",
       "  备件 {}：每年需 {:.1f} 件，到货 {:.0f} 天；{:.1f} % 的情况缺货；要 {:g} % "
       "有货，订货点应为 {}"},
      {"staff.judge",
       "So many that {:g} % wait no longer than {:g} s for somebody free, in steady state; let a "
       "study judge ways, hand-overs and breaks.",
       "按稳态计算，{:g} % 的请求等待空闲人员不超过 {:g} 秒；路程、交接班与休息请用研究仿真评判。"},
  };
  return kAll;
}

}  // namespace vedette::cli
