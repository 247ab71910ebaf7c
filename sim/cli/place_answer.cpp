// SPDX-License-Identifier: Apache-2.0
#include "cli/place_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/portable_math.hpp"
#include "cover/site_coverage.hpp"
#include "world/layout.hpp"

namespace vedette::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;

std::string level_name(const CameraPlan& plan, std::size_t level) {
  return level == 0 ? "seen" : plan.levels[level - 1].name;
}

double rounded(double metres) {
  return std::round(metres * 100) / 100;
}

OrderedJson interval(const Interval& i) {
  const auto number = [](double x) { return std::isfinite(x) ? OrderedJson(x) : OrderedJson(); };
  return {{"mean", number(i.value)}, {"low", number(i.low)}, {"high", number(i.high)}};
}

OrderedJson ring_json(const CellRing& ring, const CellGrid& grid) {
  OrderedJson out = OrderedJson::array();
  for (const Offset& p : metres_of(ring, grid)) out.push_back({rounded(p.x), rounded(p.y)});
  return out;
}

// Outside buildings, on the ground: what a placement takes down and puts up.
std::vector<std::uint32_t> outdoors(const CameraPlan& plan, const PlacementField& field) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < plan.cameras.size(); ++i)
    if (std::find(field.stay.begin(), field.stay.end(), i) == field.stay.end()) out.push_back(i);
  return out;
}

OrderedJson camera_json(const CameraPose& camera) {
  return {{"name", camera.name},
          {"type", camera.type},
          {"at",
           {rounded(static_cast<double>(camera.at.x) / 1000),
            rounded(static_cast<double>(camera.at.y) / 1000)}},
          {"azimuth_deg", camera.azimuth_deg},
          {"hfov_deg", camera.lens.hfov_deg},
          {"range_m", camera.lens.range_m}};
}

// Walls, blind spots and cameras of both designs.
OrderedJson map_json(const World& world, const PlaceQuestion& question, const PlaceAnswer& answer) {
  const CameraPlan& plan = *world.site.camera_plan;
  OrderedJson map, walls = OrderedJson::array(), fences = OrderedJson::array(),
                   buildings = OrderedJson::array();
  for (const Partition& p : world.site.layout->planes[0].partitions) {
    const OrderedJson line{
        rounded(static_cast<double>(p.a.x) / 1000), rounded(static_cast<double>(p.a.y) / 1000),
        rounded(static_cast<double>(p.b.x) / 1000), rounded(static_cast<double>(p.b.y) / 1000)};
    // What is inside a building is not drawn here.
    const PointMm middle{(p.a.x + p.b.x) / 2, (p.a.y + p.b.y) / 2};
    const bool inside = std::any_of(world.site.buildings.begin(), world.site.buildings.end(),
                                    [&](const Building& b) { return contains(b.corners, middle); });
    if (!inside) (p.barrier == Barrier::kFence ? fences : walls).push_back(line);
  }
  for (const auto& ring : plan.buildings) {
    OrderedJson corners = OrderedJson::array();
    for (const Offset& p : ring) corners.push_back({rounded(p.x), rounded(p.y)});
    buildings.push_back(corners);
  }
  map["walls"] = walls;
  map["fences"] = fences;
  map["buildings"] = buildings;
  const std::uint32_t level = answer.field.parts[0].level;
  for (const auto& [key, of] : {std::pair{"before", &plan}, {"after", &answer.after}}) {
    CameraPlan coarse = *of;
    coarse.cell_m = answer.field.grid.cell_m;
    const CoverageFrame frame = coverage_frame(coarse);
    CoverageMap cover = coverage_map(coarse, frame, question.night);
    OrderedJson blind = OrderedJson::array(), cameras = OrderedJson::array();
    for (const CellPolygon& p : cover.blind(level)) {
      OrderedJson rings = OrderedJson::array({ring_json(p.outer, cover.grid())});
      for (const CellRing& hole : p.holes) rings.push_back(ring_json(hole, cover.grid()));
      blind.push_back(rings);
    }
    const auto stays = [&](std::size_t i) { return i < answer.field.stay.size(); };
    if (of == &plan) {
      for (const std::uint32_t i : outdoors(plan, answer.field))
        cameras.push_back(camera_json(plan.cameras[i]));
    } else {
      for (std::size_t i = 0; i < of->cameras.size(); ++i)
        if (!stays(i)) cameras.push_back(camera_json(of->cameras[i]));
    }
    map[key] = {{"blind", blind}, {"cameras", cameras}};
    const CellGrid& g = cover.grid();
    map["box"] = {g.x0_m, g.y0_m, g.x0_m + g.columns * g.cell_m, g.y0_m + g.rows * g.cell_m};
  }
  return map;
}

template <class What>
OrderedJson label_json(const What& what) {
  return {{"en", what.label_en}, {"zh", what.label_zh}};
}

OrderedJson parts_json(const CameraPlan& plan, const PlaceAnswer& answer) {
  const Placement& wanted = *plan.placement;  // parts: the rest, its areas, its assets
  OrderedJson parts = OrderedJson::array();
  const double cell_m2 = answer.judged.grid.cell_area_m2();
  for (std::size_t k = 0; k < answer.judged.parts.size(); ++k) {
    const PlacementPart& part = answer.judged.parts[k];
    if (part.cells == 0) continue;
    const std::size_t asset = k - 1 - wanted.areas.size();
    parts.push_back({{"name", part.name},
                     {"label", k == 0       ? OrderedJson()
                               : part.asset ? label_json(wanted.assets[asset])
                                            : label_json(wanted.areas[k - 1])},
                     {"asset", part.asset},
                     {"level", level_name(plan, part.level)},
                     {"cameras", part.need},
                     {"area_m2", part.asset ? 0 : static_cast<double>(part.cells) * cell_m2},
                     {"asked", part.share},
                     {"before", answer.before_shares[k]},
                     {"share", answer.verdict.share[k]},
                     {"expected", answer.verdict.expected[k]},
                     {"met", static_cast<bool>(answer.verdict.met[k])},
                     {"out_of_reach",
                      static_cast<double>(part.out_of_reach) / static_cast<double>(part.cells)}});
  }
  return parts;
}

// Of greedy's list, or of the choice in the order in which it is worth most.
OrderedJson curve_json(const PlaceAnswer& answer, const std::vector<double>& shares,
                       const std::vector<std::uint32_t>& sequence) {
  OrderedJson curve = OrderedJson::array();
  std::int64_t price = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (i > 0) price += answer.field.candidates[sequence[i - 1]].price;
    curve.push_back({{"cameras", i}, {"price", price}, {"share", shares[i]}});
  }
  return curve;
}

std::vector<std::uint32_t> greedy_sequence(const CameraPlacement& placement) {
  std::vector<std::uint32_t> out;
  for (const PlacementStep& step : placement.answer.greedy.steps) out.push_back(step.column);
  return out;
}

OrderedJson trial_json(const PlaceQuestion& question, const TrialComparison& trial) {
  OrderedJson out{{"intruders", trial.intruders},
                  {"mean_way_m", trial.mean_way_m},
                  {"speed_mps", question.speed_mps},
                  {"needed_s", question.needed_s},
                  {"response_s", question.response_s}};
  for (const auto& [key, d] : {std::pair{"before", 0}, {"after", 1}}) {
    const TrialOutcome& one = trial.designs[static_cast<std::size_t>(d)];
    out[key] = {{"seen", interval(one.seen)},
                {"in_time", interval(one.in_time)},
                {"mean_before_target_s", one.mean_before_s}};
  }
  out["difference"] = {{"seen", interval(trial.seen_difference)},
                       {"in_time", interval(trial.in_time_difference)}};
  return out;
}

std::string_view name_of(BoundBy by) {
  switch (by) {
    case BoundBy::kLinear:
      return "linear";
    case BoundBy::kBranching:
      return "branching";
    default:
      return "lagrange";
  }
}

// What the cameras that stand there today would cost, without mounting: none where a type of theirs
// is not for sale.
OrderedJson price_today(const CameraPlan& plan, const PlacementField& field) {
  std::int64_t sum = 0;
  for (const std::uint32_t i : outdoors(plan, field)) {
    const auto& types = plan.placement->types;
    const auto of = std::find_if(types.begin(), types.end(), [&](const PlacementType& t) {
      return t.pose.type == plan.cameras[i].type;
    });
    if (of == types.end()) return {};
    sum += of->price;
  }
  return sum;
}

// What greedy takes for the same, and what sets the choice apart from it.
OrderedJson search_json(const CameraPlan& plan, const PlaceAnswer& answer) {
  const PlacementAnswer& a = answer.placement.answer;
  const std::int64_t budget = plan.placement->budget;
  return {
      {"greedy",
       {{"cameras", answer.greedy_cameras},
        {"price", a.greedy_price},
        {"covered", a.greedy_covered}}},
      {"found", {{"cameras", a.chosen.size()}, {"price", a.price}, {"covered", a.covered}}},
      {"wanted", a.wanted},
      {"bound", {{budget > 0 ? "covered" : "price", a.bound}, {"by", name_of(a.by)}}},
      {"gap", a.gap},
      {"proven", a.proven},
      {"searches", answer.searches}};
}

}  // namespace

PlaceAnswer place_site(const World& world, const PlaceQuestion& question) {
  const CameraPlan& plan = *world.site.camera_plan;
  PlaceAnswer out;
  out.field = placement_field(plan, question.night, question.progress);
  PlacementOptions options;
  options.progress = question.progress;
  options.seed = question.seed;
  options.work = static_cast<std::uint64_t>(question.effort * static_cast<double>(options.work));
  options.bound_work =
      static_cast<std::uint64_t>(question.effort * static_cast<double>(options.bound_work));
  PlacementJudge judge(plan, out.field, question.night);
  JudgedPlacement found = place_and_judge(plan, out.field, judge, options);
  out.placement = std::move(found.placement);
  out.verdict = std::move(found.verdict);
  out.greedy_cameras = found.greedy_cameras;
  out.searches = found.searches;
  out.judged = judge.cells();
  out.greedy_curve = judge.curve(greedy_sequence(out.placement));
  out.chosen_curve = judge.curve(out.placement.chosen);
  out.after = plan_after(plan, out.field, out.placement.chosen);
  out.before_shares = part_shares(plan, out.judged, question.night);
  const std::uint32_t level = out.field.parts[0].level;
  const CoverageFrame frame = coverage_frame(plan);
  const CoverageMap before = coverage_map(plan, frame, question.night);
  out.watched_m2 = before.region_m2();
  out.before_m2 = before.area_m2(level);
  out.after_m2 = coverage_map(out.after, frame, question.night).area_m2(level);
  out.before_expected_m2 = expected_m2(plan, frame, question.night)[level][0];
  out.after_expected_m2 = expected_m2(out.after, frame, question.night)[level][0];
  if (question.intruders > 0) {
    IntruderTrial trial;
    trial.intruders = question.intruders;
    trial.seed = question.seed;
    trial.speed_mps = question.speed_mps;
    trial.needed_s = question.needed_s;
    trial.response_s = question.response_s;
    trial.level = level;
    trial.night = question.night;
    std::vector<PointMm> doors;
    for (const Door& door : world.site.doors) doors.push_back(door.at);
    trial.targets = intruder_targets(plan, doors);
    if (question.progress)
      trial.progress = [&](std::uint64_t done) {
        question.progress(PlacementStage::kIntruders, done, question.intruders);
      };
    out.trial = try_intruders({&plan, &out.after}, trial);
  }
  return out;
}

OrderedJson to_json(const World& world, const PlaceQuestion& question, const PlaceAnswer& answer,
                    bool map) {
  const CameraPlan& plan = *world.site.camera_plan;
  const Placement& wanted = *plan.placement;
  OrderedJson json;
  json["scenario"] = {{"file", question.scenario},
                      {"name", {{"en", world.name_en}, {"zh", world.name_zh}}},
                      {"hash", world.scenario_hash}};
  json["met"] = answer.placement.met;
  json["budget"] = wanted.budget > 0 ? OrderedJson(wanted.budget) : OrderedJson();
  json["count"] = wanted.with_failures ? "expected" : "seen";
  json["level"] = level_name(plan, answer.field.parts[0].level);
  json["night"] = question.night;
  json["seed"] = question.seed;
  json["candidates"] = {{"tried", answer.field.tried},
                        {"useful", answer.field.candidates.size()},
                        {"cells", answer.field.problem.rows()},
                        {"entries", answer.field.problem.entries()},
                        {"sample_m", wanted.sample_m},
                        {"judged_m", answer.judged.grid.cell_m}};
  json["search"] = search_json(plan, answer);
  const auto side = [&](std::size_t cameras, double m2, double expected) -> OrderedJson {
    return {{"cameras", cameras},
            {"share", m2 / answer.watched_m2},
            {"expected_share", expected / answer.watched_m2}};
  };
  json["watched_m2"] = answer.watched_m2;
  json["before"] =
      side(outdoors(plan, answer.field).size(), answer.before_m2, answer.before_expected_m2);
  json["before"]["price"] = price_today(plan, answer.field);
  json["after"] = side(answer.placement.chosen.size(), answer.after_m2, answer.after_expected_m2);
  json["parts"] = parts_json(plan, answer);
  if (question.intruders > 0) json["trial"] = trial_json(question, answer.trial);
  OrderedJson chosen = OrderedJson::array();
  std::map<std::string, std::uint64_t> types;
  const std::size_t first = answer.after.cameras.size() - answer.placement.chosen.size();
  for (std::size_t i = 0; i < answer.placement.chosen.size(); ++i) {
    const std::uint32_t c = answer.placement.chosen[i];
    OrderedJson one = camera_json(answer.after.cameras[first + i]);
    one["spot"] = answer.field.candidates[c].spot;
    one["height_m"] = answer.field.candidates[c].pose.lens.height_m;
    one["price"] = answer.field.candidates[c].price;
    const std::uint32_t cause = answer.field.failures.cause[c];
    if (cause != FailureModel::kNoCause) one["on"] = wanted.causes[cause].name;
    chosen.push_back(one);
    ++types[answer.field.candidates[c].pose.type];
  }
  json["types"] = types;
  json["labels"] = OrderedJson::object();
  for (const PlacementType& type : wanted.types) json["labels"][type.pose.type] = label_json(type);
  for (const PlacementCause& cause : wanted.causes) json["labels"][cause.name] = label_json(cause);
  json["chosen"] = chosen;
  json["curve"] = curve_json(answer, answer.greedy_curve, greedy_sequence(answer.placement));
  json["chosen_curve"] = curve_json(answer, answer.chosen_curve, answer.placement.chosen);
  if (map) json["map"] = map_json(world, question, answer);
  return json;
}

std::string placed_scenario(const World& world, const PlaceAnswer& answer,
                            const std::string& scenario) {
  const CameraPlan& plan = *world.site.camera_plan;
  std::string out =
      "# Written by vedette place: the cameras outside buildings are the ones that were chosen.\n";
  out += fmt::format("include: [{}]\nsite:\n  cameras:\n", OrderedJson(scenario).dump());
  for (const std::uint32_t i : outdoors(plan, answer.field))
    out += fmt::format("    {}: null\n", OrderedJson(plan.cameras[i].name).dump());
  const PointMm origin = plan.placement->origin;
  const std::size_t first = answer.after.cameras.size() - answer.placement.chosen.size();
  for (std::size_t i = first; i < answer.after.cameras.size(); ++i) {
    const CameraPose& c = answer.after.cameras[i];
    std::string more;
    if (c.lens.height_m > 0) more += fmt::format(", height_m: {}", c.lens.height_m);
    if (c.lens.tilt_deg) more += fmt::format(", tilt_deg: {}", *c.lens.tilt_deg);
    out += fmt::format("    {}: {{type: {}, at: [{}, {}], azimuth_deg: {}{}}}\n",
                       OrderedJson(c.name).dump(), OrderedJson(c.type).dump(),
                       static_cast<double>(c.at.x - origin.x) / 1000,
                       static_cast<double>(c.at.y - origin.y) / 1000, c.azimuth_deg, more);
  }
  std::set<std::string> names;
  for (const CameraGroup& group : plan.groups) names.insert(group.name);
  if (names.empty() && answer.after.groups.empty()) return out;
  out += "  camera_groups:\n";
  for (const CameraGroup& group : answer.after.groups) {
    std::vector<std::string> members;
    for (const std::uint32_t i : group.cameras)
      members.push_back(OrderedJson(answer.after.cameras[i].name).dump());
    out +=
        fmt::format("    {}: {{unavailability: {}, cameras: [{}]}}\n",
                    OrderedJson(group.name).dump(), group.unavailability, fmt::join(members, ", "));
    names.erase(group.name);
  }
  for (const std::string& gone : names)
    out += fmt::format("    {}: null\n", OrderedJson(gone).dump());
  return out;
}

}  // namespace vedette::cli
