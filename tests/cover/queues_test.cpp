// SPDX-License-Identifier: Apache-2.0
// Waiting lines: VALIDATION V2, closed forms, balance equations and a simulated line.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "base/random.hpp"
#include "cover/erlang.hpp"
#include "cover/md1.hpp"
#include "cover/priority_queue.hpp"
#include "support/seed.hpp"

using namespace vedette;

TEST_CASE("Erlang B and C of V2") {
  CHECK(erlang_b(2, 3) == Approx(4.0 / 19).epsilon(1e-14));
  CHECK(erlang_c(2, 3) == Approx(4.0 / 9).epsilon(1e-14));
  struct Row {
    double a;
    int c;
    double b, wait, wq;
  };
  for (const Row& r : {Row{1.5, 3, .13432836, .23684211, .15789474},
                       {5, 8, .07004785, .16726651, .05575550},
                       {10, 14, .05681914, .17413193, .04353298},
                       {50, 55, .05374881, .38454732, .07690946}}) {
    CAPTURE(r.a, r.c);
    CHECK(erlang_b(r.a, r.c) == Approx(r.b).margin(5e-9));
    CHECK(erlang_c(r.a, r.c) == Approx(r.wait).margin(5e-9));
    CHECK(mmc({r.a, 1, r.c}).mean_wait == Approx(r.wq).margin(5e-9));
  }
  CHECK(erlang_b(0, 3) == 0);
  CHECK(erlang_b(3, 0) == 1);
  CHECK(erlang_c(3, 3) == 1);
  CHECK(erlang_b(1e5, 100000) < 0.003);
  CHECK_THROWS_AS(erlang_b(-1, 3), std::invalid_argument);
  for (const double a : {0.4, 3.0, 20.0}) {
    const int c = servers_for_wait(a, 0.1);
    CHECK(erlang_c(a, c) <= 0.1);
    CHECK(erlang_c(a, c - 1) > 0.1);
  }
}

TEST_CASE("waits at an alarm desk of V2") {
  const auto per_hour = [](double n) { return n / 3600; };
  CHECK(mmc({per_hour(60), 30, 1}).mean_wait == Approx(30));
  CHECK(mmc({per_hour(60), 45, 1}).mean_wait == Approx(135));
  CHECK(mmc({per_hour(60), 45, 2}).mean_wait == Approx(7.3636).margin(5e-5));
  const Mmc busy{per_hour(100), 45, 2};
  CHECK(mmc(busy).mean_wait == Approx(28.846).margin(5e-4));
  CHECK(mmc(busy).p_wait == Approx(.480769).margin(5e-7));
  CHECK(mmc_wait_quantile(busy, .95) == Approx(135.80).margin(5e-3));
  CHECK(mmc_wait_exceeds(busy, mmc_wait_quantile(busy, .95)) == Approx(.05));
  CHECK(mmc_wait_quantile(busy, .5) == 0);
  CHECK(mmc_wait_exceeds(busy, 0) == Approx(.480769).margin(5e-7));
  CHECK(std::isinf(mmc({1, 1, 1}).mean_wait));
  CHECK_THROWS_AS(mmc({1, 1, 0}), std::invalid_argument);
}

TEST_CASE("M/M/c/K: its ends are Erlang's formulas, its middle the balance equations") {
  CHECK(mmck({2, 1, 3}, 3).p_lost == Approx(erlang_b(2, 3)));
  CHECK(mmck({2, 1, 3}, 400).p_wait == Approx(erlang_c(2, 3)));
  CHECK(mmck({2, 1, 3}, 400).mean_wait == Approx(mmc({2, 1, 3}).mean_wait));
  // M/M/1/K: P_n = (1 - a) a^n / (1 - a^(K+1)).
  const double a = 0.8;
  const int k = 5;
  const double norm = (1 - std::pow(a, k + 1)) / (1 - a);
  const MmckResult r = mmck({a, 1, 1}, k);
  CHECK(r.p_lost == Approx(std::pow(a, k) / norm));
  double queue = 0;
  for (int n = 2; n <= k; ++n) queue += (n - 1) * std::pow(a, n) / norm;
  CHECK(r.mean_queue == Approx(queue));
  CHECK(r.mean_wait == Approx(queue / (a * (1 - r.p_lost))));
  CHECK(r.utilisation == Approx(a * (1 - r.p_lost)));
  CHECK(mmck({5000, 1, 10}, 2000).p_lost == Approx(1 - 10.0 / 5000));
  CHECK_THROWS_AS(mmck({1, 1, 3}, 2), std::invalid_argument);
}

TEST_CASE("priorities of V2 (Cobham)") {
  const std::vector<PriorityClass> classes = {{2 / 3600., 30}, {58 / 3600., 30}};
  const PriorityResult r = priority_queue(classes);
  CHECK(r.mean_wait[0] == Approx(15.2542).margin(5e-5));
  CHECK(r.mean_wait[1] == Approx(30.5085).margin(5e-5));
  const std::vector<double> rates = {2 / 3600., 58 / 3600.};
  const PriorityResult same = priority_queue(rates, 30, 1);
  CHECK(same.mean_wait[0] == Approx(r.mean_wait[0]));
  CHECK(same.mean_wait[1] == Approx(r.mean_wait[1]));
}

TEST_CASE("priorities: conservation law, single class, overload") {
  // Kleinrock's conservation law: sum of rho_k W_k does not depend on the order of classes.
  const PriorityClass x{0.2, 1, 0.5}, y{0.1, 3, 2};
  const std::vector<PriorityClass> xy = {x, y}, yx = {y, x};
  const PriorityResult a = priority_queue(xy), b = priority_queue(yx);
  CHECK(0.2 * a.mean_wait[0] + 0.3 * a.mean_wait[1] ==
        Approx(0.3 * b.mean_wait[0] + 0.2 * b.mean_wait[1]));
  const std::vector<double> one = {2};
  CHECK(priority_queue(one, 1, 3).mean_wait[0] == Approx(mmc({2, 1, 3}).mean_wait));
  const std::vector<double> two = {0.5, 1.5};
  CHECK(priority_queue(two, 1, 3).mean_wait_all == Approx(mmc({2, 1, 3}).mean_wait));
  // The lower class never settles; the upper one waits behind a server that is always busy.
  const std::vector<PriorityClass> over = {{0.5, 1}, {1, 1}};
  const PriorityResult r = priority_queue(over);
  CHECK(r.mean_wait[0] == Approx(1 / 0.5));
  CHECK(std::isinf(r.mean_wait[1]));
}

TEST_CASE("M/G/1 and M/D/1 (Pollaczek-Khinchine)") {
  CHECK(mg1(0.5, 1, 1).mean_wait == Approx(mmc({0.5, 1, 1}).mean_wait));
  CHECK(md1(0.5, 1).mean_wait == Approx(0.5));
  CHECK(md1(0.8, 1).mean_wait == Approx(2));
  CHECK(md1(0.8, 1).mean_queue == Approx(1.6));
  CHECK(mg1(0.8, 1, 0.5).mean_wait == Approx(2 * 1.25));
  CHECK(std::isinf(md1(1, 1).mean_wait));
  // Below one service Erlang's sum has one or two terms: (1 - rho) e^(lambda t), and
  // (1 - rho) (e^(lambda t) - lambda (t - D) e^(lambda (t - D))).
  CHECK(md1_wait_cdf(0.7, 1, 0) == Approx(0.3));
  CHECK(md1_wait_cdf(0.7, 1, 0.5) == Approx(0.3 * std::exp(0.35)));
  CHECK(md1_wait_cdf(0.7, 1, 1.5) == Approx(0.3 * (std::exp(1.05) - 0.35 * std::exp(0.35))));
  CHECK(md1_wait_cdf(0.7, 1, -1) == 0);
  // The mean is the integral of the tail.
  for (const double rho : {0.3, 0.9}) {
    double mean = 0;
    const double h = 0.005;
    for (int i = 0; i < 40000; ++i) {
      const double tail = 1 - md1_wait_cdf(rho, 1, (i + 0.5) * h);
      mean += tail * h;
      if (tail < 1e-10) break;
    }
    CHECK(mean == Approx(md1(rho, 1).mean_wait).epsilon(1e-4));
  }
}

TEST_CASE("a simulated line of one server agrees (Lindley)") {
  CAPTURE(testing::seed());
  Stream s = Random(testing::seed(), 0).stream("lindley", "test");
  double wait = 0, sum = 0;
  int within = 0;
  constexpr int kCalls = 2000000;
  for (int i = 0; i < kCalls; ++i) {
    sum += wait;
    within += wait <= 2.5;
    wait = std::max(0.0, wait + 1 - s.exponential() / 0.6);
  }
  CHECK(sum / kCalls == Approx(md1(0.6, 1).mean_wait).epsilon(0.01));
  CHECK(within / double(kCalls) == Approx(md1_wait_cdf(0.6, 1, 2.5)).margin(0.002));
}
