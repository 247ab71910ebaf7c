// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "cli/words.hpp"
#include "world/import/import_folder.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  std::string in, mapping, out;
};

// What is more than rows taken and dropped.
void print_details(const Json& details, Lang lang) {
  const auto number = [](const Json& at, const char* key) { return at.at(key).get<double>(); };
  if (details.contains("map")) {
    const Json& map = details["map"];
    fmt::print("{}\n", say("import.map", lang, map["drivable_ways"].get<std::size_t>(),
                           map["routing_nodes"].get<std::size_t>(), number(map, "length_km")));
  }
  if (details.contains("stations_snapped")) {
    const Json& stations = details["stations_snapped"];
    const auto furthest =
        std::max_element(stations.begin(), stations.end(), [&](const Json& a, const Json& b) {
          return number(a, "distance_m") < number(b, "distance_m");
        });
    fmt::print("{}\n",
               say("import.snapped", lang, stations.size(),
                   (*furthest)["station"].get<std::string>(), number(*furthest, "distance_m")));
  }
  if (details.contains("demand")) {
    const Json& demand = details["demand"];
    fmt::print("{}\n",
               say("import.demand", lang, number(demand, "population"),
                   number(demand, "calls_per_day"), number(demand, "largest_distance_m"),
                   number(demand, "dropped_population"), number(demand, "dropped_calls_per_day")));
  }
}

int roads(const Options& o) {
  const Lang lang = o.common.language();
  Diagnostics diagnostics;
  const auto import = import_roads(o.in, o.mapping, diagnostics);
  if (!may_import_to(o.out, diagnostics) || !import) return report_bad_input(diagnostics, o.common);
  try {
    if (!write_import(*import, o.out, diagnostics)) return report_bad_input(diagnostics, o.common);
  } catch (const ImportWriteError& e) {
    return fail(kIncomplete, e.sentence, o.common);
  }
  report_warnings(diagnostics);
  if (o.common.json) {
    Json document{{"ok", true}, {"out", o.out}};
    document.update(to_json(import->report));
    print_json(document);
    return kDone;
  }
  for (const ImportedTable& table : import->report.tables) {
    fmt::print("{}\n", say("import.done", lang, table.file + " (" + table.role + ")", table.taken,
                           table.dropped_rows()));
    for (const DroppedRows& rows : table.dropped)
      fmt::print("{}\n", say("import.dropped", lang, drop_reason_text(rows.reason, lang),
                             rows.lines.size()));
  }
  print_details(import->report.details, lang);
  fmt::print("{}\n", say("import.written", lang, o.out, o.out));
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  CLI::App* sub =
      app.add_subcommand("import", "Real data in, with a report of rows taken, dropped and why");
  sub->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* kind = sub->add_subcommand(
      "roads", "Junctions, roads and stations from CSV tables or a map: a scenario of its own");
  kind->add_option("in", o->in, "Folder with the tables or the map, or one file")->required();
  kind->add_option("--mapping", o->mapping, "Which column is what, and what the tables do not say")
      ->required();
  kind->add_option("-o,--out", o->out, "Folder for the scenario: new, or of an earlier import")
      ->required();
  add_common(*kind, o->common);
  kind->callback([o, &exit_code] { exit_code = roads(*o); });
  add_import_devices(*sub, exit_code);
  add_import_logs(*sub, exit_code);
  add_import_layout(*sub, exit_code);
}

}  // namespace vedette::cli
