// SPDX-License-Identifier: Apache-2.0
#include "study/comparison.hpp"

#include <fmt/format.h>

#include <string>

namespace vedette {

Json headline_measures(const World& base) {
  Json out = Json::array();
  const auto add = [&](const std::string& id, const char* goal) {
    out.push_back({{"id", id}, {"goal", goal}});
  };
  for (auto mark = base.marks_us.rbegin(); mark != base.marks_us.rend(); ++mark)
    add(fmt::format("calls.within.{:.10g}", static_cast<double>(*mark) / 1e6), "largest");
  for (const char* id : {"calls.response_s.p50", "calls.response_s.p90", "calls.unanswered",
                         "alarms.real.assessed_s.mean", "alarms.real.guard_arrived_s.mean",
                         "alarms.real.police_arrived_s.mean"})
    add(id, "smallest");
  add("intrusions.detected", "largest");
  add("intrusions.interrupted", "largest");
  return out;
}

// What makes two scenarios hard to compare, as the comparison's question; null if nothing.
Json doubts_of(const World& before, const World& after) {
  const auto hours = [](const World& w) { return w.horizon.seconds() / 3600; };
  std::string en, zh;
  if (before.horizon != after.horizon) {
    en += fmt::format(" They last {:.6g} h and {:.6g} h: counts and queues differ by that alone.",
                      hours(before), hours(after));
    zh += fmt::format("时长分别为 {:.6g} 小时和 {:.6g} 小时，仅此就会使计数与排队不同。",
                      hours(before), hours(after));
  }
  if (before.site.present != after.site.present) {
    en += " Only one of them has a site.";
    zh += "只有其中一个有场所。";
  }
  if (before.name_en != after.name_en) {
    en += fmt::format(" They are called \"{}\" and \"{}\".", before.name_en, after.name_en);
    zh += fmt::format("名称分别为“{}”和“{}”。", before.name_zh, after.name_zh);
  }
  if (en.empty()) return {};
  return Json{{"en", "Careful: these may not be the same place before and after." + en},
              {"zh", "注意：两者可能不是同一地点的前后对比。" + zh}};
}

}  // namespace vedette
