// SPDX-License-Identifier: Apache-2.0
#include "study/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "world/document/document.hpp"
#include "world/load.hpp"
#include "world/response.hpp"

namespace vedette {

namespace {

namespace fs = std::filesystem;

// Plans of its own beside the built-in one.
bool has_plans(const World& world) {
  return world.site.response && world.site.response->plans.size() > 1;
}

bool is_drill(const World& world) {
  return has_plans(world) && !world.site.response->injects.empty();
}

std::vector<fs::path> files_of(const std::string& scenario) {
  Diagnostics silent;
  std::vector<fs::path> out;
  for (const std::string& file :
       load_document(scenario_file(scenario), scenario_schema(), {}, silent).files) {
    std::error_code ignored;
    out.push_back(fs::weakly_canonical(file, ignored));
  }
  return out;
}

bool is_whole_scenario(const fs::path& file) {
  Diagnostics silent;
  const Document raw = read_document(file.string(), silent);
  return raw.root.is_object() && raw.root.contains("vedette") && raw.root.contains("duration_h");
}

}  // namespace

Json headline_measures(const World& before, const World& after) {
  Json out = Json::array();
  const auto add = [&](const std::string& id, const char* goal) {
    out.push_back({{"id", id}, {"goal", goal}});
  };
  const auto calls = [&] {
    // The middle mark first: most calls are within the longest whatever is done, few within the
    // shortest. The map shows the first one.
    auto marks = before.marks_us;
    if (!marks.empty()) {
      std::reverse(marks.begin(), marks.end());
      const auto middle = marks.begin() + static_cast<std::ptrdiff_t>((marks.size() - 1) / 2);
      std::rotate(marks.begin(), middle, middle + 1);
    }
    for (const auto mark : marks)
      add(fmt::format("calls.within.{:.10g}", static_cast<double>(mark) / 1e6), "largest");
    for (const char* id : {"calls.response_s.p50", "calls.response_s.p90", "calls.unanswered"})
      add(id, "smallest");
  };
  const auto alarms = [&] {
    for (const char* id : {"alarms.real.assessed_s.mean", "alarms.real.guard_arrived_s.mean",
                           "alarms.real.police_arrived_s.mean"})
      add(id, "smallest");
    add("intrusions.detected", "largest");
    add("intrusions.interrupted", "largest");
  };
  // A drill is about the site and what its people do; the town goes on beside it.
  const bool drill = is_drill(before) || is_drill(after);
  if (drill) add("plans.score", "largest");
  if (drill) alarms();
  calls();
  if (!drill) alarms();
  if (!drill && (has_plans(before) || has_plans(after))) add("plans.score", "largest");
  return out;
}

bool one_place(const std::string& before, const std::string& after) {
  const std::vector<fs::path> mine = files_of(before), theirs = files_of(after);
  return std::any_of(mine.begin(), mine.end(), [&](const fs::path& file) {
    return std::find(theirs.begin(), theirs.end(), file) != theirs.end() && is_whole_scenario(file);
  });
}

Json doubts_of(const World& before, const World& after, bool same_place) {
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
  if (before.name_en != after.name_en && !same_place) {
    en += fmt::format(" They are called \"{}\" and \"{}\".", before.name_en, after.name_en);
    zh += fmt::format("名称分别为“{}”和“{}”。", before.name_zh, after.name_zh);
  }
  if (en.empty()) return {};
  if (same_place) return Json{{"en", "Careful:" + en}, {"zh", "注意：" + zh}};
  return Json{{"en", "Careful: these may not be the same place before and after." + en},
              {"zh", "注意：两者可能不是同一地点的前后对比。" + zh}};
}

}  // namespace vedette
