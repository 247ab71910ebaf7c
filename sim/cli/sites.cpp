// SPDX-License-Identifier: Apache-2.0
// Where stations should stand: covering, median and expected covering on the scenario's own roads.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>

#include "cli/number_checks.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "cover/site_choice.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  SiteQuestion question;
  std::vector<std::size_t> p;
  std::string district;
  std::string out;
};

constexpr double kMicro = 1e6;

struct Line {
  std::size_t p = 0;
  LocationAnswer answer;
  LocationFigures figures;
};

nlohmann::ordered_json json_of(const City& city, const SiteTown& town, const Options& o,
                               const std::vector<Line>& lines) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Line& line : lines) {
    const LocationFigures& f = line.figures;
    nlohmann::ordered_json one{{"p", line.p},
                               {"sites", site_names(city, town, line.answer)},
                               {"proven", line.answer.proven},
                               {"gap", site_gap(line.answer)},
                               {"covered_share", f.total > 0 ? f.covered / f.total : 0},
                               {"expected_share", f.total > 0 ? f.expected_covered / f.total : 0},
                               {"mean_s", f.total > 0 ? f.sum / f.total / kMicro : 0},
                               {"longest_s", f.longest / kMicro}};
    list.push_back(std::move(one));
  }
  return {{"goal", o.question.goal},
          {"minutes", o.question.minutes},
          {"busy", o.question.busy},
          {"candidates", town.sites.size()},
          {"targets", town.table.targets},
          {"standing", town.standing.size()},
          {"answers", list}};
}

void print_text(const City& city, const SiteTown& town, const Options& o,
                const std::vector<Line>& lines) {
  const Lang lang = o.common.language();
  fmt::print("{}\n", say("sites.head", lang, say("sites." + o.question.goal, lang),
                         town.sites.size(), town.table.targets, town.standing.size()));
  fmt::print("{}\n", say("sites.columns", lang, o.question.minutes));
  for (const Line& line : lines) {
    const LocationFigures& f = line.figures;
    const double total = std::max(f.total, 1e-300);
    std::string sites;
    std::map<std::string, int> units;
    for (const std::string& name : site_names(city, town, line.answer)) ++units[name];
    for (const auto& [name, count] : units)
      sites += (sites.empty() ? "" : " ") + name + (count > 1 ? fmt::format("x{}", count) : "");
    fmt::print("{:4} {:8.2f} {:9.2f} {:8.1f} {:9.1f}   {:9}  {}\n", line.p, 100 * f.covered / total,
               100 * f.expected_covered / total, f.sum / total / kMicro, f.longest / kMicro,
               line.answer.proven ? say("sites.proven", lang)
                                  : say("sites.gap", lang, 100 * site_gap(line.answer)),
               sites);
  }
}

// A table of stations as a scenario reads it; the standing ones first, under their names.
bool write_stations(const World& world, const SiteTown& town, const Options& o,
                    const LocationAnswer& answer) {
  std::ofstream file(o.out, std::ios::binary);
  file << "id,junction\n";
  const City& city = world.city;
  if (o.question.keep)
    for (const Station& station : city.stations)
      file << world.entities[station.entity.index()].name << ','
           << city.roads->node(station.node).name << '\n';
  std::size_t number = 0;
  for (const std::string& name : site_names(city, town, answer))
    file << fmt::format("new-{},{}\n", ++number, name);
  file.flush();
  return file.good();
}

// Why no choice reaches every place: what is out of reach of all candidates, and what would help.
std::string why_none(const City& city, const SiteTown& town, const SiteQuestion& q, std::size_t p,
                     Lang lang) {
  constexpr std::size_t kNamed = 5;
  const bool all = q.goal == "all";
  const double radius = all ? site_radius(q) : DistanceTable::kNoWay;
  const std::string none =
      all ? say("sites.none_all", lang, q.minutes) : say("sites.none", lang, p);
  std::string names;
  std::size_t out = 0, helped = 0;
  for (std::size_t t = 0; t < town.targets.size(); ++t) {
    double nearest = DistanceTable::kNoWay;
    for (std::size_t s = 0; s < town.table.sites; ++s)
      nearest = std::min(nearest, town.table.distance[s * town.table.targets + t]);
    if (all ? nearest <= radius : nearest < radius) continue;
    if (++out <= kNamed) {
      const std::string& name = city.roads->node(town.targets[t]).name;
      names +=
          (out > 1 ? lang == Lang::kEn ? ", " : "、" : "") +
          (nearest < DistanceTable::kNoWay ? say("sites.reached_in", lang, name, nearest / kMicro)
                                           : say("sites.no_way", lang, name));
    }
    // A place that may itself be chosen is reached once the unit has turned out.
    helped += q.turnout_s * kMicro <= radius;
  }
  if (out == 0) return none;
  const std::string gap = lang == Lang::kEn ? " " : "";
  std::string text = none + gap +
                     say(out > kNamed ? "sites.out_of_reach_more" : "sites.out_of_reach", lang, out,
                         town.table.targets, town.sites.size(), names);
  if (helped == 0)
    text += gap + say("sites.turnout_longer", lang, q.turnout_s);
  else if (q.candidates > 0 && q.candidates < town.table.targets)
    text += gap + say("sites.few_candidates", lang, q.candidates);
  return text;
}

int sites(const Options& o) {
  const Lang lang = o.common.language();
  int exit_code = kDone;
  const auto world = open_scenario(o.scenario, o.common, exit_code);
  if (!world) return exit_code;
  const City& city = world->city;
  if (!city.present) return fail(kBadInput, say("circles.no_city", lang), o.common);
  std::uint32_t district = kNoIndex;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < city.districts.size(); ++i) {
    names.push_back(city.districts[i].name);
    if (city.districts[i].name == o.district) district = i;
  }
  if (!o.district.empty() && district == kNoIndex) {
    const std::string near = nearest(o.district, names);
    return fail(kBadInput,
                say("circles.no_district", lang, o.district) +
                    (near.empty() ? "" : " " + say("hint.did_you_mean", lang, near)),
                o.common);
  }
  SiteQuestion question = o.question;
  question.district = district;
  const SiteTown town = site_town(city, question);
  std::vector<std::size_t> sizes = o.p;
  if (!o.question.given.empty()) {
    sizes = {o.question.given.size()};
  } else if (o.question.goal == "all") {
    sizes = {0};
  } else if (sizes.empty()) {
    return fail(kBadInput, say("sites.how_many", lang), o.common);
  } else if (town.standing.empty() && std::count(sizes.begin(), sizes.end(), 0u) > 0) {
    return fail(kBadInput, say("sites.nothing", lang), o.common);
  }
  const double radius = site_radius(question);
  std::vector<Line> lines;
  try {
    for (const std::size_t p : sizes) {
      Line line{p, {}, {}};
      if (o.question.given.empty()) {
        line.answer = choose_sites(town, question, p);
      } else {
        line.answer.feasible = line.answer.proven = true;
        for (const std::string& name : o.question.given) {
          const auto node = city.roads->find(name);
          const auto site =
              node ? std::find(town.sites.begin(), town.sites.end(), *node) : town.sites.end();
          if (site == town.sites.end())
            return fail(kBadInput, say("sites.no_junction", lang, name), o.common);
          line.answer.sites.push_back(static_cast<std::uint32_t>(site - town.sites.begin()));
        }
      }
      if (!line.answer.feasible)
        return fail(kNo, why_none(city, town, question, p, lang), o.common);
      line.p = line.answer.sites.size();
      std::vector<std::uint32_t> all = line.answer.sites;
      all.insert(all.end(), town.standing.begin(), town.standing.end());
      line.figures = location_figures(town.table, all, radius, o.question.busy);
      lines.push_back(std::move(line));
    }
  } catch (const std::invalid_argument& e) {
    return fail(kBadInput, e.what(), o.common);
  }
  if (o.common.json)
    print_json(json_of(city, town, o, lines));
  else
    print_text(city, town, o, lines);
  if (!o.out.empty() && !write_stations(*world, town, o, lines.back().answer))
    return fail(kIncomplete, say("export.cannot_write", lang, o.out), o.common);
  return kDone;
}

}  // namespace

void add_sites(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub = app.add_subcommand("sites", "Where stations should stand: exact answers");
  add_scenario(*sub, o->scenario);
  sub->add_option(
         "--goal", o->question.goal,
         "coverage (most calls within --minutes), expected (the same while units are busy), "
         "mean (least mean time), longest (least longest time), all (fewest stations that "
         "have every place within --minutes)")
      ->check(CLI::IsMember({"coverage", "expected", "mean", "longest", "all"}))
      ->capture_default_str();
  sub->add_option("--p", o->p, "How many new stations (units with --goal expected): 1,2,3")
      ->delimiter(',')
      ->check(CLI::Range(std::size_t{0}, std::size_t{10'000}));
  sub->add_option("--minutes", o->question.minutes, "Standard")
      ->check(above_zero())
      ->capture_default_str();
  sub->add_option("--busy", o->question.busy, "Share of the time that a unit is busy")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  sub->add_option("--turnout", o->question.turnout_s, "Seconds from the call to driving off")
      ->check(not_below_zero())
      ->capture_default_str();
  sub->add_option("--district", o->district, "Only places of this district");
  sub->add_option("--candidates", o->question.candidates,
                  "Only the N junctions with most calls as places (default: all)");
  sub->add_flag("--keep", o->question.keep, "The scenario's stations stay; new ones are added");
  sub->add_option("--given", o->question.given,
                  "Judges these junctions instead of choosing: 12,85,401")
      ->delimiter(',');
  sub->add_option("--nodes", o->question.node_limit,
                  "Branch-and-bound nodes before it stops without proof")
      ->check(CLI::Range(1, 1'000'000'000))
      ->capture_default_str();
  sub->add_option("-o,--out", o->out,
                  "Stations of the last answer as a table for city.stations (CSV)");
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = sites(*o); });
}

}  // namespace vedette::cli
