// SPDX-License-Identifier: Apache-2.0
#include "cli/busy_circles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "base/statistics.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/words.hpp"
#include "cover/busy_circles.hpp"
#include "export/layers.hpp"
#include "export/write.hpp"
#include "study/replications.hpp"

namespace vedette::cli {

namespace {

using nlohmann::ordered_json;

// One hour's answer.
struct Hour {
  int hour = 0;
  std::vector<Interval> simulated;       // per mark: share of calls
  std::optional<BusyCircles> hypercube;  // none: no unit on duty, or no calls
  std::vector<double> hypercube_share;   // per mark, over the same areas
};

class Answer {
 public:
  Answer(const World& world, const BusyQuestion& question,
         const std::vector<Replication>& replications)
      : world_(world), city_(world.city), question_(question), busy_(world) {
    for (const Replication& r : replications)
      if (r.reach) counts_.push_back(&*r.reach);
    for (const ReachCounts* counts : counts_) all_.add(*counts);
  }

  std::vector<Hour> hours() const {
    std::vector<Hour> out;
    for (int h = 0; h < 24; ++h) {
      if (question_.hour && h != *question_.hour) continue;
      if (all_.moments(static_cast<std::size_t>(h)) == 0) continue;
      out.push_back(hour(h));
    }
    return out;
  }

  // Per cell and hour the simulated share of its calls (of its places where it has no calls).
  ordered_json cells(const std::vector<Hour>& hours) const {
    ordered_json out = ordered_json::array();
    for (std::size_t c = 0; c < city_.cells.size(); ++c) {
      std::vector<std::size_t> areas;
      for (std::size_t a = 0; a < city_.areas.size(); ++a)
        if (city_.areas[a].cell == c && wanted(a)) areas.push_back(a);
      if (areas.empty()) continue;
      ordered_json cell{{"cell", world_.entities[city_.cells[c].entity.index()].name}};
      for (std::size_t m = 0; m < question_.marks.size(); ++m) {
        ordered_json simulated = ordered_json::array(), hypercube = ordered_json::array();
        for (const Hour& hour : hours) {
          simulated.push_back(mean_over(areas, [&](std::size_t a) {
            return all_.share(static_cast<std::size_t>(hour.hour), a, m);
          }));
          if (hour.hypercube)
            hypercube.push_back(
                mean_over(areas, [&](std::size_t a) { return hour.hypercube->reach[a][m]; }));
          else
            hypercube.push_back(nullptr);
        }
        cell["within"][mark_name(m)] = {{"simulated", simulated}, {"hypercube", hypercube}};
      }
      out.push_back(std::move(cell));
    }
    return out;
  }

  // The same as a map: each cell once an hour.
  gis::Layer layer(const std::vector<Hour>& hours) const {
    gis::Layer out;
    out.name = "reach_by_cell";
    out.description =
        "Share of each patrol cell's calls that a free unit could reach within each mark at that "
        "hour, turnout and driving: simulated, and by the hypercube model.";
    out.shape = gis::ShapeKind::kPolygons;
    out.fields = {
        {"cell"}, {"hour", gis::FieldKind::kInteger}, {"calls_per_day", gis::FieldKind::kReal}};
    for (const Duration mark : question_.marks)
      for (const char* by : {"simulated_", "hypercube_"})
        out.fields.push_back({by + gis::number_name(mark.seconds()) + "_s", gis::FieldKind::kReal});
    auto features = std::make_shared<std::vector<gis::Feature>>();
    for (std::size_t c = 0; c < city_.cells.size(); ++c) {
      std::vector<std::size_t> areas;
      double calls = 0;
      for (std::size_t a = 0; a < city_.areas.size(); ++a)
        if (city_.areas[a].cell == c && wanted(a)) {
          areas.push_back(a);
          calls += city_.areas[a].calls_per_day;
        }
      if (areas.empty()) continue;
      for (const Hour& hour : hours) {
        gis::Feature f{{world_.entities[city_.cells[c].entity.index()].name,
                        gis::whole(static_cast<std::uint64_t>(hour.hour)), calls},
                       {},
                       {{city_.cells[c].corners}}};
        for (std::size_t m = 0; m < question_.marks.size(); ++m) {
          f.values.push_back(gis::real(mean_over(areas, [&](std::size_t a) {
            return all_.share(static_cast<std::size_t>(hour.hour), a, m);
          })));
          f.values.push_back(gis::real(
              hour.hypercube
                  ? mean_over(areas, [&](std::size_t a) { return hour.hypercube->reach[a][m]; })
                  : std::nan("")));
        }
        features->push_back(std::move(f));
      }
    }
    out.each = [features](const std::function<void(const gis::Feature&)>& take) {
      for (const gis::Feature& f : *features) take(f);
    };
    return out;
  }

  std::string mark_name(std::size_t m) const {
    return fmt::format("{}", question_.marks[m].seconds() / 60);
  }

 private:
  bool wanted(std::size_t a) const {
    return question_.district == kNoIndex || city_.areas[a].district == question_.district;
  }
  // Weighted by calls, where there are any.
  template <class Of>
  double mean_over(const std::vector<std::size_t>& areas, Of of) const {
    double calls = 0, sum = 0, plain = 0;
    for (const std::size_t a : areas) {
      calls += city_.areas[a].calls_per_day;
      sum += city_.areas[a].calls_per_day * of(a);
      plain += of(a);
    }
    return calls > 0 ? sum / calls : plain / static_cast<double>(areas.size());
  }

  Hour hour(int h) const {
    Hour out;
    out.hour = h;
    std::vector<std::size_t> areas;
    for (std::size_t a = 0; a < city_.areas.size(); ++a)
      if (wanted(a)) areas.push_back(a);
    for (std::size_t m = 0; m < question_.marks.size(); ++m) {
      Accumulator over;
      for (const ReachCounts* counts : counts_)
        if (counts->moments(static_cast<std::size_t>(h)) > 0)
          over.add(mean_over(areas, [&](std::size_t a) {
            return counts->share(static_cast<std::size_t>(h), a, m);
          }));
      out.simulated.push_back(over.interval());
    }
    try {
      out.hypercube =
          busy_.solve(static_cast<std::size_t>(world_.start_weekday * 24 + h), question_.marks);
      for (std::size_t m = 0; m < question_.marks.size(); ++m)
        out.hypercube_share.push_back(
            mean_over(areas, [&](std::size_t a) { return out.hypercube->reach[a][m]; }));
    } catch (const std::invalid_argument&) {  // nobody on duty, or no calls, in that hour
    }
    return out;
  }

  const World& world_;
  const City& city_;
  const BusyQuestion& question_;
  std::vector<const ReachCounts*> counts_;
  ReachCounts all_;
  mutable BusyHours busy_;
};

ordered_json json_of(const Answer& answer, const std::vector<Hour>& hours) {
  ordered_json list = ordered_json::array();
  const auto number = [](double x) { return std::isnan(x) ? ordered_json() : ordered_json(x); };
  for (const Hour& hour : hours) {
    ordered_json one{{"hour", hour.hour}};
    if (hour.hypercube)
      one["hypercube"] = {
          {"units", hour.hypercube->units},       {"workload", hour.hypercube->workload},
          {"all_busy", hour.hypercube->all_busy}, {"service_s", hour.hypercube->service_s},
          {"exact", hour.hypercube->exact},       {"moving", hour.hypercube->moving}};
    for (std::size_t m = 0; m < hour.simulated.size(); ++m) {
      const Interval& s = hour.simulated[m];
      ordered_json mark{
          {"simulated", number(s.value)}, {"low", number(s.low)}, {"high", number(s.high)}};
      if (hour.hypercube) {
        mark["hypercube"] = hour.hypercube_share[m];
        mark["difference"] = s.value - hour.hypercube_share[m];
      }
      one["within"][answer.mark_name(m)] = mark;
    }
    list.push_back(std::move(one));
  }
  return list;
}

void print_text(const Answer& answer, const std::vector<Hour>& hours, std::uint64_t reps,
                Lang lang) {
  fmt::print("{}\n", say("busy.head", lang, reps));
  std::string head = say("busy.hour", lang);
  if (hours.empty()) return;
  for (std::size_t m = 0; m < hours.front().simulated.size(); ++m)
    head += say("busy.column", lang, answer.mark_name(m));
  fmt::print("{}\n", head);
  for (const Hour& hour : hours) {
    std::string line = fmt::format("{:02}:00", hour.hour);
    for (std::size_t m = 0; m < hour.simulated.size(); ++m) {
      const Interval& s = hour.simulated[m];
      line += fmt::format("   {:6.2f} {}", 100 * s.value,
                          s.known() ? fmt::format("({:6.2f} – {:6.2f})", 100 * std::max(s.low, 0.0),
                                                  100 * std::min(s.high, 1.0))
                                    : std::string(17, ' '));
      line += hour.hypercube ? fmt::format(" {:6.2f} {:+6.2f}", 100 * hour.hypercube_share[m],
                                           100 * (s.value - hour.hypercube_share[m]))
                             : std::string(14, ' ');
    }
    fmt::print("{}\n", line);
  }
}

}  // namespace

int busy_circles_command(const World& world, const BusyQuestion& question, const Common& common) {
  const Lang lang = common.language();
  if (!question.geojson.empty() && world.city.cells.empty())
    return fail(kBadInput, say("busy.no_cells", lang), common);
  // The counts are made at the world's marks: these are the ones asked for.
  World own = world;
  own.marks_us.clear();
  for (const Duration mark : question.marks) own.marks_us.push_back(mark.us);
  InterruptWatch interrupt;
  ReplicationPlan plan;
  plan.seed = own.seed;
  plan.count = question.reps;
  plan.workers = question.jobs;
  plan.reach_every = seconds(question.every_s);
  plan.interrupted = [] { return InterruptWatch::asked(); };
  std::vector<Replication> replications;
  {
    const std::string what = say("run.progress", lang);
    Progress progress(what, lang);
    plan.progress = [&](std::uint64_t done, std::uint64_t total) { progress(done, total); };
    replications = Replicator(own).run(plan);
  }
  int exit_code = kDone;
  std::uint64_t finished = 0;
  for (const Replication& r : replications) {
    finished += r.reach.has_value();
    if (!r.reach) exit_code = kIncomplete;
  }
  const Answer answer(own, question, replications);
  const std::vector<Hour> hours = answer.hours();
  if (!question.geojson.empty()) {
    std::optional<LonLat> origin;
    if (const auto& at = own.city.geo_origin) origin = LonLat{(*at)[0], (*at)[1]};
    gis::write_geojson(question.geojson, {answer.layer(hours)}, {origin, own.start});
    if (!origin) fmt::print(stderr, "{}\n", say("export.no_origin", lang));
  }
  if (common.json)
    print_json({{"replications", finished},
                {"every_s", question.every_s},
                {"hours", json_of(answer, hours)},
                {"cells", answer.cells(hours)}});
  else
    print_text(answer, hours, finished, lang);
  if (!common.json && !question.geojson.empty())
    fmt::print("{}\n", say("export.written", lang, question.geojson));
  return exit_code;
}

}  // namespace vedette::cli
