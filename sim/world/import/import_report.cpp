// SPDX-License-Identifier: Apache-2.0
#include "world/import/import_report.hpp"

#include <algorithm>
#include <array>

namespace vedette {

namespace {

struct ReasonWords {
  std::string_view name, en, zh;
};
// In the order of DropReason.
constexpr std::array<ReasonWords, 10> kReasons{{
    {"road_to_itself", "from a junction to itself", "起点与终点为同一路口"},
    {"same_road", "the same road once more", "重复的道路"},
    {"cut_off_junction", "cannot be reached from the rest and left again", "与主路网不连通"},
    {"cut_off_road", "one of its junctions is left out", "其路口已被舍弃"},
    {"cut_off_station", "its junction is left out", "所在路口已被舍弃"},
    {"empty_district", "no junction lies in it", "辖区内没有路口"},
    {"closed_way", "its access is left out", "按 access 标签不予通行"},
    {"missing_nodes", "its nodes are not in the file", "文件中没有其节点"},
    {"no_line", "is no line", "不是线要素"},
    {"too_far", "further from every junction than the snap limit", "距所有路口均超过吸附限距"},
}};

// Enough to find what is meant; a report of a million rows stays readable.
constexpr std::size_t kLinesListed = 100;

const ReasonWords& words(DropReason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

}  // namespace

std::string_view drop_reason_name(DropReason reason) {
  return words(reason).name;
}

std::string_view drop_reason_text(DropReason reason, Lang lang) {
  return lang == Lang::kZh ? words(reason).zh : words(reason).en;
}

void ImportedTable::drop(DropReason reason, std::int64_t line) {
  --taken;
  for (DroppedRows& one : dropped)
    if (one.reason == reason) {
      one.lines.push_back(line);
      return;
    }
  dropped.push_back({reason, {line}});
}

Json to_json(const ImportReport& report) {
  Json tables = Json::array();
  for (const ImportedTable& table : report.tables) {
    Json dropped = Json::array();
    for (const DroppedRows& one : table.dropped) {
      const std::size_t listed = std::min(one.lines.size(), kLinesListed);
      dropped.push_back(
          {{"reason", drop_reason_name(one.reason)},
           {"why", drop_reason_text(one.reason, Lang::kEn)},
           {"rows", one.lines.size()},
           {table.named_by,
            std::vector<std::int64_t>(one.lines.begin(),
                                      one.lines.begin() + static_cast<std::ptrdiff_t>(listed))}});
    }
    tables.push_back({{"table", table.role},
                      {"file", table.file},
                      {"sha256", table.sha256},
                      {"rows", table.rows},
                      {"taken", table.taken},
                      {"dropped", table.dropped_rows()},
                      {"dropped_because", std::move(dropped)}});
  }
  Json out{{"import", "roads"},
           {"mapping", report.mapping},
           {"mapping_sha256", report.mapping_sha256},
           {"source", report.source},
           {"tables", std::move(tables)},
           {"totals", report.totals}};
  out.update(report.details);
  return out;
}

}  // namespace vedette
