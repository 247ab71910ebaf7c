// SPDX-License-Identifier: Apache-2.0
// What `vedette study` and `vedette merge` print.
#include "cli/words.hpp"

namespace vedette::cli {

std::span<const Sentence> study_sentences() {
  static constexpr Sentence kAll[] = {
      {"study.progress", "runs", "运行"},
      {"study.shards", "shards", "分片"},
      {"study.head", "{}: {} design(s), {} runs, seed {}", "{}：{} 个方案，共运行 {} 次，种子 {}"},
      {"study.no_reps", "two scenarios need --reps N", "比较两个场景须给出 --reps N"},
      {"study.reps_in_study", "--reps is for two scenarios: a study says itself how many", "--reps 只用于比较两个场景：研究文件自行规定次数"},
      {"study.not_study", "{} is a scenario: name a study, or two scenarios with --reps N", "{} 是场景：请给出研究文件，或两个场景加 --reps N"},
      {"study.bad_shard", "a shard is written i/n with 1 <= i <= n, such as 2/4", "分片写作 i/n（1 <= i <= n），例如 2/4"},
      {"study.needs_out", "say where to: -o FILE.vds", "请指定输出：-o 文件.vds"},
      {"study.slurm_shard", "--slurm makes the shards itself", "--slurm 自行划分分片"},
      {"study.written", "The results are in {}: try `vedette report {} -o report.html`.", "结果已写入 {}：可运行 `vedette report {} -o report.html`。"},
      {"study.shard_written", "Shard {}/{}: {} run(s) in {}; `vedette merge` puts shards together.", "分片 {}/{}：{} 次运行已写入 {}；请用 `vedette merge` 合并。"},
      {"study.interrupted", "interrupted: {} run(s) are finished and kept; --resume goes on", "已中断：{} 次运行已完成并保留；用 --resume 继续"},
      {"study.lost", "interrupted: {} run(s) were finished; without -o nothing is kept", "已中断：完成 {} 次运行；未指定 -o，结果不保留"},
      {"study.failed", "design {}, replication {} failed: {}", "方案 {} 第 {} 次运行失败：{}"},
      {"study.more_failed", "and {} more", "另有 {} 次"},
      {"study.absent", "no replication has the measure {}", "没有任何一次运行包含指标 {}"},
      {"study.replay", "Any row can be watched: vedette run {} --design D --rep K -o FILE.vdt", "任何一行都可重放：vedette run {} --design D --rep K -o 文件.vdt"},
      {"study.answer_met", "Answer: {} meets all targets, with {:g} % confidence in all designs together.", "结论：{} 达到全部目标（所有方案联合置信度 {:g} %）。"},
      {"study.answer_cheapest", "Answer: {} is the least costly that meets all targets (cost {:g}), with {:g} % confidence in all designs together.", "结论：{} 是达到全部目标的最省方案（费用 {:g}，所有方案联合置信度 {:g} %）。"},
      {"study.answer_unmet", "Answer: no design is sure to meet all targets; the best by the first measure is {}.", "结论：没有方案能确保达到全部目标；按首要指标最好的是 {}。"},
      {"study.answer_selected", "Answer: {} is the best by the first measure{}.", "结论：按首要指标，{} 最好{}。"},
      {"study.pick_met", "It meets all targets, with {:g} % confidence in all designs together.", "该方案达到全部目标（所有方案联合置信度 {:g} %）。"},
      {"study.pick_unmet", "It is not sure to meet all targets ({:g} % confidence in all designs together).", "不能确保该方案达到全部目标（所有方案联合置信度 {:g} %）。"},
      {"study.capped", "The cap of {0} replications was reached: the intervals are wider than asked. They need about {1} of each design, {2} more.", "已达到次数上限 {0}：区间比要求的宽。每个方案约需 {1} 次，还差 {2} 次。"},
      {"study.capped_kn", "The cap of {0} replications was reached with {1} designs left: the pick is not certain.", "已达到次数上限 {0}，尚余 {1} 个方案：选择没有把握。"},
      {"study.chance", ", with a chance of {:.3g} or more", "，把握不低于 {:.3g}"},
      {"study.answer_best_sure", "Answer: {} is best by the first measure, and its difference from the baseline is beyond chance.", "结论：按首要指标 {} 最好，且与基准方案的差异显著。"},
      {"study.answer_best_unsure", "Answer: {} looks best by the first measure, but its difference from the baseline may be chance.", "结论：按首要指标 {} 看来最好，但与基准方案的差异可能出于偶然。"},
      {"study.answer_base", "Answer: the baseline is best by the first measure.", "结论：按首要指标，基准方案最好。"},
      {"study.design", "design", "方案"},
      {"study.reps", "reps", "次数"},
      {"study.cost", "cost", "费用"},
      {"study.meets", "targets", "目标"},
      {"study.met", "met", "达到"},
      {"study.missed", "missed", "未达到"},
      {"study.open", "open", "未定"},
      {"study.before", "before", "调整前"},
      {"study.after", "after", "调整后"},
      {"study.difference", "difference", "差值"},
      {"study.p", "p", "p 值"},
      {"study.same", "the same in every replication", "每次运行均相同"},
      {"study.decide", "What decides (p-values corrected for {} comparison(s), {}):", "决定性指标（p 值已对 {} 项比较作 {} 校正）："},
      {"study.others", "All other figures (p-values not corrected: one in twenty differs by chance):", "其余指标（p 值未校正：二十项中约有一项出于偶然）："},
      {"study.brackets", "In brackets: {:g} % intervals over replications.", "方括号内为多次运行的 {:g} % 置信区间。"},
      {"study.judged", "Targets are judged by wider intervals, {:g} % for all designs and targets together. Open by these:", "目标按更宽的区间判定（所有方案与目标联合置信度 {:g} %）。据此未定的有："},
      {"study.differences", "Differences from the baseline, pair by pair on the same calls (* beyond chance in all {} comparisons together):", "与基准方案的逐次配对差值（相同警情；* 表示在全部 {} 项比较中均显著）："},
      {"study.morris", "Elementary effects on {}: mean size, mean, standard deviation", "对 {} 的基本效应：平均幅度、均值、标准差"},
      {"study.sobol", "Shares of the variance of {}: first order, total", "{} 的方差占比：一阶、总效应"},
      {"study.main", "Main effects on {}", "对 {} 的主效应"},
      {"study.regression",
       "Effects on {}, from the low end of each range to the high end (straight lines account for "
       "{} of the spread)",
       "对 {} 的效应：各因素从低端到高端（线性部分解释差异的 {}）"},
      {"study.correlation", "Rank correlation with {}", "与 {} 的秩相关"},
      {"merge.still", "{}: {} run(s) are there, {} are still needed: run the shards again with --after {}", "{}：已有 {} 次运行，尚需 {} 次：请加 --after {} 再次运行各分片"},
      {"run.no_designs", "{} is a scenario and has no designs: --design is for studies", "{} 是场景，没有方案：--design 只用于研究文件"},
      {"run.which_design", "{} is a study: name one of its designs with --design", "{} 是研究文件：请用 --design 指定方案"},
      {"run.no_design", "the study has no design '{}'.", "研究中没有名为“{}”的方案。"},
      {"run.study_set", "a design is as the study says: --set and --seed change nothing in it", "方案以研究文件为准：不能再用 --set 或 --seed"},
  };
  return kAll;
}

}  // namespace vedette::cli
