// SPDX-License-Identifier: Apache-2.0
#include "report/words.hpp"

namespace vedette {

namespace {

// clang-format off
constexpr Word kSingleWords[] = {
    {"title.single", "What each failure costs", "单点失效的代价"},
    {"single.lead", "Each of {n} elements was taken out by itself from beginning to end, on the same random numbers. Without {losing} of them alarms are lost, without {blinding} zones lose their picture, without {delaying} alarms are late by more than a second (95th percentile). {harmless} can fail alone and nothing of that happens.", "在相同随机数下，逐一停用 {n} 项设备直至运行结束。其中 {losing} 项停用会丢失报警，{blinding} 项会使防区失去视频，{delaying} 项使报警推迟超过 1 秒（第95百分位）；另有 {harmless} 项单独失效时不产生上述后果。"},
    {"single.crashed", "Trials that did not finish and are left out: {n}.", "未完成、未计入的试验：{n} 次。"},
    {"single.other_run", "The trials are of seed {seed}, replication {replication}; the recording is another run of the scenario.", "试验采用种子 {seed}、第 {replication} 次重复；本记录为同一场景的另一次运行。"},
    {"single.by_lost", "Alarms lost", "丢失的报警"},
    {"single.by_coverage", "Pictures lost, share of zones and time", "失去的视频（防区与时间之比例）"},
    {"single.by_latency", "Alarms later, 95th percentile", "报警推迟（第95百分位）"},
    {"single.none", "No element by itself.", "没有单项设备会造成。"},
    {"single.worst", "The worst single failures", "最严重的单点失效"},
    {"single.worst_note", "{n} elements that stand in the charts above", "上图所列 {n} 项"},
    {"single.element", "Taken out", "停用设备"},
    {"single.lost", "Alarms lost", "丢失报警"},
    {"single.lost_at", "of {n}, before: {stage}", "共 {n} 起，止于：{stage}"},
    {"single.coverage", "Pictures lost", "失去视频"},
    {"single.later", "Later, p95", "推迟（p95）"},
    {"single.later_at", "most at: {stage}", "最多：{stage}"},
    {"single.along", "Down with it", "牵连设备"},
    {"single.pick", "The alarm chain without", "停用以下设备时的报警链"},
    {"single.chain", "From the sensor’s report on, with and without the failure", "自探测器触发起：停用与正常对照"},
    {"single.stage", "Stage", "环节"},
    {"single.p50", "Median", "中位数"},
    {"single.p95", "95th perc.", "第95百分位"},
    {"single.p99", "99th perc.", "第99百分位"},
    {"single.of", "{n} of {all}", "{n}/{all}"},
    {"single.n", "Alarms", "报警数"},
    {"single.was", "was {value}", "原 {value}"},
    {"single.clock", "Median to 99th percentile on a scale of tens: pale in order, dark without it", "中位数至第99百分位（对数刻度）：浅色为正常，深色为停用"},
    {"single.note", "Lost are alarms that reach the stage with everything in order and never without the element. Later compares each alarm with itself. An element that is out for a day says what it is for, not how often it fails.", "“丢失”指正常时到达该环节、停用后始终未到达的报警；“推迟”为同一报警前后之差。整个运行期间停用只说明该设备的作用，不代表其故障频率。"},
    {"kind.supply", "power supply", "电源"},
};
// clang-format on

}  // namespace

std::span<const Word> single_words() {
  return kSingleWords;
}

}  // namespace vedette
