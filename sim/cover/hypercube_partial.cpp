// SPDX-License-Identifier: Apache-2.0
#include "cover/hypercube_partial.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "cover/hypercube_line.hpp"

namespace vedette {

namespace {

/// A line of n alike units without a waiting room, each busy a share `r` of the time.
struct Line {
  double lost = 0;
  std::vector<double> q;  // Larson's Q(n, r, j); of the last one on all alike
};

constexpr double kNever = 1e-18;  // who is asked once in so many calls does not count

// The load at which each of n units is busy a share r of the time, by Newton's method on
// r = a (1 - B(n, a)) / n with Erlang's B.
double load_of(std::size_t n, double r) {
  const double units = static_cast<double>(n);
  double a = r * units;
  for (int step = 0; step < 60; ++step) {
    double b = 1;
    for (std::size_t k = 1; k <= n; ++k) b = a * b / (static_cast<double>(k) + a * b);
    const double slope = 1 - b - a * b * (units / a - 1 + b);
    const double moved = (r * units - a * (1 - b)) / std::max(slope, 1e-9);
    a = std::max(a + moved, a / 2);
    if (std::fabs(moved) < 1e-12 * a) break;
  }
  return a;
}

Line line_of(std::size_t n, double r) {
  const std::vector<double> p = busy_units(load_of(n, r), n);
  return {p[n], correction_factors(p, r, kNever)};
}

/// Lines between those of a fixed grid of workloads, each of which is made once.
class Lines {
 public:
  struct Between {
    const Line *low, *high;
    double share;
    double lost() const { return low->lost + share * (high->lost - low->lost); }
    double q(std::size_t j) const { return of(*low, j) + share * (of(*high, j) - of(*low, j)); }

   private:
    static double of(const Line& line, std::size_t j) {
      return line.q[std::min(j, line.q.size() - 1)];
    }
  };
  Between at(std::size_t n, double r) {
    const double place = std::clamp(r, kLeast, 1 - 2 / kSteps) * kSteps;
    const auto step = static_cast<std::size_t>(place);
    return {&made(n, step), &made(n, step + 1), place - static_cast<double>(step)};
  }

 private:
  static constexpr double kSteps = 128, kLeast = 1.0 / 1024;
  const Line& made(std::size_t n, std::size_t step) {
    const auto [at, fresh] = lines_.try_emplace({n, step});
    if (fresh) at->second = line_of(n, std::max(static_cast<double>(step) / kSteps, kLeast));
    return at->second;
  }
  std::map<std::pair<std::size_t, std::size_t>, Line> lines_;
};

/// Tells each atom's share of calls by unit: told(unit, atom, rate).
template <class Told>
double share_out(const HypercubeModel& model, const std::vector<double>& workload, Lines& lines,
                 Told told) {
  double served = 0;
  std::vector<double> rates;
  for (std::size_t a = 0; a < model.atoms.size(); ++a) {
    const HypercubeAtom& atom = model.atoms[a];
    const std::vector<std::size_t>& list = atom.preference;
    if (list.empty() || !(atom.call_rate > 0)) continue;
    double busy = 0;
    for (const std::size_t unit : list) busy += workload[unit];
    const auto line = lines.at(list.size(), busy / static_cast<double>(list.size()));
    rates.clear();
    double before_busy = 1, sum = 0;
    for (std::size_t k = 0; k < list.size() && before_busy > kNever; ++k) {
      rates.push_back(before_busy * line.q(k) * (1 - workload[list[k]]));
      sum += rates.back();
      before_busy *= workload[list[k]];
    }
    const double taken = atom.call_rate * (1 - line.lost());
    served += taken;
    for (std::size_t k = 0; k < rates.size(); ++k) told(list[k], a, rates[k] * taken / sum);
  }
  return served;
}

}  // namespace

HypercubeResult hypercube_partial(const HypercubeModel& model, int most_iterations,
                                  const std::vector<double>& start) {
  const std::size_t units = model.service_rate.size(), atoms = model.atoms.size();
  double calls = 0;
  for (const HypercubeAtom& atom : model.atoms) calls += atom.call_rate;
  const double service = std::accumulate(model.service_rate.begin(), model.service_rate.end(), 0.0);
  HypercubeResult result;
  std::vector<double>& rho = result.workload;
  rho = start;
  rho.resize(units, std::min(0.9, calls / service));
  Lines lines;
  std::vector<double> taken(units);
  for (double moved = 1; moved > 1e-10 && result.iterations < most_iterations;
       ++result.iterations) {
    std::fill(taken.begin(), taken.end(), 0.0);
    share_out(model, rho, lines,
              [&](std::size_t n, std::size_t, double rate) { taken[n] += rate; });
    moved = 0;
    for (std::size_t n = 0; n < units; ++n) {
      // What reaches the unit, free or not; rho = (1 - rho) v.
      const double v = taken[n] / (1 - rho[n]) / model.service_rate[n];
      const double fresh = std::min(v / (1 + v), 1 - 1e-9);
      moved = std::max(moved, std::fabs(fresh - rho[n]));
      rho[n] = fresh;
    }
  }
  result.dispatch.assign(units, std::vector<double>(atoms, 0.0));
  const double served =
      share_out(model, rho, lines,
                [&](std::size_t n, std::size_t a, double rate) { result.dispatch[n][a] = rate; });
  result.p_lost = 1 - served / calls;
  const double busy = std::accumulate(rho.begin(), rho.end(), 0.0) / static_cast<double>(units);
  result.p_all_busy = lines.at(units, busy).lost();
  result.unit_share.assign(units, 0.0);
  for (std::size_t n = 0; n < units; ++n)
    for (std::size_t a = 0; a < atoms; ++a) {
      const HypercubeAtom& atom = model.atoms[a];
      double& f = result.dispatch[n][a];
      f /= served;
      result.unit_share[n] += f;
      const std::size_t first = atom.preference.empty() ? units : atom.preference[0];
      if (n != (atom.home == HypercubeAtom::kFirstChoice ? first : atom.home))
        result.inter_area += f;
    }
  return result;
}

}  // namespace vedette
