// SPDX-License-Identifier: Apache-2.0
// What is made of a study's rows, on studies put together by hand.
#include "study/analysis.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/random.hpp"
#include "study/estimate.hpp"
#include "study/morris.hpp"
#include "study/needed.hpp"
#include "study/slurm.hpp"
#include "support/seed.hpp"

namespace vedette {
namespace {

// Two designs and one figure.
Study two_designs(const std::string& id, ReplicationRule rule) {
  Study s;
  s.name = s.question = {"study", "研究"};
  s.designs.resize(2);
  s.designs[0].name = "baseline";
  s.designs[1].name = "change";
  s.baseline = 0;
  s.measures.resize(1);
  s.measures[0].id = id;
  s.rule = rule;
  s.seed = 1;
  return s;
}

ReplicationRule fixed(std::uint64_t count) {
  ReplicationRule rule;
  rule.count = count;
  return rule;
}

ReplicationRule sequential(std::uint64_t first, std::uint64_t most) {
  ReplicationRule rule;
  rule.kind = RuleKind::kSequential;
  rule.first = first;
  rule.most = most;
  return rule;
}

// Rows of a design by replication; NaN: a replication without the figure.
void add(StudyResults& results, const Study& s, std::uint32_t design,
         const std::vector<double>& values, std::uint64_t n = 5) {
  for (std::size_t r = 0; r < values.size(); ++r) {
    StudyRow row;
    row.task = {design, r + 1};
    if (!std::isnan(values[r])) row.figures.push_back({s.measures[0].id, values[r], n});
    results.add(row);
  }
}

Json analysis(const Study& s, StudyResults results) {
  return analyse({s, "", "", std::vector<std::string>(s.designs.size()), std::move(results), true,
                  Json()});
}

TEST_CASE("a first stage without spread makes nothing sure") {
  // Ten replications that are the same in both designs, then one that is not.
  const Study s = two_designs("calls.unanswered", sequential(10, 20));
  StudyResults results(2);
  std::vector<double> values(12, 3.0);
  add(results, s, 0, values);
  values[11] = 4;
  add(results, s, 1, values);
  const PairedComparison c = compare_designs(s, results, 1, 0, "calls.unanswered", 0.95);
  CHECK(c.pairs == 12);
  CHECK(c.difference.value == Approx(1.0 / 12));
  CHECK_FALSE(c.difference.known());
  CHECK(std::isnan(c.p));
  CHECK_FALSE(estimate(s, results, 1, "calls.unanswered", 12, 0.95).mean.known());
}

TEST_CASE("the same change every time: sure for shares alone, and p of random signs") {
  const std::vector<double> before(8, 0.25), after(8, 1.0);
  const PairedComparison c = compare_paired(after, before, 0.95, 0, true);
  CHECK(c.p == Approx(std::pow(2.0, -7)));
  // Were a change of 0.75 no likelier than q, eight in a row would come with q^8 = 5 %.
  const double q = std::pow(0.05, 1.0 / 8);
  CHECK(c.difference.low == Approx(q * 0.75 - (1 - q)));
  CHECK(c.difference.high == Approx(q * 0.75 + (1 - q)));
  CHECK_FALSE(compare_paired(after, before, 0.95).difference.known());
  CHECK(compare_paired(after, before, 0.95).difference.value == 0.75);
  // Two in a row say little of a share either.
  const std::vector<double> none(2, 0.0), all(2, 1.0);
  CHECK(compare_paired(all, none, 0.95, 0, true).difference.low < 0);
  // Rounding of equal differences is no spread.
  const std::vector<double> x{0.3, 0.7, 1.1}, y{0.1, 0.5, 0.9};
  CHECK_FALSE(compare_paired(x, y, 0.95).difference.known());
}

TEST_CASE("the bound of a change that is always the same holds its level") {
  // A share goes from no to yes with chance q, else from yes to no.
  const std::uint64_t seed = testing::seed();
  INFO("VEDETTE_TEST_SEED=" << seed);
  Stream draw = Random(seed, 0).stream("test/alike", "values");
  for (const double chance : {0.5, 0.8, 0.9, 0.99}) {
    int wrong = 0;
    constexpr int kTimes = 4000;
    for (int i = 0; i < kTimes; ++i) {
      std::vector<double> a, b;
      for (int r = 0; r < 6; ++r) {
        a.push_back(draw.uniform() < chance);
        b.push_back(1 - a.back());
      }
      const PairedComparison c = compare_paired(a, b, 0.9, 0, true);
      const bool alike = std::all_of(a.begin(), a.end(), [&](double x) { return x == a[0]; });
      wrong += alike && !c.difference.contains(2 * chance - 1);
    }
    CHECK(wrong / double(kTimes) < 0.1 + 0.02);
  }
}

TEST_CASE("values that are not there ask for more replications") {
  const double nan = std::nan("");
  Study s = two_designs("alarms.real.guard_arrived_s.mean", sequential(8, 1000));
  s.measures[0].half_width = 1;
  StudyResults whole(2), half(2);
  for (const std::uint32_t d : {0u, 1u}) {
    add(whole, s, d, {10, 12, 14, 16});
    add(half, s, d, {10, nan, 12, nan, nan, 14, 16, nan});
  }
  s.rule.first = 4;
  const std::uint64_t values = needed(s, whole).asked;
  s.rule.first = 8;
  CHECK(values > 50);
  CHECK(needed(s, half).asked == 2 * values);
}

TEST_CASE("a selection takes a first replication without the figure for an average one") {
  const double nan = std::nan("");
  for (const int goal : {1, -1}) {
    Study s = two_designs("alarms.real.guard_arrived_s.mean", {});
    s.measures[0].goal = goal;
    s.rule.kind = RuleKind::kOcba;
    s.rule.first = 4;
    s.rule.budget = 8;
    StudyResults results(2);
    // The first design is better by 2; as 0 its first replication would count for a lot.
    add(results, s, 0, {nan, 100.0 + 2 * goal, 101.0 + 2 * goal, 99.0 + 2 * goal});
    add(results, s, 1, {100, 100, 101, 99});
    const Needed now = needed(s, results);
    REQUIRE(now.ocba);
    CHECK(now.ocba->best == 0);
  }
}

TEST_CASE("steps along the frontier keep to the first stage's spread in a sequential study") {
  Study s = two_designs("calls.response_s.mean", sequential(4, 100));
  s.measures[0].goal = -1;
  s.designs[0].cost = 1;
  s.designs[1].cost = 2;
  StudyResults results(2);
  add(results, s, 0, {100, 110, 120, 130, 140, 150, 160, 170});
  add(results, s, 1, {95, 101, 115, 121, 139, 149, 159, 169});
  const PairedComparison c =
      compare_designs(s, results, 1, 0, "calls.response_s.mean", s.confidence);
  const Json a = analysis(s, std::move(results));
  const Json& step = a["frontiers"][0]["steps"][1];
  CHECK(step["gain"]["low"].get<double>() == Approx(c.difference.low));
  // s of -5, -9, -5, -9 is 2.309; t(3) = 3.182; eight values.
  CHECK(c.difference.half_width() == Approx(3.18245 * 2.309401 / std::sqrt(8.0)).epsilon(1e-4));
  CHECK(step["sure"] == true);
  CHECK(a["answer"]["better"] == Json::array({"calls.response_s.mean"}));
  CHECK(a["answer"]["worse"].empty());
}

TEST_CASE("a target alone says which way is worse") {
  Study s = two_designs("calls.within.180", fixed(4));
  s.measures[0].at_least = 0.5;
  StudyResults results(2);
  add(results, s, 0, {0.90, 0.91, 0.92, 0.93});
  add(results, s, 1, {0.71, 0.70, 0.72, 0.73});
  const Json a = analysis(s, std::move(results));
  CHECK(a["designs"][1]["replay"]["worst"] == 2);
  CHECK(a["designs"][1]["replay"]["median"] == 1);
  CHECK(a["answer"]["kind"] == "targets");
  CHECK(a["answer"]["design"] == "baseline");
}

TEST_CASE("Morris: a step counts for what it changes, however few levels there are") {
  Study s = two_designs("calls.response_s.mean", fixed(1));
  s.kind = DesignKind::kMorris;
  s.baseline = std::nullopt;
  s.factors.resize(2);
  s.factors[0].name = "levels";
  for (const double x : {2.0, 4.0}) {
    FactorLevel level;
    level.value = level.number = x;
    s.factors[0].levels.push_back(level);
  }
  s.factors[1].name = "range";
  s.factors[1].is_range = true;
  s.factors[1].from = 0;
  s.factors[1].to = 10;
  s.designs.clear();
  for (const UnitPoint& u : morris_points(2, 10, 4, 3)) {
    DesignPoint d;
    d.unit = u;
    for (std::size_t f = 0; f < 2; ++f) d.levels.push_back(s.factors[f].at(u[f]));
    s.designs.push_back(d);
  }
  // Over its whole range either factor adds 6.
  StudyResults results(s.designs.size());
  for (std::uint32_t d = 0; d < s.designs.size(); ++d)
    add(results, s, d,
        {3 * s.designs[d].levels[0]->number + 0.6 * s.designs[d].levels[1]->number});
  const Json a = analysis(s, std::move(results));
  for (const Json& f : a["morris"][0]["factors"]) {
    CHECK(f["mean"].get<double>() == Approx(6));
    CHECK(f["mean_absolute"].get<double>() == Approx(6));
  }
}

TEST_CASE("shards of about a minute each") {
  CHECK(shards_of(600, 2, 1, 60) == 20);
  CHECK(shards_of(600, 2, 4, 60) == 5);
  CHECK(shards_of(600, 0.001, 1, 60) == 1);
  CHECK(shards_of(7, 3600, 1, 60) == 7);
  CHECK(shards_of(1'000'000, 60, 1, 60) == 1000);
}

}  // namespace
}  // namespace vedette
