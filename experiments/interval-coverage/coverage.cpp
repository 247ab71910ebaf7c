// SPDX-License-Identifier: Apache-2.0
// How often the 95 % interval of a study covers the answer, where the answer is known: thousands of
// small studies of a town whose mean number of calls and share within a mark are exact. Prints one
// line for each figure and rule.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/run.hpp"
#include "study/estimate.hpp"
#include "study/load_study.hpp"
#include "study/multiple_comparison.hpp"
#include "study/needed.hpp"
#include "study/replications.hpp"
#include "study/run_study.hpp"
#include "world/load.hpp"

namespace fs = std::filesystem;
using namespace vedette;

namespace {

constexpr double kCallsPerDay = 40;  // ten at each of four junctions

// Four junctions in a row, 1 km apart at 60 km/h: driving takes 0, 60, 120 and 180 s from the
// station, with nothing before it. Forty cars stand there, so that a call never waits: the share
// within 60 s is exactly one half, and within 120 s exactly three quarters.
void write_town(const fs::path& folder) {
  fs::create_directories(folder);
  std::ofstream(folder / "j.csv") << "id,x_m,y_m,district,calls_per_day\n"
                                     "1,0,0,d,10\n2,1000,0,d,10\n3,2000,0,d,10\n4,3000,0,d,10\n";
  std::ofstream(folder / "r.csv") << "from,to,length_m,speed_kmh,oneway\n"
                                     "1,2,1000,60,0\n2,3,1000,60,0\n3,4,1000,60,0\n";
  std::ofstream(folder / "scenario.yaml") << R"(vedette: 1
name: Four junctions
start: "2026-03-02T00:00:00+08:00"
duration_h: 24
marks_min: [1, 2, 3]
models:
  roads:
    plain: {default_speed_kmh: 60, siren_factor: 1, sources: {"*": "assumption: exact times"}}
  dispatch:
    instant: {handling_s: 0, sources: {"*": "assumption: exact times"}}
  call_types:
    plain: {share: 1, priority: 1, on_scene_s: 300, sources: {"*": "assumption: exact times"}}
  units:
    car:
      turnout_s: 0
      turnout_on_patrol_s: 0
      pause_s: 60
      sources: {"*": "assumption: exact times"}
city:
  junctions: j.csv
  roads: r.csv
  road_type: plain
  stations: {one: {junction: 1}}
  call_types: [plain]
  dispatch: {type: instant, rule: nearest, desks: 40}
units:
  cars: {type: car, count: 40, at: stations}
)";
}

struct Count {
  std::atomic<int> covered{0}, studies{0};
  std::atomic<long> replications{0};
};

}  // namespace

int main(int argc, char** argv) {
  const int studies = argc > 1 ? std::atoi(argv[1]) : 4000;
  const unsigned jobs = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
  const fs::path folder = fs::temp_directory_path() / fmt::format("coverage-{}", ::getpid());
  write_town(folder);
  struct Case {
    const char *rule, *measure;
    double exact;
    const char* replications;
    double half_width;
  };
  const std::vector<Case> cases{
      {"fixed, 10", "calls.n", kCallsPerDay, "10", 0},
      {"fixed, 10", "calls.within.60", 0.5, "10", 0},
      {"fixed, 10", "calls.within.120", 0.75, "10", 0},
      {"two stages, 10 to 100", "calls.n", kCallsPerDay, "{sequential: {first: 10, most: 100}}", 2},
      {"two stages, 10 to 100", "calls.within.60", 0.5, "{sequential: {first: 10, most: 100}}",
       0.025},
      {"two stages, 10 to 20 (cap)", "calls.n", kCallsPerDay, "{sequential: {first: 10, most: 20}}",
       2},
  };
  for (const Case& c : cases) {
    const fs::path file = folder / "study.yaml";
    std::ofstream(file) << "vedette: 1\nstudy: Coverage\nscenario: scenario.yaml\n"
                        << "design: {scenarios: {same: scenario.yaml}}\nmeasures: [{id: "
                        << c.measure
                        << (c.half_width > 0 ? fmt::format(", half_width: {}", c.half_width) : "")
                        << "}]\nreplications: " << c.replications << "\n";
    Diagnostics diagnostics;
    auto loaded = load_study(file.string(), diagnostics);
    for (const Diagnostic& d : diagnostics.sorted()) fmt::print(stderr, "{}\n", to_text(d));
    if (!loaded) return 2;
    loaded->study.designs.resize(1);  // the baseline alone
    Count tally;
    std::atomic<int> next{0};
    std::vector<std::thread> threads;
    const auto frame = std::make_shared<const FigureFrame>(frame_of(*loaded->base));
    for (unsigned t = 0; t < jobs; ++t) {
      threads.emplace_back([&] {
        for (int i; (i = next++) < studies;) {
          StudyResults results(1);
          for (;;) {
            const Needed now = needed(loaded->study, results);
            const auto tasks = missing(now, results, false);
            if (tasks.empty()) break;
            for (const StudyTask& task : tasks) {
              Figures figures(frame, task.rep);
              Sinks sinks;
              sinks.add(figures);
              const auto carrier = make_carrier(*loaded->base);
              Run run(*loaded->base, Random(static_cast<std::uint64_t>(1000 + i), task.rep),
                      *carrier, sinks);
              run.execute();
              StudyRow row;
              row.task = task;
              for (const Figure& f : figures.result().figures)
                if (f.id == c.measure && f.n > 0) row.figures.push_back(f);
              results.add(row);
            }
          }
          const std::uint64_t last = results.complete_to(0);
          const Estimate e = estimate(loaded->study, results, 0, c.measure, last, 0.95);
          tally.covered += e.mean.contains(c.exact);
          tally.replications += static_cast<long>(last);
          ++tally.studies;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    const double share = tally.covered / double(tally.studies);
    const Interval i = wilson(static_cast<std::uint64_t>(tally.covered.load()),
                              static_cast<std::uint64_t>(tally.studies.load()));
    fmt::print(
        "{:<28} {:<18} exact {:<6} covered {:.2f} % [{:.2f}, {:.2f}] of {} studies, {:.1f} "
        "replications each\n",
        c.rule, c.measure, c.exact, 100 * share, 100 * i.low, 100 * i.high, tally.studies.load(),
        double(tally.replications) / tally.studies);
    std::fflush(stdout);
  }
  fs::remove_all(folder);
}
