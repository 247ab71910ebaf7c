// SPDX-License-Identifier: Apache-2.0
// The hypercube model: VALIDATION V3, an independent elimination, and limits that Erlang knows.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "base/random.hpp"
#include "cover/erlang.hpp"
#include "cover/hypercube.hpp"
#include "support/seed.hpp"

using namespace vedette;

namespace {

/// Larson & Odoni's example; atoms with the same list are merged.
HypercubeModel h1() {
  return {{1, 1, 1}, {{.5, {0, 1, 2}}, {.25, {0, 2, 1}}, {.35, {1, 0, 2}}, {.40, {2, 0, 1}}}, true};
}

HypercubeModel random_model(Stream& s, std::size_t units, bool queue) {
  HypercubeModel m;
  m.queue = queue;
  double service = 0, calls = 0;
  for (std::size_t n = 0; n < units; ++n) {
    m.service_rate.push_back(0.5 + s.uniform());
    service += m.service_rate.back();
  }
  for (std::size_t j = 0; j < 2 * units; ++j) {
    HypercubeAtom atom;
    atom.call_rate = s.uniform();
    calls += atom.call_rate;
    atom.preference.resize(units);
    std::iota(atom.preference.begin(), atom.preference.end(), std::size_t{0});
    for (std::size_t k = units; k > 1; --k)
      std::swap(atom.preference[k - 1], atom.preference[s.below(k)]);
    if (!queue) atom.preference.resize(1 + s.below(units));
    m.atoms.push_back(std::move(atom));
  }
  for (HypercubeAtom& atom : m.atoms) atom.call_rate *= 0.8 * service / calls;
  return m;
}

/// Workloads by Gaussian elimination on states that spell the queue out up to a length at which its
/// geometric tail is nothing.
std::vector<double> by_elimination(const HypercubeModel& m) {
  const std::size_t units = m.service_rate.size(), full = (std::size_t{1} << units) - 1;
  const std::size_t waits = m.queue ? 150 : 0, states = full + 1 + waits;
  std::vector<std::vector<double>> a(states, std::vector<double>(states + 1, 0.0));
  const auto flow = [&](std::size_t from, std::size_t to, double rate) {
    a[from][from] -= rate;
    a[to][from] += rate;
  };
  double calls = 0;
  for (const HypercubeAtom& atom : m.atoms) calls += atom.call_rate;
  for (std::size_t b = 0; b <= full; ++b) {
    for (std::size_t n = 0; n < units; ++n)
      if (b >> n & 1) flow(b, b & ~(std::size_t{1} << n), m.service_rate[n]);
    for (const HypercubeAtom& atom : m.atoms)
      for (const std::size_t n : atom.preference)
        if (!(b >> n & 1)) {
          flow(b, b | std::size_t{1} << n, atom.call_rate);
          break;
        }
  }
  const double service = std::accumulate(m.service_rate.begin(), m.service_rate.end(), 0.0);
  for (std::size_t q = 0; q < waits; ++q) {
    flow(full + q, full + q + 1, calls);
    flow(full + q + 1, full + q, service);
  }
  for (double& x : a[0]) x = 1;  // the sum of all, in place of one balance
  for (std::size_t c = 0; c < states; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c; r < states; ++r)
      if (std::fabs(a[r][c]) > std::fabs(a[pivot][c])) pivot = r;
    std::swap(a[c], a[pivot]);
    for (std::size_t r = 0; r < states; ++r) {
      if (r == c || a[r][c] == 0) continue;
      const double f = a[r][c] / a[c][c];
      for (std::size_t k = c; k <= states; ++k) a[r][k] -= f * a[c][k];
    }
  }
  std::vector<double> workload(units, 0.0);
  for (std::size_t b = 0; b < states; ++b)
    for (std::size_t n = 0; n < units; ++n)
      if (b >= full || (b >> n & 1)) workload[n] += a[b][states] / a[b][b];
  return workload;
}

void check_workloads(const HypercubeResult& r, std::vector<double> expected, double margin) {
  REQUIRE(r.workload.size() == expected.size());
  for (std::size_t n = 0; n < expected.size(); ++n) {
    CAPTURE(n);
    CHECK(r.workload[n] == Approx(expected[n]).margin(margin));
  }
}

}  // namespace

TEST_CASE("H1: Larson & Odoni's example with a queue") {
  const HypercubeResult r = hypercube_exact(h1());
  check_workloads(r, {.557364, .473372, .469264}, 5e-7);
  CHECK(r.p_all_busy == Approx(.236842).margin(5e-7));
  CHECK(r.inter_area == Approx(.435325).margin(5e-7));
  CHECK(r.mean_wait == Approx(mmc({1.5, 1, 3}).mean_wait).epsilon(1e-10));
  CHECK(r.p_lost == 0);
}

TEST_CASE("H1 with its ten atoms written out is the same") {
  HypercubeModel m{{1, 1, 1}, {}, true};
  const std::vector<std::size_t> a = {0, 1, 2}, b = {0, 2, 1}, c = {1, 0, 2}, d = {2, 0, 1};
  m.atoms = {{.3, a}, {.2, a}, {.1, c}, {.25, b}, {.15, c},
             {.1, c}, {.1, d}, {.1, d}, {.1, d},  {.1, d}};
  const HypercubeResult x = hypercube_exact(m), y = hypercube_exact(h1());
  check_workloads(x, y.workload, 1e-12);
  CHECK(x.inter_area == Approx(y.inter_area));
  CHECK(x.dispatch[0].size() == 10);
}

TEST_CASE("H2 and H4: loss systems") {
  HypercubeModel h2 = h1();
  h2.queue = false;
  check_workloads(hypercube_exact(h2), {.497905, .402631, .397971}, 5e-7);
  CHECK(hypercube_exact(h2).p_lost == Approx(erlang_b(1.5, 3)).epsilon(1e-11));
  const HypercubeModel h4{{1, 1, 1}, {{1, {0, 1, 2}}, {1, {1, 0, 2}}, {1, {2, 0, 1}}}, false};
  check_workloads(hypercube_exact(h4), {.674089, .654971, .632479}, 5e-7);
}

TEST_CASE("Larson's approximation on H1") {
  const HypercubeResult third = hypercube_approximate(h1(), 3);
  // The book's hand calculation, .5627 / .4716 / .4657, carries four digits.
  check_workloads(third, {.5627, .4716, .4657}, 1e-4);
  CHECK(third.iterations == 3);
  const HypercubeResult last = hypercube_approximate(h1());
  check_workloads(last, {.56263, .47170, .46566}, 1e-5);
  CHECK(last.p_all_busy == Approx(.236842).margin(5e-7));
  const HypercubeModel loss{{1, 1, 1}, {{1, {0, 1, 2}}, {1, {1, 0, 2}}, {1, {2, 0, 1}}}, false};
  check_workloads(hypercube_approximate(loss), hypercube_exact(loss).workload, 0.01);
}

TEST_CASE("one unit, and units that all share alike, are Erlang's lines") {
  const HypercubeModel one{{2}, {{1, {0}}}, true};
  CHECK(hypercube_exact(one).workload[0] == Approx(.5).epsilon(1e-12));
  CHECK(hypercube_exact(one).mean_wait == Approx(mmc({1, .5, 1}).mean_wait));
  CHECK(hypercube_approximate(one).workload[0] == Approx(.5).epsilon(1e-9));
  HypercubeModel ring{std::vector<double>(8, 1), {}, true};
  for (std::size_t j = 0; j < 8; ++j) {
    HypercubeAtom atom{5.0 / 8, {}};
    for (std::size_t k = 0; k < 8; ++k) atom.preference.push_back((j + k) % 8);
    ring.atoms.push_back(atom);
  }
  const HypercubeResult r = hypercube_exact(ring);
  for (const double w : r.workload) CHECK(w == Approx(5.0 / 8).epsilon(1e-11));
  CHECK(r.p_all_busy == Approx(erlang_c(5, 8)).epsilon(1e-10));
  check_workloads(hypercube_approximate(ring), r.workload, 1e-9);
}

TEST_CASE("the iteration agrees with elimination on random models") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("hypercube", "test");
  for (int round = 0; round < 12; ++round) {
    const std::size_t units = 1 + round % 6;
    const HypercubeModel m = random_model(s, units, round % 2 == 0);
    CAPTURE(round, units);
    const HypercubeResult r = hypercube_exact(m);
    check_workloads(r, by_elimination(m), 1e-9);
    // Work done equals work accepted, and all shares add up.
    double calls = 0, done = 0;
    for (const HypercubeAtom& atom : m.atoms) calls += atom.call_rate;
    for (std::size_t n = 0; n < units; ++n) done += r.workload[n] * m.service_rate[n];
    CHECK(done == Approx(calls * (1 - r.p_lost)).epsilon(1e-10));
    double shares = 0;
    for (std::size_t n = 0; n < units; ++n) {
      shares += r.unit_share[n];
      CHECK(r.unit_share[n] * calls * (1 - r.p_lost) ==
            Approx(r.workload[n] * m.service_rate[n]).epsilon(1e-9));
    }
    CHECK(shares == Approx(1).epsilon(1e-10));
  }
}

TEST_CASE("the approximation stays near the exact model") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("approximation", "test");
  for (int round = 0; round < 6; ++round) {
    HypercubeModel m = random_model(s, 3 + round % 4, true);
    CAPTURE(round);
    for (double& mu : m.service_rate) mu = 1;
    double calls = 0;
    for (const HypercubeAtom& atom : m.atoms) calls += atom.call_rate;
    for (HypercubeAtom& atom : m.atoms)
      atom.call_rate *= 0.6 * static_cast<double>(m.service_rate.size()) / calls;
    check_workloads(hypercube_approximate(m), hypercube_exact(m).workload, 0.03);
  }
}

// Units of which only some can answer a kind of call; the first kind is for six of eight or for
// all.
HypercubeModel model_of_kinds(Stream& s, bool all, double load) {
  HypercubeModel m;
  m.queue = false;
  for (int n = 0; n < 8; ++n) m.service_rate.push_back(0.7 + 0.6 * s.uniform());
  const std::size_t kinds = 2 + s.below(2);
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    const std::size_t can = kind == 0 ? (all ? 8 : 6) : 2 + s.below(4);
    std::vector<std::size_t> units(8);
    std::iota(units.begin(), units.end(), std::size_t{0});
    const auto mix = [&](std::vector<std::size_t>& list) {
      for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[s.below(i)]);
    };
    mix(units);
    units.resize(can);
    for (int area = 0; area < 5; ++area) {
      mix(units);
      m.atoms.push_back({load * static_cast<double>(can) * (kind == 0 ? 1 : 0.5) / 5, units});
    }
  }
  return m;
}

TEST_CASE("lists of some units: never another, and near the exact model") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("kinds", "test");
  for (int round = 0; round < 24; ++round) {
    const double loads[] = {0.15, 0.3, 0.5, 0.8};
    const HypercubeModel m = model_of_kinds(s, round % 2 == 0, loads[round % 4]);
    CAPTURE(round);
    const HypercubeResult exact = hypercube_exact(m), near = hypercube_approximate(m);
    check_workloads(near, exact.workload, 0.06);
    CHECK(near.p_lost == Approx(exact.p_lost).margin(0.06));
    double calls = 0, shares = 0;
    for (const HypercubeAtom& atom : m.atoms) calls += atom.call_rate;
    for (std::size_t a = 0; a < m.atoms.size(); ++a)
      for (std::size_t n = 0; n < 8; ++n) {
        const auto& list = m.atoms[a].preference;
        const bool listed = std::find(list.begin(), list.end(), n) != list.end();
        if (!listed) CHECK(near.dispatch[n][a] == 0);
        shares += near.dispatch[n][a];
      }
    CHECK(shares == Approx(1).epsilon(1e-9));
    // Work done equals work accepted.
    for (std::size_t n = 0; n < 8; ++n)
      CHECK(near.unit_share[n] * calls * (1 - near.p_lost) ==
            Approx(near.workload[n] * m.service_rate[n]).epsilon(1e-6));
  }
  // Two kinds that share nobody are Erlang's loss lines, whatever else there is.
  HypercubeModel apart{std::vector<double>(14, 1.0), {}, false};
  for (std::size_t j = 0; j < 4; ++j)
    apart.atoms.push_back({0.75, {j, (j + 1) % 4, (j + 2) % 4, (j + 3) % 4}});
  for (std::size_t j = 0; j < 10; ++j) {
    HypercubeAtom atom{0.2, {}};
    for (std::size_t k = 0; k < 10; ++k) atom.preference.push_back(4 + (j + k) % 10);
    apart.atoms.push_back(atom);
  }
  const HypercubeResult r = hypercube_approximate(apart);
  for (std::size_t n = 0; n < 14; ++n) {
    const double load = n < 4 ? 3 : 2, units = n < 4 ? 4 : 10;
    const double lost = erlang_b(load, static_cast<int>(units));
    CHECK(r.workload[n] == Approx(load * (1 - lost) / units).margin(2e-4));
  }
}

TEST_CASE("fifteen units") {
  Stream s = Random(1, 0).stream("fifteen", "test");
  const HypercubeModel m = random_model(s, 15, true);
  const HypercubeResult r = hypercube_exact(m);
  CAPTURE(r.iterations);
  double done = 0, calls = 0;
  for (std::size_t n = 0; n < 15; ++n) done += r.workload[n] * m.service_rate[n];
  for (const HypercubeAtom& atom : m.atoms) calls += atom.call_rate;
  CHECK(done == Approx(calls).epsilon(1e-9));
}

TEST_CASE("models that make no sense are refused") {
  HypercubeModel m = h1();
  m.atoms[0].preference = {0, 1};
  CHECK_THROWS_WITH(hypercube_exact(m), "atom 1: 2 of 3 units listed");
  m.atoms[0].preference = {0, 1, 1};
  CHECK_THROWS_WITH(hypercube_exact(m), "atom 1: unit 1 is listed twice");
  m.atoms[0].preference = {0, 1, 7};
  CHECK_THROWS_WITH(hypercube_exact(m), "atom 1: unit 7 not in [0, 3)");
  m = h1();
  m.atoms[0].call_rate = 3;
  CHECK_THROWS_AS(hypercube_exact(m), std::invalid_argument);
  m.queue = false;
  CHECK_NOTHROW(hypercube_exact(m));
  m.service_rate[0] = 0;
  CHECK_THROWS_AS(hypercube_exact(m), std::invalid_argument);
  CHECK_THROWS_AS(hypercube_exact({}), std::invalid_argument);
  CHECK_THROWS_WITH(hypercube_exact({std::vector<double>(16, 1), {{1, {0}}}, false}),
                    "16 units, at most 15");
}
