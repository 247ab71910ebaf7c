// SPDX-License-Identifier: Apache-2.0
#include "measure/summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include <catch2/catch.hpp>

#include "base/statistics.hpp"
#include "record/small_world.hpp"

using namespace vedette;
using namespace vedette::test;

namespace {

RepFigures rep(std::vector<Figure> figures, std::vector<std::uint32_t> histogram = {}) {
  RepFigures r;
  r.figures = std::move(figures);
  r.response_histogram = std::move(histogram);
  return r;
}

Summary::Row row(const Summary& summary, const std::string& id) {
  INFO(id);
  const Summary::Row* found = summary.find(id);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("intervals come from replications") {
  const std::string id = "calls.response_s.p90";
  const Summary s = summarise(
      {rep({{id, 110, 50}}, {1, 2}), rep({{id, 112, 70}}, {0, 5}), rep({{id, 114, 60}}, {3, 0})});
  const Summary::Row r = row(s, id);
  CHECK(s.replications == 3);
  CHECK(r.mean == Approx(112));
  CHECK(r.has_interval);
  // t(0.975; 2) = 4.30265…, standard deviation 2.
  CHECK(r.high - r.mean == Approx(4.302652729696 * 2 / std::sqrt(3.0)).epsilon(1e-9));
  CHECK(r.mean - r.low == Approx(r.high - r.mean));
  CHECK(r.n == 180);
  CHECK(r.replications == 3);
  CHECK(s.response_histogram == std::vector<std::uint64_t>{4, 7});
}

TEST_CASE("one replication shows no interval") {
  const Summary s = summarise({rep({{"calls.n", 674, 1}})});
  CHECK(row(s, "calls.n").mean == 674);
  CHECK_FALSE(row(s, "calls.n").has_interval);
  const auto json = to_json(s, Lang::kEn);
  CHECK_FALSE(json.at("measures").at(0).contains("low"));
  CHECK(to_text(s, Lang::kEn).find(" to ") == std::string::npos);
  CHECK(summarise({}).rows.empty());
}

TEST_CASE("replications without an observation do not count for a figure") {
  const std::string id = "alarms.real.assessed_s.mean";
  const Summary s = summarise({rep({{id, 30, 2}}), rep({{id, 0, 0}}), rep({{id, 40, 1}}), rep({})});
  CHECK(row(s, id).mean == Approx(35));
  CHECK(row(s, id).replications == 2);
  CHECK(row(s, id).n == 3);
  const Summary none = summarise({rep({{id, 0, 0}}), rep({{id, 0, 0}})});
  CHECK(row(none, id).n == 0);
  CHECK_FALSE(row(none, id).has_interval);
  CHECK(to_json(none, Lang::kEn).at("measures").at(0).at("value").is_null());
  CHECK(to_text(none, Lang::kEn).find("assessed") == std::string::npos);
}

TEST_CASE("a replication in which nothing of a kind happened counts as none of it") {
  // A failure in one of four days: 365 a year on that day, so a quarter of that on the mean day.
  const Summary s = summarise({rep({{"calls.n", 7, 1}}),
                               rep({{"equipment.failures.per_year", 365, 1},
                                    {"equipment.availability.camera", 0.96, 243},
                                    {"equipment.repair_s.mean", 1200, 1},
                                    {"calls.hour.04.n", 2, 1}}),
                               rep({}), rep({})});
  CHECK(row(s, "equipment.failures.per_year").mean == Approx(365.0 / 4));
  CHECK(row(s, "equipment.failures.per_year").replications == 4);
  CHECK(row(s, "equipment.failures.per_year").high > 365.0 / 4);
  CHECK(row(s, "equipment.availability.camera").mean == Approx(0.99));
  CHECK(row(s, "calls.hour.04.n").mean == Approx(0.5));
  CHECK(row(s, "calls.n").mean == Approx(7.0 / 4));
  CHECK(row(s, "equipment.repair_s.mean").mean == Approx(1200));  // of repairs that there were
}

TEST_CASE("intervals keep to what a figure can be") {
  const Summary s = summarise({rep({{"calls.within.180", 0.99, 10}, {"calls.n", 1, 1}}),
                               rep({{"calls.within.180", 0.9, 10}, {"calls.n", 9, 1}})});
  CHECK(row(s, "calls.within.180").high == 1);
  CHECK(row(s, "calls.n").low == 0);
}

TEST_CASE("text, JSON and the summary say the same numbers") {
  const World world = small_world();
  std::vector<RepFigures> all;
  for (std::uint64_t k = 1; k <= 5; ++k) {
    Figures figures(world, k);
    play(world, k, 1500, {&figures});
    all.push_back(figures.result());
  }
  const Summary s = summarise(all);
  REQUIRE(s.rows.size() > 150);
  for (const Summary::Row& r : s.rows)  // a figure is in its replications' order, once
    CHECK(s.find(r.id) == &r);

  const auto json = to_json(s, Lang::kZh);
  const Summary back = summary_from_json(nlohmann::ordered_json::parse(json.dump()));
  CHECK(back.replications == s.replications);
  CHECK(back.response_histogram == s.response_histogram);
  REQUIRE(back.rows.size() == s.rows.size());
  for (std::size_t i = 0; i < s.rows.size(); ++i) {
    const Summary::Row &a = s.rows[i], &b = back.rows[i];
    CAPTURE(a.id);
    CHECK((a.id == b.id && a.n == b.n && a.replications == b.replications &&
           a.has_interval == b.has_interval));
    if (a.n > 0) CHECK((a.mean == b.mean && a.low == b.low && a.high == b.high));
  }
  const Summary::Row p90 = row(s, "calls.response_s.p90");
  const std::string numbers = fmt::format("{:.1f} ", p90.mean);
  const std::string interval = fmt::format("{:.1f}-{:.1f}", p90.low, p90.high);
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const std::string text = to_text(s, lang);
    CHECK(text.find(numbers) != std::string::npos);
    CHECK(text.find(interval) != std::string::npos);
  }
}

TEST_CASE("people read fleets in a table of their own, the busiest first") {
  const auto of = [](double calls, double within) {
    return rep({{"calls.fleet.few.n", 1, 1},
                {"calls.fleet.few.within.180", 0.5, 1},
                {"calls.fleet.few.response_s.p50", 200, 1},
                {"calls.fleet.few.response_s.p90", 200, 1},
                {"calls.fleet.many.n", calls, 1},
                {"calls.fleet.many.within.180", within, 40},
                {"calls.fleet.many.response_s.p50", 100, 40},
                {"calls.fleet.many.response_s.p90", 150, 40},
                {"calls.fleet.none.n", 0, 1},
                {"calls.fleet.none.within.180", 0, 0},
                {"utilisation.fleet.few", 0.1, 1},
                {"utilisation.fleet.many", 0.4, 2}});
  };
  const Summary s = summarise({of(40, 0.8), of(44, 0.9)});
  const std::string en = to_text(s, Lang::kEn), zh = to_text(s, Lang::kZh);
  CAPTURE(en);
  CHECK(en.find("by fleet, first there") != std::string::npos);
  CHECK(en.find("<= 180 s") != std::string::npos);
  CHECK(zh.find("按编队（首达警情）") != std::string::npos);
  CHECK(zh.find("<= 180 秒") != std::string::npos);
  const auto many = en.find("\nmany"), few = en.find("\nfew"), none = en.find("\nnone");
  REQUIRE(none != std::string::npos);
  CHECK(many < few);
  CHECK(few < none);
  CHECK(en.find("85.0 %", many) < few);
  CHECK(en.find(fmt::format("{:.1f}-{:.1f}", row(s, "calls.fleet.many.n").low,
                            row(s, "calls.fleet.many.n").high)) != std::string::npos);
  // Not a second time among the other figures.
  CHECK(en.find("Calls, fleet") == std::string::npos);
  CHECK(to_text(summarise({rep({{"calls.n", 3, 1}})}), Lang::kEn).find("fleet") ==
        std::string::npos);
}

TEST_CASE("a figure that only some replications have keeps its place") {
  const Summary s =
      summarise({rep({{"calls.n", 3, 1}, {"calls.priority.3.n", 1, 1}, {"intrusions.n", 0, 1}}),
                 rep({{"calls.n", 3, 1}, {"calls.priority.1.n", 2, 1}, {"intrusions.n", 0, 1}})});
  std::vector<std::string> ids;
  for (const Summary::Row& r : s.rows) ids.push_back(r.id);
  CHECK(ids == std::vector<std::string>{"calls.n", "calls.priority.1.n", "calls.priority.3.n",
                                        "intrusions.n"});
  CHECK(row(s, "calls.priority.1.n").replications == 2);  // none of them is a result too
  CHECK(row(s, "calls.priority.1.n").mean == 1);
}
