// SPDX-License-Identifier: Apache-2.0
#include "cover/hypercube.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <stdexcept>

#include "base/require.hpp"

namespace vedette {
namespace {

constexpr std::size_t kNone = HypercubeAtom::kFirstChoice;

/// Atoms with the same list act as one in the balance equations.
using Lists = std::map<std::vector<std::size_t>, double>;

std::size_t first_free(const std::vector<std::size_t>& list, std::uint32_t busy) {
  for (const std::size_t unit : list)
    if (!(busy >> unit & 1)) return unit;
  return kNone;
}

/// Probabilities of the 2^N states, without the calls that wait.
class Balance {
 public:
  explicit Balance(const HypercubeModel& model)
      : units_(model.service_rate.size()),
        states_(std::size_t{1} << units_),
        mu_(model.service_rate),
        call_rate_(states_ * units_, 0.0),
        out_(states_, 0.0),
        p_(states_) {
    Lists lists;
    for (const HypercubeAtom& atom : model.atoms) lists[atom.preference] += atom.call_rate;
    for (std::uint32_t b = 0; b < states_; ++b) {
      for (const auto& [list, rate] : lists) {
        const std::size_t unit = first_free(list, b);
        if (unit == kNone) continue;
        call_rate_[b * units_ + unit] += rate;
        out_[b] += rate;
      }
      for (std::size_t n = 0; n < units_; ++n)
        if (b >> n & 1) out_[b] += mu_[n];
    }
    start();
  }

  /// Sweeps up and down until nothing moves; returns the number of sweeps.
  int solve() {
    for (int sweep = 1;; ++sweep) {
      double moved = 0;
      if (sweep % 2)
        for (std::size_t b = 0; b < states_; ++b) moved += relax(static_cast<std::uint32_t>(b));
      else
        for (std::size_t b = states_; b-- > 0;) moved += relax(static_cast<std::uint32_t>(b));
      const double sum = std::accumulate(p_.begin(), p_.end(), 0.0);
      for (double& p : p_) p /= sum;
      if (moved / sum < 1e-13 || sweep == 100000) return sweep;
    }
  }

  const std::vector<double>& p() const { return p_; }

 private:
  /// Independent units at the load that they would share evenly: a start, no more.
  void start() {
    const double calls = out_[0];
    const double service = std::accumulate(mu_.begin(), mu_.end(), 0.0);
    const double r = std::min(0.95, calls / service);
    for (std::uint32_t b = 0; b < states_; ++b) {
      double p = 1;
      for (std::size_t n = 0; n < units_; ++n) p *= b >> n & 1 ? r : 1 - r;
      p_[b] = p;
    }
  }

  double relax(std::uint32_t b) {
    double in = 0;
    for (std::size_t n = 0; n < units_; ++n) {
      const std::uint32_t bit = std::uint32_t{1} << n;
      in += b & bit ? p_[b ^ bit] * call_rate_[(b ^ bit) * units_ + n] : p_[b | bit] * mu_[n];
    }
    const double fresh = out_[b] > 0 ? in / out_[b] : p_[b];
    const double moved = std::fabs(fresh - p_[b]);
    p_[b] = fresh;
    return moved;
  }

  std::size_t units_, states_;
  std::vector<double> mu_;
  std::vector<double> call_rate_;  // [state][unit]: calls that this unit takes in this state
  std::vector<double> out_;        // rate of leaving a state
  std::vector<double> p_;
};

}  // namespace

void check(const HypercubeModel& model) {
  const std::size_t n = model.service_rate.size();
  if (n == 0) throw std::invalid_argument("no unit");
  if (model.atoms.empty()) throw std::invalid_argument("no atom");
  double service = 0, calls = 0;
  for (const double mu : model.service_rate) {
    require_positive("service rate", mu);
    service += mu;
  }
  for (std::size_t j = 0; j < model.atoms.size(); ++j) {
    const HypercubeAtom& atom = model.atoms[j];
    require_not_negative("call rate", atom.call_rate);
    calls += atom.call_rate;
    std::vector<bool> seen(n, false);
    for (const std::size_t unit : atom.preference) {
      if (unit >= n)
        throw std::invalid_argument(fmt::format("atom {}: unit {} not in [0, {})", j + 1, unit, n));
      if (seen[unit])
        throw std::invalid_argument(fmt::format("atom {}: unit {} is listed twice", j + 1, unit));
      seen[unit] = true;
    }
    if (atom.preference.empty() || (model.queue && atom.preference.size() != n))
      throw std::invalid_argument(
          fmt::format("atom {}: {} of {} units listed", j + 1, atom.preference.size(), n));
    if (atom.home != kNone && atom.home >= n)
      throw std::invalid_argument(
          fmt::format("atom {}: home unit {} not in [0, {})", j + 1, atom.home, n));
  }
  require_positive("sum of call rates", calls);
  if (model.queue)
    require(calls < service, "sum of call rates", calls,
            fmt::format("below the sum of service rates {}", service));
}

HypercubeResult hypercube_exact(const HypercubeModel& model) {
  check(model);
  const std::size_t units = model.service_rate.size();
  if (units > 15) throw std::invalid_argument(fmt::format("{} units, at most 15", units));
  double calls = 0, service = 0;
  for (const HypercubeAtom& atom : model.atoms) calls += atom.call_rate;
  for (const double mu : model.service_rate) service += mu;

  Balance balance(model);
  HypercubeResult result;
  result.iterations = balance.solve();
  const std::vector<double>& p = balance.p();
  const std::uint32_t full = static_cast<std::uint32_t>(p.size() - 1);
  // With k calls waiting: P(full) r^k; cutting between k and k + 1 gives the ratio r.
  const double r = model.queue ? calls / service : 0;
  const double waiting = p[full] * r / (1 - r);  // before normalising
  const double scale = 1 / (1 + waiting);
  result.p_all_busy = (p[full] + waiting) * scale;
  result.mean_queue = result.p_all_busy * r / (1 - r);
  result.mean_wait = result.mean_queue / calls;

  result.workload.assign(units, waiting * scale);
  result.unit_share.assign(units, 0.0);
  result.dispatch.assign(units, std::vector<double>(model.atoms.size(), 0.0));
  for (std::uint32_t b = 0; b < p.size(); ++b) {
    for (std::size_t n = 0; n < units; ++n)
      if (b >> n & 1) result.workload[n] += p[b] * scale;
    for (std::size_t j = 0; j < model.atoms.size(); ++j) {
      const std::size_t unit = first_free(model.atoms[j].preference, b);
      if (unit != kNone)
        result.dispatch[unit][j] += model.atoms[j].call_rate / calls * p[b] * scale;
      else if (!model.queue)
        result.p_lost += model.atoms[j].call_rate / calls * p[b];
    }
  }
  for (std::size_t j = 0; j < model.atoms.size(); ++j) {
    const HypercubeAtom& atom = model.atoms[j];
    const std::size_t home = atom.home == kNone ? atom.preference[0] : atom.home;
    for (std::size_t n = 0; n < units; ++n) {
      double& f = result.dispatch[n][j];
      // A call that had to wait goes to whichever unit finishes first.
      if (model.queue)
        f += atom.call_rate / calls * result.p_all_busy * model.service_rate[n] / service;
      f /= 1 - result.p_lost;
      result.unit_share[n] += f;
      if (n != home) result.inter_area += f;
    }
  }
  return result;
}

}  // namespace vedette
