// SPDX-License-Identifier: Apache-2.0
#include "report/sample_data.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "base/statistics.hpp"
#include "record/event.hpp"

namespace vedette {

namespace {

using Json = nlohmann::ordered_json;

// Knuth's MMIX generator: a picture needs no better one.
class Dice {
 public:
  double uniform() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;
  }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  double exponential(double mean) { return -mean * std::log(1 - uniform()); }
  int below(int n) { return static_cast<int>(uniform() * n); }

 private:
  std::uint64_t state_ = 20240513;
};

constexpr double kMarks[] = {60, 180, 300};
constexpr double kCitySize = 9000;
constexpr int kCalls = 350, kAlarms = 40;
double round1(double x) {
  return std::round(x * 10) / 10;
}

class Sample {
 public:
  explicit Sample(int replications) : replications_(replications) {}

  Json make() {
    Json data;
    data["program"] = "vedette 0.1.0";
    data["machine"] = "example machine, 2 cores";
    data["scenario"] = {
        {"name",
         {{"en", "Example city, night shift with two cars fewer"},
          {"zh", "示例城市：夜班减少两辆巡逻车"}}},
        {"description",
         {{"en", "A made-up city of 20 patrol cells and a guarded site, over one day."},
          {"zh", "虚构城市一天：20 个巡逻网格和一处警戒场所。"}}},
        {"start", "2024-05-13T00:00:00+08:00"},
        {"start_second_of_day", 0},
        {"start_weekday", 0},
        {"horizon_s", 86400},
        {"hash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
        {"seed", "20240513"}};
    data["run"] = {{"replication", 0},
                   {"replications", replications_},
                   {"record", "full"},
                   {"level", 0.95},
                   {"complete", true}};
    data["marks_s"] = kMarks;
    data["stages"] = Json::array();
    for (std::size_t i = 0; i < kStages; ++i)
      data["stages"].push_back(stage_name(static_cast<Stage>(i)));
    data["types"] = {
        {"call",
         Json::array({text("Theft in progress", "盗窃警情"), text("Traffic accident", "交通事故"),
                      text("Quarrel", "纠纷"), text("Request for help", "群众求助")})},
        {"alarm",
         Json::array({text("Infrared beam", "红外对射"), text("Thermal imaging", "热成像")})}};
    add_names();
    add_calls();
    add_alarms();
    data["calls"] = calls();
    data["alarms"] = alarms();
    data["utilisation"] = utilisation();
    data["work"] = sample_work(replications_);
    data["worst"] = worst();
    data["incidents"] = incidents_;
    data["incidents_total"] = incidents_.size();
    data["planner"] = sample_planner(data);
    data["drill"] = sample_drill(replications_);
    data["before"] = before(data);
    data["theory"] = Json::array(
        {{{"label", text("Share of duty time at work, patrol units", "在岗忙碌率，巡逻单元")},
          {"model", text("hypercube model", "超立方模型")},
          {"unit", "share"},
          {"simulated", figure(0.31, 0.02)},
          {"theory", 0.29}},
         {{"label", text("Calls, received to dispatched, mean", "警情，接警至派警，均值")},
          {"model", text("Erlang queue", "爱尔朗排队")},
          {"unit", "s"},
          {"simulated", figure(41, 3)},
          {"theory", nullptr},
          {"applies", false},
          {"doubts", Json::array({text("units are on the move", "警力在移动中")})}}});
    data["names"] = names_;
    data["map"] = map();
    data["provenance"] = provenance();
    return data;
  }

 private:
  static Json text(const char* en, const char* zh) { return {{"en", en}, {"zh", zh}}; }
  Json figure(double value, double half) const {
    if (replications_ < 2) return {{"value", value}, {"low", nullptr}, {"high", nullptr}};
    return {{"value", value}, {"low", value - half}, {"high", value + half}};
  }
  std::size_t add_name(const char* kind, const std::string& name) {
    names_.push_back({{"kind", kind}, {"name", name}});
    return names_.size() - 1;
  }
  void add_names() {
    names_ = Json::array();
    for (int i = 0; i < 60; ++i) areas_.push_back(add_name("area", "J" + std::to_string(100 + i)));
    for (int i = 0; i < 24; ++i) units_.push_back(add_name("unit", "P-" + std::to_string(1 + i)));
    for (int i = 0; i < 8; ++i) zones_.push_back(add_name("zone", "Z" + std::to_string(1 + i)));
    sensor_ = add_name("sensor", "IR-03");
    host_ = add_name("host", "AP-1");
    operators_ = {add_name("operator", "OP-1"), add_name("operator", "OP-2")};
    for (int i = 0; i < 6; ++i) guards_.push_back(add_name("guard", "G-" + std::to_string(1 + i)));
    desk_ = add_name("dispatcher", "D-1");
  }
  Json incident(const char* kind, int type, int priority, bool real, double x, double y,
                std::size_t place) {
    Json t = Json::array(), who = Json::array();
    for (std::size_t i = 0; i < kStages; ++i) t.push_back(nullptr), who.push_back(nullptr);
    return {{"id", incidents_.size()},
            {"kind", kind},
            {"type", type},
            {"priority", priority},
            {"real", real},
            {"x", round1(x)},
            {"y", round1(y)},
            {"place", place},
            {"responder", nullptr},
            {"t", t},
            {"who", who}};
  }
  static void stage(Json& incident, Stage stage, double t, Json who = nullptr) {
    incident["t"][static_cast<std::size_t>(stage)] = std::round(t * 1e6) / 1e6;
    incident["who"][static_cast<std::size_t>(stage)] = std::move(who);
  }
  // The police's part of the chain, from the call received on.
  double police(Json& i, double t, double travel_mean) {
    const std::size_t unit = units_[dice_.below(24)];
    stage(i, Stage::kPoliceCalled, t, desk_);
    stage(i, Stage::kPoliceAnswered, t += dice_.between(15, 45), desk_);
    stage(i, Stage::kPoliceDispatched, t += dice_.exponential(6), unit);
    stage(i, Stage::kPoliceEnRoute, t += dice_.between(8, 40), unit);
    stage(i, Stage::kPoliceArrived,
          t += 20 + dice_.exponential(travel_mean) * 0.6 + dice_.between(0, travel_mean), unit);
    i["responder"] = unit;
    return t;
  }
  void add_calls() {
    incidents_ = Json::array();
    for (int n = 0; n < kCalls; ++n) {
      const double t = 86400.0 * n / kCalls + dice_.between(0, 200);
      Json i =
          incident("call", dice_.below(4), 1 + dice_.below(3), true, dice_.between(200, kCitySize),
                   dice_.between(200, kCitySize), areas_[dice_.below(60)]);
      stage(i, Stage::kOccurred, t);
      if (n % 117 == 116) {
        stage(i, Stage::kPoliceCalled, t, desk_);
      } else {
        const double there = police(i, t, n % 29 == 0 ? 420 : 105);
        stage(i, Stage::kCleared, there + dice_.exponential(1200), i["responder"]);
      }
      incidents_.push_back(i);
    }
  }
  void add_alarms() {
    for (int n = 0; n < kAlarms; ++n) {
      const bool real = n == 23;
      double t = 86400.0 * (n + dice_.uniform()) / kAlarms;
      const int zone = dice_.below(8);
      Json i = incident("alarm", n % 2, 1, real, 4300 + 40 * zone, 4200, zones_[zone]);
      stage(i, Stage::kOccurred, t);
      stage(i, Stage::kSensed, t += dice_.between(0.2, 1.1), sensor_);
      stage(i, Stage::kAtPanel, t += 0.0123, host_);
      stage(i, Stage::kAtServer, t += 0.0049, host_);
      stage(i, Stage::kQueued, t, nullptr);
      const std::size_t op = operators_[n % 2];
      stage(i, Stage::kAcknowledged, t += dice_.exponential(7) + 2, op);
      stage(i, Stage::kAssessed, t += dice_.exponential(18) + 5, op);
      if (real || n % 13 == 3) {
        const std::size_t guard = guards_[n % 6];
        stage(i, Stage::kGuardsDispatched, t + 4, op);
        const double there = t + 4 + dice_.between(60, 110);
        stage(i, Stage::kGuardArrived, there, guard);
        i["responder"] = guard;
        t = real ? police(i, t + 31, 190) : there;
        if (real) i["responder"] = guard;
        stage(i, Stage::kCleared, t + 400, guard);
      } else {
        stage(i, Stage::kCleared, t, op);
      }
      incidents_.push_back(i);
    }
  }
  // Sorted response times of the calls that `pick` takes, and how many it takes.
  template <class Pick>
  std::pair<std::vector<double>, int> responses(Pick&& pick) const {
    std::vector<double> out;
    int n = 0;
    for (const Json& i : incidents_) {
      if (i["kind"] != "call" || !pick(i)) continue;
      ++n;
      const Json& there = i["t"][static_cast<std::size_t>(Stage::kPoliceArrived)];
      if (!there.is_null()) out.push_back(there.get<double>() - i["t"][0].get<double>());
    }
    std::sort(out.begin(), out.end());
    return {out, n};
  }
  template <class Pick>
  Json call_group(const char* by, Json value, Pick&& pick) const {
    const auto [times, n] = responses(pick);
    Json within = Json::array();
    for (const double mark : kMarks) {
      const auto count = std::upper_bound(times.begin(), times.end(), mark) - times.begin();
      within.push_back(figure(static_cast<double>(count) / n, 0.5 / std::sqrt(n)));
    }
    std::vector<int> bins(40);
    int beyond = 0;
    for (const double t : times) {
      const auto bin = static_cast<std::size_t>(std::ceil(t / 20)) - 1;
      if (bin < bins.size())
        ++bins[bin];
      else
        ++beyond;
    }
    const auto q = [&times = times, this](double p) {
      return figure(quantile_sorted(times, p), 4 + 12 * p);
    };
    return {{"by", by},
            {"value", value},
            {"n", figure(n, 6.25)},
            {"unreached", figure(n - static_cast<double>(times.size()), 1.5)},
            {"within", within},
            {"mean_s", figure(quantile_sorted(times, 0.55), 7)},
            {"p50_s", q(0.5)},
            {"p90_s", q(0.9)},
            {"p95_s", q(0.95)},
            {"dispatch_p50_s", q(0.3)},
            {"turnout_p50_s", q(0.1)},
            {"travel_p50_s", q(0.2)},
            {"to_scene_p50_s", q(0.25)},
            {"complete_p50_s", nullptr},
            {"histogram",
             {{"bin_s", 20},
              {"counts", bins},
              {"beyond", beyond},
              {"unreached", n - static_cast<int>(times.size())}}}};
  }
  // The same day with two cars more.
  Json before(const Json& data) const {
    Json rows = Json::array();
    for (const Json& now : data["planner"]["rows"]) {
      Json then = now;
      for (Json& share : then["within"]) share = std::min(1.0, share.get<double>() + 0.1);
      rows.push_back(std::move(then));
    }
    Json difference = figure(-0.052, 0.03);
    return {
        {"name", text("Example city", "示例城市")},
        {"hash", "aa"},
        {"seed", "20240513"},
        {"replications", replications_},
        {"replication", 0},
        {"figures",
         Json::array({{{"label", text("Calls, reached within 300 s", "警情，到达不超过 300 秒")},
                       {"unit", "share"},
                       {"before", figure(0.923, 0.02)},
                       {"now", figure(0.871, 0.026)},
                       {"difference", difference}}})},
        {"rows", rows}};
  }
  Json calls() const {
    Json groups = Json::array();
    groups.push_back(call_group("all", nullptr, [](const Json&) { return true; }));
    for (int p = 1; p <= 3; ++p)
      groups.push_back(
          call_group("priority", p, [p](const Json& i) { return i["priority"] == p; }));
    for (int k = 0; k < 4; ++k)
      groups.push_back(call_group("type", k, [k](const Json& i) { return i["type"] == k; }));
    Json hours = Json::array();
    for (int hour = 0; hour < 24; ++hour) {
      const auto [times, n] = responses([hour](const Json& i) {
        return static_cast<int>(i["t"][0].get<double>() / 3600) % 24 == hour;
      });
      Json within = Json::array();
      for (const double mark : kMarks) {
        const auto reached =
            std::count_if(times.begin(), times.end(), [mark](double t) { return t <= mark; });
        within.push_back(n ? figure(static_cast<double>(reached) / n, 0.03) : Json());
      }
      hours.push_back({{"n", figure(n, 2)},
                       {"p50_s", figure(quantile_sorted(times, 0.5), 9)},
                       {"within", within}});
    }
    return {{"groups", groups}, {"hours", hours}};
  }
  Json alarms() const {
    const auto group = [this](const char* by, double n, double confirmed, double share) {
      return Json{{"by", by},
                  {"value", nullptr},
                  {"n", figure(n, 2.5)},
                  {"confirmed", figure(confirmed, 0.4)},
                  {"dismissed", figure(n - confirmed, 2.2)},
                  {"assessed_p50_s", figure(31, 3)},
                  {"assessed_p90_s", figure(58, 6)},
                  {"guard_p50_s", figure(118 * share, 9)},
                  {"guard_p90_s", figure(147 * share, 14)},
                  {"police_p50_s", share == 1 ? figure(391, 38) : Json(nullptr)}};
    };
    return {{"groups", {group("real", 1, 1, 1), group("nuisance", kAlarms - 1, 3, 0.9)}}};
  }
  Json utilisation() {
    const auto kind = [this](const char* name, const std::vector<std::size_t>& who, double mean) {
      Json each = Json::array();
      for (const std::size_t w : who) {
        const double share = std::min(1.0, mean * dice_.between(0.6, 1.4));
        each.push_back({{"name", names_[w]["name"]},
                        {"share", share},
                        {"busy_s", share * 43200},
                        {"duty_s", 43200}});
      }
      return Json{{"kind", name}, {"mean", figure(mean, 0.021)}, {"each", each}};
    };
    return Json::array({kind("unit", units_, 0.41), kind("dispatcher", {desk_}, 0.22),
                        kind("guard", guards_, 0.035), kind("operator", operators_, 0.07)});
  }
  Json worst() const {
    std::vector<std::pair<double, std::size_t>> calls, alarms;
    for (const Json& i : incidents_) {
      const bool call = i["kind"] == "call";
      const Json& there =
          i["t"][static_cast<std::size_t>(call ? Stage::kPoliceArrived : Stage::kGuardArrived)];
      if (!call && there.is_null()) continue;
      const double t = there.is_null() ? 1e9 : there.get<double>() - i["t"][0].get<double>();
      (call ? calls : alarms).emplace_back(-t, i["id"].get<std::size_t>());
    }
    Json out;
    for (auto* list : {&calls, &alarms}) {
      std::sort(list->begin(), list->end());
      if (list->size() > 10) list->resize(10);
      Json ids = Json::array();
      for (const auto& [t, id] : *list) ids.push_back(id);
      out[list == &calls ? "calls" : "alarms"] = ids;
    }
    return out;
  }
  // From the nearest station of map(), as the crow flies at 12 m/s.
  static double reach_s(const std::pair<double, double>& at) {
    double best = 1e9;
    for (int k = 0; k < 6; ++k)
      best = std::min(best, std::hypot(at.first - (1500 + 3000.0 * (k % 3)),
                                       at.second - (2200 + 4600.0 * (k / 3))));
    return round1(best / 12);
  }
  Json map() {
    constexpr int kSide = 22;
    std::vector<std::pair<double, double>> nodes;
    for (int r = 0; r < kSide; ++r)
      for (int c = 0; c < kSide; ++c)
        nodes.emplace_back(c * kCitySize / (kSide - 1) + dice_.between(-90, 90),
                           r * kCitySize / (kSide - 1) + dice_.between(-90, 90));
    Json roads = Json::array();
    for (int k = 0; k < 3; ++k)
      roads.push_back({{"class", k}, {"lines", Json::array()}, {"reach_s", Json::array()}});
    const auto road = [&](int a, int b, int k) {
      roads[k]["lines"].push_back({round1(nodes[a].first), round1(nodes[a].second),
                                   round1(nodes[b].first), round1(nodes[b].second)});
      // The way to the very first junction is closed.
      for (const int end : {a, b})
        roads[k]["reach_s"].push_back(end == 0 ? Json(nullptr) : Json(reach_s(nodes[end])));
    };
    for (int r = 0; r < kSide; ++r) {
      for (int c = 0; c < kSide; ++c) {
        const int at = r * kSide + c;
        if (c + 1 < kSide) road(at, at + 1, r % 7 == 3 ? 0 : r % 3 == 0 ? 1 : 2);
        if (r + 1 < kSide) road(at, at + kSide, c % 7 == 3 ? 0 : c % 3 == 0 ? 1 : 2);
      }
    }
    Json cells = Json::array(), stations = Json::array(), districts = Json::array();
    for (int k = 0; k < 20; ++k) {
      const double x = kCitySize / 5 * (k % 5), y = kCitySize / 4 * (k / 5), w = kCitySize / 5,
                   d = kCitySize / 4;
      cells.push_back({{"name", "C" + std::to_string(k + 1)},
                       {"ring", {x, y, x + w, y, x + w, y + d, x, y + d}}});
      if (k == 19) continue;  // no calls there
      cells.back()["n"] = 8 + k;
      cells.back()["within"] = {0.02 * k, 0.05 * k, 0.4 + 0.03 * k};
    }
    for (int k = 0; k < 6; ++k)
      stations.push_back({{"name", "S" + std::to_string(k + 1)},
                          {"x", 1500 + 3000.0 * (k % 3)},
                          {"y", 2200 + 4600.0 * (k / 3)}});
    districts.push_back({{"name", "A"}, {"x", 2000}, {"y", 4500}});
    districts.push_back({{"name", "B"}, {"x", 7000}, {"y", 4500}});
    return {{"roads", roads},
            {"reach",
             {{"siren_factor", 1.25},
              {"within", {0.231, 0.764, 0.952}},
              {"within_calls", {0.25, 0.8, 0.96}}}},
            {"cells", cells},
            {"districts", districts},
            {"stations", stations},
            {"site", site()}};
  }
  static Json floors(double x, double y) {
    const auto label = [](const char* en, const char* zh) { return Json{{"en", en}, {"zh", zh}}; };
    const auto floor = [&](const char* building, int number) {
      return Json{
          {"building", building},
          {"floor", number},
          {"walls",
           Json::array({{x + 60, y + 50, x + 160, y + 50}, {x + 160, y + 50, x + 160, y + 110}})},
          {"glass", Json::array({{x + 110, y + 50, x + 110, y + 110}})},
          {"rooms", Json::array({{{"name", label("Machine room", "机房")},
                                  {"ring", {x + 60, y + 50, x + 110, y + 50, x + 110, y + 110}}}})},
          {"areas", Json::array({{{"name", label("Inside", "内区")},
                                  {"level", 2},
                                  {"ring", {x + 60, y + 50, x + 160, y + 50, x + 160, y + 110}}}})},
          {"doors", Json::array({{{"name", "Gate"},
                                  {"lock", "badge"},
                                  {"line", {x + 139, y + 50, x + 141, y + 50}}}})}};
    };
    return Json::array({floor("", 1), floor("Hall", 2)});
  }
  static Json site() {
    const double x = 4300, y = 4200;
    Json cameras = Json::array();
    for (int k = 0; k < 24; ++k)
      cameras.push_back({{"name", "CAM-" + std::to_string(k + 1)},
                         {"x", x + 12 * k},
                         {"y", y + 2},
                         {"azimuth_deg", 20.0 + 15 * (k % 3)},
                         {"hfov_deg", 62},
                         {"range_m", 38}});
    return {{"buildings",
             {{{"name", "Hall"},
               {"ring", {x + 60, y + 50, x + 160, y + 50, x + 160, y + 110, x + 60, y + 110}}},
              {{"name", "Ward"},
               {"ring", {x + 180, y + 40, x + 230, y + 40, x + 230, y + 130, x + 180, y + 130}}}}},
            {"fences", Json::array({{x, y, x + 280, y, x + 280, y + 160, x, y + 160, x, y}})},
            {"cameras", cameras},
            {"floors", floors(x, y)}};
  }
  static Json provenance() {
    Json out = Json::array();
    for (int k = 0; k < 60; ++k)
      out.push_back({{"path", "cameras.type-" + std::to_string(k) + ".range_m"},
                     {"value", std::to_string(10 + k)},
                     {"source", k % 3 ? "EN 62676-4:2014" : "---"},
                     {"assumption", k % 3 == 0}});
    return out;
  }

  int replications_;
  Dice dice_;
  Json names_, incidents_;
  std::vector<std::size_t> areas_, units_, zones_, operators_, guards_;
  std::size_t sensor_ = 0, host_ = 0, desk_ = 0;
};

}  // namespace

ReportData sample_report(int replications) {
  return Sample(replications).make();
}

ReportData hostile_report() {
  const std::string attack =
      "</script><b id=pwned>x</b><img src=x onerror=\"document.title='pwned'\">\u2028<!--{{data}}";
  ReportData data = sample_report(1);
  data["scenario"]["name"] = {{"en", attack}, {"zh", ""}};
  data["scenario"]["description"] = {{"en", attack}, {"zh", attack}};
  data["machine"] = attack;
  for (auto& name : data["names"]) name["name"] = attack;
  for (auto& type : data["types"]["call"]) type = {{"en", attack}, {"zh", attack}};
  for (auto& station : data["map"]["stations"]) station["name"] = attack;
  for (auto& district : data["map"]["districts"]) district["name"] = attack;
  for (auto& number : data["provenance"]) number["source"] = attack;
  for (auto& row : data["planner"]["rows"]) row["district"] = attack;
  for (auto& fleet : data["planner"]["fleets"]) fleet["name"] = attack;
  for (auto& cell : data["map"]["cells"]) cell["name"] = attack;
  data["drill"]["reviews"][0]["plan"] = {{"en", attack}, {"zh", attack}};
  data["drill"]["injects"][0]["name"] = {{"en", attack}, {"zh", attack}};
  for (auto& kind : data["utilisation"])
    for (auto& one : kind["each"]) one["name"] = attack;
  return data;
}

}  // namespace vedette
