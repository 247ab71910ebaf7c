// SPDX-License-Identifier: Apache-2.0
#include "cli/words.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "measure/plain.hpp"

namespace vedette::cli {

namespace {

std::span<const Sentence> general_sentences() {
  static constexpr Sentence kAll[] = {
      {"check.nothing", "name a scenario or a model file, or ask for --schema",
       "请给出场景或模型文件，或使用 --schema"},
      {"check.study_set", "{} is a study: its designs set the values; --set is for scenarios",
       "{} 是研究文件：取值由其方案给出；--set 只用于场景"},
      {"check.errors", "{} error(s):", "{} 个错误："},
      {"check.good", "{}: no errors", "{}：没有错误"},
      {"hint.did_you_mean", "Did you mean '{}'?", "是否指“{}”？"},
      {"run.progress", "replications", "重复运行"},
      {"run.no_threads", "a simulated network runs in a process of its own: use --workers forks",
       "含网络仿真的场景须在独立进程中运行：请使用 --workers forks"},
      {"run.recorded", "Replication {} is recorded in {}.", "第 {} 次运行已记录于 {}。"},
      {"run.nothing_recorded",
       "--record none writes no recording: leave out -o {} or record events",
       "--record none 不产生记录：请去掉 -o {}，或改用 events 级别"},
      {"run.no_theory", "No formula speaks of this scenario: it has no calls that follow rates.",
       "本场景没有按速率到达的警情，无公式可对照。"},
      {"run.not_run", "interrupted: {} replication(s) were not run", "已中断：{} 次运行未执行"},
      {"run.failed", "replication {} failed: {}", "第 {} 次运行失败：{}"},
      {"run.crashed",
       "replication {} crashed: a fault of the program, please report it; {} holds what was "
       "recorded until then",
       "第 {} 次运行崩溃：程序缺陷，请反馈；{} 中保留了此前的记录"},
      {"head.title", "{}: {} simulated, {} replication(s), seed {}",
       "{}：仿真 {}，运行 {} 次，种子 {}"},
      {"head.hours", "{:.6g} h", "{:.6g} 小时"},
      {"head.calls",
       "Calls for service: {:.0f} a replication. Half are reached within {}, nine of ten within "
       "{}.",
       "警情：每次运行 {:.0f} 起。半数在 {}内到达现场，九成在 {}内到达。"},
      {"head.within", "Within {:.6g} min: {}{}", "{:.6g} 分钟内到达：{}{}"},
      {"head.interval", " (95 % interval {} to {} %)", "（95 % 置信区间 {} 至 {} %）"},
      {"head.no_interval", "One replication shows no interval: ask for more with --reps.",
       "单次运行没有置信区间：请用 --reps 增加次数。"},
      {"head.alarms", "Alarms: {:.1f} real and {:.1f} nuisance a replication.",
       "报警：每次运行真实报警 {:.1f} 起，误报 {:.1f} 起。"},
      {"head.alarm",
       "A real alarm has a guard on the spot after {} and the police at the gate after {} (means).",
       "真实报警平均 {}后警卫到位，{}后民警到达大门。"},
      {"head.intruders", "Intruders: {} detected, {} stopped before their goal.",
       "入侵者：{} 被发现，{} 在得手前被拦截。"},
      {"limits.none", "{}: the scenario holds no limits of standards (models/standards.yaml)",
       "{}：场景未包含标准限值（models/standards.yaml）"},
      {"time.minutes", "{} min {:02} s", "{} 分 {:02} 秒"},
      {"report.no_page",
       "{} is there already and is no page: a report does not overwrite other files",
       "{} 已存在且不是报告页面：报告不会覆盖其他文件"},
      {"head.calls_some",
       "Calls for service: {:.0f} a replication, {:.0f} of them not reached by the end. Of those "
       "reached, half within {}, nine of ten within {}.",
       "接警：每次重复 {:.0f} 起，其中 {:.0f} 起至结束未到达。已到达者半数在 {}内，九成在 {}内。"},
      {"head.calls_none", "Calls for service: {:.0f} a replication, and none was reached.",
       "接警：每次重复 {:.0f} 起，无一到达。"},
      {"import.devices", "Include {}/cameras.yaml in a scenario.",
       "请在场景中 include {}/cameras.yaml。"},
      {"export.no_devices", "a camera schedule comes out of a scenario, not of a recording",
       "摄像机清单只能从场景导出，不能从记录导出"},
      {"export.cannot_write", "cannot write {}", "无法写入 {}"},
      {"cover.no_camera_at_all", "the scenario has no site with cameras",
       "该场景没有带摄像机的场所"},
      {"cover.no_camera", "there is no camera and no group '{}'.", "没有名为“{}”的摄像机或分组。"},
      {"cover.day", "by day", "白天"},
      {"cover.night", "at night", "夜间"},
      {"cover.head", "{} of {} cameras working, {:.1f} m² to be watched, cells of {:.6g} m, {}",
       "{} / {} 台摄像机工作，应监视面积 {:.1f} 平方米，网格 {:.6g} 米，{}"},
      {"cover.columns", "  level             px/m       area m²      share   expected",
       "  等级          像素/米   面积(平方米)     占比     期望"},
      {"cover.k", "seen at '{}' by at least k cameras:{}", "达到“{}”且至少 k 台可见：{}"},
      {"cover.blind", "blind at '{}': {:.1f} m² ({} %) in {} piece(s)",
       "未达到“{}”的盲区：{:.1f} 平方米（{} %），共 {} 处"},
      {"cover.piece", "  {:.1f} m² from ({:.2f}, {:.2f}) in the site's metres",
       "  {:.1f} 平方米，起于场所坐标 ({:.2f}, {:.2f})"},
      {"cover.area", "area {} ({:.1f} m²): {} on {} %", "区域 {}（{:.1f} 平方米）：{} 覆盖 {} %"},
      {"cover.floor", "floor {} of {} ({:.1f} m²): {} on {} %, expected {} %",
       "{1} {0} 层（{2:.1f} 平方米）：{3} 覆盖 {4} %，期望 {5} %"},
      {"cover.total", "ground and floors together ({:.1f} m²): {} on {} %, expected {} %",
       "室外与各楼层合计（{:.1f} 平方米）：{} 覆盖 {} %，期望 {} %"},
      {"cover.zone", "zone {} ({:.1f} m): {} on {} % of its line",
       "防区 {}（{:.1f} 米）：{} 覆盖其长度的 {} %"},
      {"cover.asset", "asset {}: {}, by {} camera(s)", "目标 {}：{}，{} 台摄像机可见"},
      {"cover.asset_blind", "asset {}: not seen", "目标 {}：不可见"},
      {"cover.matters", "most is lost with camera {}: {:.1f} m² ({} %)",
       "失效影响最大的摄像机 {}：损失 {:.1f} 平方米（{} %）"},
      {"cover.matters_next", "  then {}: {:.1f} m² ({} %)", "  其次 {}：{:.1f} 平方米（{} %）"},
      {"cover.touring",
       "camera {} tours: at {:.6g} deg {:.1f} % of the time, {:.1f} m²; P(seen) when exposed{}",
       "巡航摄像机 {}：方位 {:.6g}°，占时 {:.1f} %，{:.1f} 平方米；暴露时被发现的概率{}"},
      {"sites.head", "Stations for {}: {} candidate places, {} places with calls, {} standing",
       "选址目标：{}；候选地点 {} 个，需求地点 {} 个，现有 {} 个"},
      {"sites.coverage", "most calls within the standard", "时限内覆盖警情最多"},
      {"sites.expected", "most calls within the standard while units are busy",
       "考虑警力占用的时限内期望覆盖最大"},
      {"sites.mean", "the least mean time to calls", "到达警情平均时间最短"},
      {"sites.longest", "the least longest time", "最长到达时间最短"},
      {"sites.all", "every place within the standard", "时限内覆盖全部地点"},
      {"sites.columns", "   p  {:.6g} min %  expected    mean s longest s   proof      junctions",
       "   p  {:.6g}分钟内%  期望覆盖%  平均(秒)  最长(秒)   最优性     路口"},
      {"sites.proven", "optimal", "已证最优"},
      {"sites.gap", "gap {:.2f} %", "差距 {:.2f} %"},
      {"sites.how_many", "say how many new stations: --p 1,2,3", "请给出新设数量：--p 1,2,3"},
      {"sites.no_junction", "there is no junction '{}'", "没有路口“{}”"},
      {"sites.none", "no choice of {} new stations reaches every place.",
       "新设 {} 个无法到达所有地点。"},
      {"sites.none_all", "no choice of stations has every place within {:.6g} min.",
       "任何选址都无法使所有地点在 {:.6g} 分钟内到达。"},
      {"sites.out_of_reach", "{} of {} places are out of reach of all {} candidates: {}.",
       "{} 处（共 {} 处）不在任何候选点（{} 个）的可达范围内：{}。"},
      {"sites.out_of_reach_more", "{} of {} places are out of reach of all {} candidates: {}, …",
       "{} 处（共 {} 处）不在任何候选点（{} 个）的可达范围内：{}等。"},
      {"sites.reached_in", "{} (at best {:.0f} s)", "{}（最快 {:.0f} 秒）"},
      {"sites.no_way", "{} (no way)", "{}（无路可达）"},
      {"sites.few_candidates",
       "--candidates {} leaves only the junctions with most calls to choose from: give a larger "
       "number, or leave it out, and they can be reached.",
       "--candidates {} 只允许在警情最多的路口中选址：增大该数或不加此项即可到达。"},
      {"sites.turnout_longer", "Turning out alone takes {:.6g} s: nothing is reached in time.",
       "仅出动准备就需 {:.6g} 秒：任何地点都无法按时到达。"},
      {"circles.no_city", "the scenario has no city", "该场景没有城市路网"},
      {"circles.no_district", "there is no district '{}'.", "没有名为“{}”的辖区。"},
      {"circles.no_station", "there is nobody to set out", "没有可出发的警务工作站或警力"},
      {"circles.no_source", "there is no station, fleet or unit '{}'.",
       "没有名为“{}”的工作站、编队或警力。"},
      {"circles.head", "{} places, {} starting points; driving alone, everybody free",
       "{} 个地点，{} 个出发点；仅计行驶，警力均空闲"},
      {"circles.within", "within {:.6g} min: {} places ({} %), {} % of the calls",
       "{:.6g} 分钟圈内：{} 个地点（{} %），占警情的 {} %"},
      {"circles.people", "within {:.6g} min: {} % of the inhabitants",
       "{:.6g} 分钟圈内：居民的 {} %"},
      {"circles.longest", "longest {:.1f} s ({:.2f} min), mean {:.1f} s ({:.2f} min)",
       "最长 {:.1f} 秒（{:.2f} 分钟），平均 {:.1f} 秒（{:.2f} 分钟）"},
      {"circles.missed", "beyond the largest mark: {}: {}", "超出最大时限：{} 个：{}"},
      {"moving.head", "{} places, {} starting points; units {}, {}: {} moments of {} replications",
       "{} 个地点，{} 个出发点；警力{}，{}：{} 个时刻，{} 次重复仿真"},
      {"moving.all", "where they are, driving alone, everybody on duty",
       "取在岗时的实际位置，仅计行驶"},
      {"moving.free", "where they are while they are free, driving alone",
       "取空闲时的实际位置，仅计行驶"},
      {"moving.any_hour", "at any hour", "全天"},
      {"moving.within", "within {:.6g} min: {:.1f} places expected{}",
       "{:.6g} 分钟圈内：期望 {:.1f} 个地点{}"},
      {"moving.range", " (95 % interval {:.1f} to {:.1f}{})", "（95 % 区间 {:.1f} 至 {:.1f}{}）"},
      {"moving.calls", "{:.2f} % of the calls{}", "占警情的 {:.2f} %{}"},
      {"moving.people", "{:.2f} % of the inhabitants{}", "居民的 {:.2f} %{}"},
      {"moving.shares", "half of the time {} places, nine tenths {}, always {}; never {}",
       "半数时间可达 {} 个地点，九成时间 {} 个，始终 {} 个；从未可达 {} 个"},
      {"moving.seldom", "less than half of the time within the largest mark: {}: {}",
       "少于半数时间在最大时限内可达：{} 个：{}"},
      {"moving.none", "no run came to an end", "没有完成任何一次仿真"},
      {"busy.head",
       "Reached by the first free unit (turnout and driving, without the handling of the call), "
       "share "
       "of calls in %:\nsimulated over {} replications (95 % interval), hypercube model, "
       "difference",
       "首个空闲警力可到达（含出动与行驶，不含接警处理），占警情 %：\n{} 次重复仿真（95 % "
       "区间）、超立方体模型、差值"},
      {"busy.no_cells", "the map of busy circles shows patrol cells: give city.cells",
       "繁忙时可达概率图按巡逻网格显示：请设置 city.cells"},
      {"busy.hour", "hour ", "时段 "},
      {"busy.column", "   within {:>4} min                          ",
       "   {:>4} 分钟圈内                          "},
      {"export.nowhere", "say where to: --gpkg OUT.gpkg, --geojson FOLDER or --csv FOLDER",
       "请指定输出：--gpkg OUT.gpkg、--geojson 文件夹 或 --csv 文件夹"},
      {"export.no_set", "a recording is as it is: --set changes scenarios only",
       "记录文件不能修改：--set 只用于场景"},
      {"export.nothing", "there is nothing to export: neither a city nor a site",
       "没有可导出的内容：既无城市也无场所"},
      {"export.no_layer", "there is no layer '{}' here, but: {}.",
       "没有名为“{}”的图层；现有图层：{}。"},
      {"export.no_origin",
       "the city has no geo_origin: coordinates are metres of its own plane, without a reference "
       "system",
       "城市未给出 geo_origin：坐标为本地平面米制，不带坐标参考系"},
      {"export.layer", "  {}: {}", "  {}：{}"},
      {"export.written", "Written: {}", "已写入：{}"},
      {"paths.no_site", "the scenario has no site", "该场景没有场所"},
      {"paths.no_adversary",
       "the site names neither an adversary nor threats: give site.adversary or site.threats",
       "场所既未给出 adversary 也未给出 threats：请在 site 下填写其一"},
      {"paths.not_searched",
       "No path was searched for: the site names no adversary (site.adversary).",
       "未搜索路径：场所未给出敌手（site.adversary）。"},
      {"paths.given", "Threats as the scenario gives them", "场景给定的威胁"},
      {"paths.head",
       "Response: {:.1f} ± {:.1f} s, probability of communication {:.3g}; weather: {}",
       "响应：{:.1f} ± {:.1f} 秒，通信成功概率 {:.3g}；天气：{}"},
      {"paths.intrusion", "From outside to a target", "由外向内（入侵）"},
      {"paths.escape", "From inside to the outside", "由内向外（脱逃）"},
      {"paths.none", "{}: no path", "{}：无路径"},
      {"paths.weakest", "weakest", "最薄弱"},
      {"paths.quickest", "quickest", "最快"},
      {"paths.stealthiest", "stealthiest", "最隐蔽"},
      {"paths.path", "  {}: P_I {:.6f} by formula, P_D {:.4f}, delay {:.1f} s",
       "  {}：公式截获概率 P_I {:.6f}，探测概率 P_D {:.4f}，延迟 {:.1f} 秒"},
      {"paths.goal", "    response to {}: {:.1f} s, standard deviation {:.1f} s",
       "    至 {} 的响应时间 {:.1f} 秒，标准差 {:.1f} 秒"},
      {"paths.race", "    simulated race: {:.4f} [{:.4f}, {:.4f}] ({} attacks)",
       "    竞速仿真：{:.4f} [{:.4f}, {:.4f}]（{} 次）"},
      {"paths.site", "    simulated site: {:.4f} [{:.4f}, {:.4f}] ({} attacks), detected {:.4f}",
       "    全场所仿真：{:.4f} [{:.4f}, {:.4f}]（{} 次），被发现 {:.4f}"},
      {"paths.cut_short",
       "  the search for the weakest path was cut short after {} labels: no path is below {:.6f}",
       "  最薄弱路径的搜索在 {} 个标号后停止：任何路径的 P_I 不低于 {:.6f}"},
      {"import.done", "{}: {} taken, {} dropped", "{}：采用 {} 行，舍弃 {} 行"},
      {"import.dropped", "  dropped, {}: {} row(s)", "  舍弃，{}：{} 行"},
      {"import.map", "the map: {} drivable ways, {} routing nodes, {:.1f} km, before any cut",
       "地图：可行车道路 {} 条，路由节点 {} 个，共 {:.1f} 千米（裁剪前）"},
      {"import.snapped", "{} station(s) moved to the nearest junction, the furthest {} by {:.1f} m",
       "{} 个警务工作站移至最近路口，最远为 {}，移动 {:.1f} 米"},
      {"import.demand",
       "demand: {:.0f} inhabitants and {:.2f} calls a day at junctions, moved by {:.0f} m at most; "
       "left out: {:.0f} and {:.2f}",
       "需求：路口处共有居民 {:.0f} 人、每日警情 {:.2f} 起，最远移动 {:.0f} 米；舍弃 {:.0f} "
       "人、{:.2f} 起"},
      {"import.written", "The scenario is in {}: try `vedette circles {}`.",
       "场景已写入 {}：可运行 `vedette circles {}`。"},
      {"import.days", "Days of the log: {} ({} to {}; {} without a row).",
       "日志共 {} 天（{} 至 {}，其中 {} 天无记录）。"},
      {"import.calls_per_day",
       "Calls: {:.4g} a day (95 % interval {:.4g} to {:.4g}); variance over mean within the hours "
       "of the week {:.3g} (1: Poisson).",
       "警情：每天 {:.4g} 起（95 % 置信区间 {:.4g} 至 {:.4g}）；一周各小时内方差与均值之比 "
       "{:.3g}（泊松为 "
       "1）。"},
      {"import.nuisance",
       "{}: {:.4g} nuisance alarms a day and sensor (95 % interval {:.4g} to {:.4g})",
       "{}：每个传感器每天误报 {:.4g} 次（95 % 置信区间 {:.4g} 至 {:.4g}）"},
      {"import.span", "{}: {} times, mean {:.4g} s, coefficient of variation {:.3g}",
       "{}：{} 个时长，平均 {:.4g} 秒，变异系数 {:.3g}"},
      {"import.fits", "  fits {} (Kolmogorov-Smirnov {:.3g}, bootstrap p {:.2g})",
       "  符合 {}（柯尔莫哥洛夫–斯米尔诺夫距离 {:.3g}，自助法 p {:.2g}）"},
      {"import.no_fit",
       "  no family fits; the nearest is {} (Kolmogorov-Smirnov {:.3g}, bootstrap p {:.2g})",
       "  没有合适的分布族；最接近的是 {}（柯尔莫哥洛夫–斯米尔诺夫距离 {:.3g}，自助法 p {:.2g}）"},
      {"import.models", "The models are in {}: a scenario may include its models.yaml.",
       "模型已写入 {}：场景可以引用其中的 models.yaml。"},
      {"import.features", "{}: {} features taken, {} dropped", "{}：采用 {} 个要素，舍弃 {} 个"},
      {"import.plan", "The plan is in {}: a scenario may include it.",
       "平面图已写入 {}：场景可以引用它。"},
      {"import.plan.no_rule", "no rule of the mapping holds", "映射中没有适用的规则"},
      {"import.plan.no_shape", "nothing is drawn", "没有图形"},
      {"import.plan.wrong_shape", "drawn in another shape than needed", "图形类型不符"},
      {"import.plan.hole", "a ring with a hole", "带孔的环"},
      {"import.plan.far_away", "too far from the anchor", "离锚点太远"},
      {"report.cannot_write", "cannot write {}", "无法写入 {}"},
      {"report.written", "The report is in {}.", "报告已写入 {}。"},
      {"validate.head", "{:<46} {:>14} {:>20} {:>10}  {:<7}  {}",
       "{:<46} {:>14} {:>20} {:>10}  {:<7}  {}"},
      {"validate.source", "source", "出处"},
      {"validate.simulated", "simulated", "仿真"},
      {"validate.progress", "cases", "案例"},
      {"validate.case", "case", "案例"},
      {"validate.expected", "expected", "应得"},
      {"validate.ours", "ours", "本机"},
      {"validate.tolerance", "tolerance", "容差"},
      {"validate.verdict", "verdict", "结论"},
      {"validate.pass", "pass", "通过"},
      {"validate.fail", "FAIL", "未通过"},
      {"validate.skip", "skipped: {}", "跳过：{}"},
      {"validate.last", "{} passed, {} failed, {} skipped", "{} 通过，{} 未通过，{} 跳过"},
  };
  return kAll;
}

}  // namespace

std::span<const Sentence> sentences() {
  static const std::vector<Sentence> all = [] {
    std::vector<Sentence> out;
    for (const auto part :
         {general_sentences(), study_sentences(), equipment_sentences(), place_sentences()})
      out.insert(out.end(), part.begin(), part.end());
    return out;
  }();
  return all;
}

std::string_view sentence(std::string_view key, Lang lang) {
  for (const Sentence& s : sentences())
    if (s.key == key) return lang == Lang::kZh ? s.zh : s.en;
  throw std::out_of_range("no sentence '" + std::string(key) + "'");
}

std::string shown_percent(double share) {
  constexpr double kNothing = 1e-11;
  if (std::abs(share) < kNothing) share = 0;
  if (std::abs(1 - share) < kNothing) share = 1;
  return plain_percent_number(share, 2);
}

}  // namespace vedette::cli
