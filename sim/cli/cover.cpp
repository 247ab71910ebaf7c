// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/cover_answer.hpp"
#include "cli/cover_without.hpp"
#include "cli/number_checks.hpp"
#include "cli/scenario_options.hpp"
#include "cli/words.hpp"
#include "cover/site_origin.hpp"
#include "export/material.hpp"
#include "export/write.hpp"
#include "world/camera_plan.hpp"

namespace vedette::cli {

namespace {

struct Options {
  Common common;
  ScenarioOptions scenario;
  bool night = false;
  std::vector<std::string> without;
  std::string level, geojson;
  CoverQuestion question;
};

using OrderedJson = nlohmann::ordered_json;

double share(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

std::string level_name(const CameraPlan& plan, std::size_t level) {
  return level == 0 ? "seen" : plan.levels[level - 1].name;
}

OrderedJson ring_json(const CellRing& ring, const CellGrid& grid) {
  OrderedJson out = OrderedJson::array();
  for (const Offset& p : metres_of(ring, grid)) out.push_back({p.x, p.y});
  return out;
}

// Over the ground and all floors.
struct Total {
  double watched_m2 = 0;
  std::vector<double> area_m2, expected_m2;  // by level
};
Total total_of(const CoverAnswer& answer) {
  Total out;
  out.area_m2.resize(answer.map->levels()), out.expected_m2.resize(answer.map->levels());
  const auto add = [&](const CoverAnswer& of) {
    out.watched_m2 += of.map->region_m2();
    for (std::size_t level = 0; level < out.area_m2.size(); ++level) {
      out.area_m2[level] += of.map->area_m2(level);
      out.expected_m2[level] += of.expected_m2[level][0];
    }
  };
  add(answer);
  for (const CoverAnswer& floor : answer.floors) add(floor);
  return out;
}

OrderedJson levels_json(const CameraPlan& plan, const CoverAnswer& answer) {
  OrderedJson levels = OrderedJson::object();
  const CoverageMap& map = *answer.map;
  for (std::size_t level = 0; level < map.levels(); ++level) {
    OrderedJson at;
    at["px_per_m"] = level == 0 ? 0 : plan.levels[level - 1].px_per_m;
    at["area_m2"] = map.area_m2(level);
    at["share"] = share(map.area_m2(level), map.region_m2());
    at["expected_m2"] = answer.expected_m2[level][0];
    at["expected_share"] = share(answer.expected_m2[level][0], map.region_m2());
    OrderedJson areas = OrderedJson::object(), zones = OrderedJson::object();
    for (std::size_t r = 1; r < map.regions(); ++r)
      areas[answer.frame.names[r]] = {
          {"area_m2", map.area_m2(level, 1, r)},
          {"share", share(map.area_m2(level, 1, r), map.region_m2(r))},
          {"expected_share", share(answer.expected_m2[level][r], map.region_m2(r))}};
    for (const ZoneCoverage& zone : answer.zones)
      zones[zone.name] = {{"length_m", zone.length_m * zone.share[level]},
                          {"share", zone.share[level]}};
    at["areas"] = areas;
    at["zones"] = zones;
    levels[level_name(plan, level)] = at;
  }
  return levels;
}

// What is told of the ground and of each floor alike.
void add_plane(OrderedJson& out, const CameraPlan& plan, const CoverQuestion& question,
               const CoverAnswer& answer) {
  const CoverageMap& map = *answer.map;
  OrderedJson k_coverage = OrderedJson::object(), blind = OrderedJson::array();
  for (std::size_t k = 1; k <= CoverageMap::kMostCounted; ++k)
    k_coverage[std::to_string(k)] = {
        {"area_m2", map.area_m2(answer.level, k)},
        {"share", share(map.area_m2(answer.level, k), map.region_m2())}};
  for (const CellPolygon& p : answer.blind) {
    OrderedJson holes = OrderedJson::array();
    for (const CellRing& hole : p.holes) holes.push_back(ring_json(hole, map.grid()));
    blind.push_back({{"area_m2", static_cast<double>(p.cells) * map.grid().cell_area_m2()},
                     {"outer", ring_json(p.outer, map.grid())},
                     {"holes", holes}});
  }
  OrderedJson assets = OrderedJson::object(), touring = OrderedJson::array();
  for (const AssetCoverage& a : answer.assets)
    assets[a.name] = {
        {"level", a.level ? OrderedJson(level_name(plan, a.level - 1)) : OrderedJson(nullptr)},
        {"cameras", a.cameras}};
  for (const TouringCoverage& t : answer.touring) {
    OrderedJson presets = OrderedJson::array();
    for (const auto& p : t.presets)
      presets.push_back({{"azimuth_deg", p.azimuth_deg},
                         {"dwell_s", p.dwell_s},
                         {"share_of_time", p.share},
                         {"area_m2", p.area_m2},
                         {"exposed_s", question.exposed_s},
                         {"p_seen", p.p_seen}});
    touring.push_back(
        {{"camera", plan.cameras[t.camera].name}, {"tour_s", t.tour_s}, {"presets", presets}});
  }
  const double blind_m2 = map.region_m2() - map.area_m2(answer.level);
  out["watched_m2"] = map.region_m2();
  out["levels"] = levels_json(plan, answer);
  out["k_coverage"] = k_coverage;
  out["blind_m2"] = blind_m2;
  out["blind_share"] = share(blind_m2, map.region_m2());
  out["blind"] = blind;
  out["assets"] = assets;
  out["touring"] = touring;
}

OrderedJson to_json(const CameraPlan& plan, const CoverQuestion& question,
                    const CoverAnswer& answer, PointMm origin) {
  OrderedJson json, total, levels, out = OrderedJson::array(), floors = OrderedJson::array(),
                                   matters = OrderedJson::array();
  for (std::size_t i = 0; i < plan.cameras.size(); ++i)
    if (!answer.map->working(i)) out.push_back(plan.cameras[i].name);
  json["profile"] = plan.profile;
  json["level"] = level_name(plan, answer.level);
  json["night"] = question.night;
  json["cameras"] = plan.cameras.size();
  json["without"] = out;
  json["cell_m"] = answer.map->grid().cell_m;
  // Less this, the places below are the metres of the site's own data.
  json["site_origin_m"] = {static_cast<double>(origin.x) / 1000,
                           static_cast<double>(origin.y) / 1000};
  add_plane(json, plan, question, answer);
  for (const CoverAnswer& floor : answer.floors) {
    OrderedJson of{{"building", floor.building}, {"floor", floor.floor}};
    add_plane(of, plan, question, floor);
    floors.push_back(of);
  }
  json["floors"] = floors;
  const Total sum = total_of(answer);
  total["watched_m2"] = sum.watched_m2;
  for (std::size_t level = 0; level < sum.area_m2.size(); ++level)
    levels[level_name(plan, level)] = {
        {"area_m2", sum.area_m2[level]},
        {"share", share(sum.area_m2[level], sum.watched_m2)},
        {"expected_m2", sum.expected_m2[level]},
        {"expected_share", share(sum.expected_m2[level], sum.watched_m2)}};
  total["levels"] = levels;
  json["total"] = total;
  for (const LostWithCamera& lost : answer.matters)
    matters.push_back({{"camera", plan.cameras[lost.camera].name},
                       {"lost_m2", lost.area_m2},
                       {"lost_share", share(lost.area_m2, sum.watched_m2)}});
  json["matters"] = matters;
  return json;
}

void print(const CameraPlan& plan, const CoverAnswer& answer, PointMm origin, const Options& o) {
  const Lang lang = o.common.language();
  const CoverageMap& map = *answer.map;
  std::size_t working = 0;
  for (std::size_t i = 0; i < plan.cameras.size(); ++i) working += map.working(i);
  fmt::print("{}\n", say("cover.head", lang, working, plan.cameras.size(), map.region_m2(),
                         map.grid().cell_m, sentence(o.night ? "cover.night" : "cover.day", lang)));
  fmt::print("{}\n", say("cover.columns", lang));
  for (std::size_t level = 0; level < map.levels(); ++level)
    fmt::print("  {:<14}{:>8}{:>14.1f}{:>9} %{:>9} %\n", level_name(plan, level),
               level == 0 ? "-" : fmt::format("{:.6g}", plan.levels[level - 1].px_per_m),
               map.area_m2(level), shown_percent(share(map.area_m2(level), map.region_m2())),
               shown_percent(share(answer.expected_m2[level][0], map.region_m2())));
  const std::string wanted = level_name(plan, answer.level);
  std::string k_text;
  for (std::size_t k = 1; k <= CoverageMap::kMostCounted; ++k)
    k_text += fmt::format("  {} {} %", k,
                          shown_percent(share(map.area_m2(answer.level, k), map.region_m2())));
  fmt::print("{}\n", say("cover.k", lang, wanted, k_text));
  const double blind_m2 = map.region_m2() - map.area_m2(answer.level);
  fmt::print("{}\n", say("cover.blind", lang, wanted, blind_m2,
                         shown_percent(share(blind_m2, map.region_m2())), answer.blind.size()));
  auto pieces = answer.blind;
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const auto& a, const auto& b) { return a.cells > b.cells; });
  for (std::size_t i = 0; i < std::min<std::size_t>(5, pieces.size()); ++i) {
    const Offset at = metres_of(pieces[i].outer, map.grid()).front();
    fmt::print("{}\n", say("cover.piece", lang,
                           static_cast<double>(pieces[i].cells) * map.grid().cell_area_m2(),
                           at.x - static_cast<double>(origin.x) / 1000,
                           at.y - static_cast<double>(origin.y) / 1000));
  }
  for (std::size_t r = 1; r < map.regions(); ++r)
    fmt::print("{}\n",
               say("cover.area", lang, answer.frame.names[r], map.region_m2(r), wanted,
                   shown_percent(share(map.area_m2(answer.level, 1, r), map.region_m2(r)))));
  for (const ZoneCoverage& zone : answer.zones)
    fmt::print("{}\n", say("cover.zone", lang, zone.name, zone.length_m, wanted,
                           shown_percent(zone.share[answer.level])));
  const Total total = total_of(answer);
  for (const CoverAnswer& floor : answer.floors) {
    const double area = floor.map->region_m2();
    fmt::print("{}\n", say("cover.floor", lang, floor.floor, floor.building, area, wanted,
                           shown_percent(share(floor.map->area_m2(answer.level), area)),
                           shown_percent(share(floor.expected_m2[answer.level][0], area))));
  }
  if (!answer.floors.empty())
    fmt::print("{}\n",
               say("cover.total", lang, total.watched_m2, wanted,
                   shown_percent(share(total.area_m2[answer.level], total.watched_m2)),
                   shown_percent(share(total.expected_m2[answer.level], total.watched_m2))));
  std::vector<AssetCoverage> assets = answer.assets;
  std::vector<TouringCoverage> all_touring = answer.touring;
  for (const CoverAnswer& floor : answer.floors) {
    assets.insert(assets.end(), floor.assets.begin(), floor.assets.end());
    all_touring.insert(all_touring.end(), floor.touring.begin(), floor.touring.end());
  }
  for (const AssetCoverage& asset : assets)
    fmt::print("{}\n", asset.level ? say("cover.asset", lang, asset.name,
                                         level_name(plan, asset.level - 1), asset.cameras.size())
                                   : say("cover.asset_blind", lang, asset.name));
  for (std::size_t i = 0; i < std::min<std::size_t>(5, answer.matters.size()); ++i)
    fmt::print("{}\n", say(i ? "cover.matters_next" : "cover.matters", lang,
                           plan.cameras[answer.matters[i].camera].name, answer.matters[i].area_m2,
                           shown_percent(share(answer.matters[i].area_m2, total.watched_m2))));
  for (const TouringCoverage& t : all_touring)
    for (const auto& p : t.presets) {
      std::string seen;
      for (std::size_t i = 0; i < p.p_seen.size(); ++i)
        seen += fmt::format("  {:.6g} s: {:.4f}", o.question.exposed_s[i], p.p_seen[i]);
      fmt::print("{}\n", say("cover.touring", lang, plan.cameras[t.camera].name, p.azimuth_deg,
                             100 * p.share, p.area_m2, seen));
    }
}

gis::Rings rings_of(const CellPolygon& polygon, const CellGrid& grid) {
  const auto ring = [&](const CellRing& corners) {
    Polygon out;
    for (const Offset& p : metres_of(corners, grid)) out.push_back(millimetres(p.x, p.y));
    return out;
  };
  gis::Rings out{ring(polygon.outer)};
  for (const CellRing& hole : polygon.holes) out.push_back(ring(hole));
  return out;
}

// Blind spots, what each level covers, and the cameras.
std::vector<gis::Layer> layers(const CameraPlan& plan, const CoverAnswer& answer) {
  using gis::FieldKind;
  std::vector<gis::Layer> out;
  std::vector<const CoverAnswer*> planes{&answer};
  for (const CoverAnswer& floor : answer.floors) planes.push_back(&floor);
  const auto feature = [&plan](const CoverAnswer& of, std::size_t level, const CellPolygon& p) {
    const CellGrid& grid = of.map->grid();
    return gis::Feature{{of.building, static_cast<std::int64_t>(of.floor), level_name(plan, level),
                         static_cast<double>(p.cells) * grid.cell_area_m2()},
                        {},
                        {rings_of(p, grid)}};
  };
  const std::vector<gis::Field> fields{{"building", FieldKind::kText},
                                       {"floor", FieldKind::kInteger},
                                       {"level", FieldKind::kText},
                                       {"area_m2", FieldKind::kReal}};
  out.push_back({"blind_spots", "What no camera sees at the level of the site's coverage",
                 gis::ShapeKind::kPolygons, fields, [planes, feature](const auto& take) {
                   for (const CoverAnswer* of : planes)
                     for (const CellPolygon& p : of->blind) take(feature(*of, of->level, p));
                 }});
  out.push_back({"coverage", "What some camera sees, by level of density",
                 gis::ShapeKind::kPolygons, fields, [planes, feature](const auto& take) {
                   for (const CoverAnswer* of : planes)
                     for (std::size_t level = 0; level < of->map->levels(); ++level)
                       for (const CellPolygon& p : of->map->covered(level))
                         take(feature(*of, level, p));
                 }});
  out.push_back({"cameras",
                 "Cameras as they hang",
                 gis::ShapeKind::kPoint,
                 {{"camera", FieldKind::kText},
                  {"type", FieldKind::kText},
                  {"building", FieldKind::kText},
                  {"floor", FieldKind::kInteger},
                  {"azimuth_deg", FieldKind::kReal},
                  {"hfov_deg", FieldKind::kReal},
                  {"range_m", FieldKind::kReal},
                  {"lost_m2", FieldKind::kReal}},
                 [&](const auto& take) {
                   for (std::size_t i = 0; i < plan.cameras.size(); ++i) {
                     const CameraPose& c = plan.cameras[i];
                     const auto on =
                         std::find_if(plan.floors.begin(), plan.floors.end(),
                                      [&](const CameraFloor& floor) { return hangs_on(c, floor); });
                     const bool inside = on != plan.floors.end();
                     double lost_m2 = 0;
                     for (const LostWithCamera& lost : answer.matters)
                       if (lost.camera == i) lost_m2 = lost.area_m2;
                     take({{c.name, c.type, inside ? on->building : std::string(),
                            static_cast<std::int64_t>(inside ? on->floor : 1), c.azimuth_deg,
                            c.lens.hfov_deg, c.lens.range_m, lost_m2},
                           {c.at},
                           {}});
                   }
                 }});
  return out;
}

int cover(const Options& given) {
  Options o = given;
  const Lang lang = o.common.language();
  int exit_code = kDone;
  if (!o.level.empty()) o.scenario.overrides.push_back("site.coverage.level=" + o.level);
  const auto world = open_scenario(o.scenario, o.common, exit_code);
  if (!world) return exit_code;
  if (!world->site.present || world->site.camera_plan->cameras.empty())
    return fail(kBadInput, say("cover.no_camera_at_all", lang), o.common);
  const CameraPlan& plan = *world->site.camera_plan;
  o.question.night = o.night;
  if (const auto unknown = take_out(*world, o.without, o.question.without)) {
    const std::string hint =
        unknown->nearest.empty() ? "" : " " + say("hint.did_you_mean", lang, unknown->nearest);
    return fail(kBadInput, say("cover.no_camera", lang, unknown->name) + hint, o.common);
  }
  CoverAnswer answer;
  try {
    answer = cover_site(*world, o.question);
  } catch (const InputError& e) {
    Diagnostics diagnostics;
    diagnostics.error({o.scenario.scenario, 0, 0}, e.diagnostic.message, e.diagnostic.hint);
    return report_bad_input(diagnostics, o.common);
  }
  if (!o.geojson.empty()) {
    const gis::Material material = gis::material_of(*world);
    gis::write_geojson(o.geojson, layers(plan, answer), {material.origin, material.start});
  }
  if (o.common.json)
    print_json(to_json(plan, o.question, answer, site_origin(*world)));
  else
    print(plan, answer, site_origin(*world), o);
  return kDone;
}

}  // namespace

void add_cover(CLI::App& app, int& exit_code) {
  auto o = std::make_shared<Options>();
  CLI::App* sub =
      app.add_subcommand("cover", "What the cameras see: density levels, k-coverage, blind spots");
  add_scenario(*sub, o->scenario);
  sub->add_flag("--night", o->night, "In the dark: infrared, lights, heat");
  sub->add_option("--without", o->without,
                  "What has failed: cameras, groups, or a switch, machine room or supply with what "
                  "hangs on it")
      ->delimiter(',');
  sub->add_option("--level", o->level, "Level that blind spots and k-coverage are about");
  sub->add_option("--exposed", o->question.exposed_s,
                  "Seconds that an intruder is in a touring camera's preset")
      ->delimiter(',')
      ->check(not_below_zero());
  sub->add_option("--needed", o->question.needed_s, "Seconds of looking needed to see him")
      ->check(not_below_zero())
      ->capture_default_str();
  sub->add_option("--geojson", o->geojson, "Folder for map layers: blind spots, coverage, cameras");
  add_common(*sub, o->common);
  sub->callback([o, &exit_code] { exit_code = cover(*o); });
}

}  // namespace vedette::cli
