// SPDX-License-Identifier: Apache-2.0
#include "cover/median_bound.hpp"

#include <algorithm>
#include <numeric>

namespace vedette {

namespace {

constexpr int kSteps = 600;         // at most
constexpr int kPatience = 25;       // steps without a better bound, then they are halved
constexpr double kEqual = 1e-9;     // of the cost: costs so near count as equal
constexpr double kShortest = 1e-3;  // where steps are so much shorter than at first, it ends

class Relaxation {
 public:
  Relaxation(const LocationProblem& problem, std::size_t p)
      : table_(problem.table), p_(p), price_(table_.targets), reduced_(table_.sites) {
    std::vector<bool> standing(table_.sites);
    for (const std::uint32_t s : problem.standing) standing[s] = true;
    for (std::uint32_t s = 0; s < table_.sites; ++s) (standing[s] ? fixed_ : open_).push_back(s);
  }

  MedianBound solve() {
    start();
    double step = 2;
    int waited = 0;
    for (int k = 0; k < kSteps && step > 2 * kShortest; ++k) {
      const double bound = relax();
      if (k == 0 || bound > best_.lower) {
        best_.lower = bound;
        best_price_ = price_;
        waited = 0;
      } else if (++waited == kPatience) {
        step /= 2;
        waited = 0;
        price_ = best_price_;
        continue;
      }
      try_choice();
      if (best_.cost - best_.lower <= kEqual * best_.cost) break;
      move(step, bound);
    }
    price_ = best_price_;
    leave_out(relax());
    std::sort(best_.sites.begin(), best_.sites.end());
    return std::move(best_);
  }

 private:
  double cost(std::uint32_t site, std::size_t target) const {
    return table_.weight[target] * table_.at(site, target);
  }

  // What every choice costs at least, at these prices; the sites it takes stand first in open_.
  double relax() {
    for (std::uint32_t s = 0; s < table_.sites; ++s) {
      double sum = 0;
      const double* const row = &table_.distance[s * table_.targets];
      for (std::size_t t = 0; t < table_.targets; ++t)
        sum += std::min(0.0, table_.weight[t] * row[t] - price_[t]);
      reduced_[s] = sum;
    }
    std::sort(open_.begin(), open_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return reduced_[a] != reduced_[b] ? reduced_[a] < reduced_[b] : a < b;
    });
    double bound = std::accumulate(price_.begin(), price_.end(), 0.0);
    for (const std::uint32_t s : fixed_) bound += reduced_[s];
    for (std::size_t i = 0; i < p_; ++i) bound += reduced_[open_[i]];
    return bound;
  }

  void move(double step, double bound) {
    std::vector<double> lack(table_.targets, 1.0);
    const auto serves = [&](std::uint32_t s) {
      for (std::size_t t = 0; t < table_.targets; ++t) lack[t] -= cost(s, t) < price_[t];
    };
    for (const std::uint32_t s : fixed_) serves(s);
    for (std::size_t i = 0; i < p_; ++i) serves(open_[i]);
    const double length = std::inner_product(lack.begin(), lack.end(), lack.begin(), 0.0);
    if (!(length > 0)) return;
    const double by = step * (best_.cost - bound) / length;
    for (std::size_t t = 0; t < table_.targets; ++t)
      price_[t] = std::max(0.0, price_[t] + by * lack[t]);
  }

  // Prices to begin with: what the second nearest site would cost. Sites: the cheapest ones alone.
  void start() {
    for (std::size_t t = 0; t < table_.targets; ++t) {
      double first = DistanceTable::kNoWay, second = DistanceTable::kNoWay;
      for (std::uint32_t s = 0; s < table_.sites; ++s) {
        const double c = cost(s, t);
        second = std::min(second, std::max(first, c));
        first = std::min(first, c);
      }
      price_[t] = second < DistanceTable::kNoWay ? second : first;
    }
    best_.cost = DistanceTable::kNoWay;
    relax();
    try_choice();
  }

  double cost_of(const std::vector<std::uint32_t>& sites) const {
    double sum = 0;
    for (std::size_t t = 0; t < table_.targets; ++t) {
      double least = DistanceTable::kNoWay;
      for (const std::uint32_t s : sites) least = std::min(least, table_.at(s, t));
      for (const std::uint32_t s : fixed_) least = std::min(least, table_.at(s, t));
      sum += table_.weight[t] * least;
    }
    return sum;
  }

  void try_choice() {
    std::vector<std::uint32_t> sites(open_.begin(),
                                     open_.begin() + static_cast<std::ptrdiff_t>(p_));
    double now = cost_of(sites);
    if (now >= best_.cost * 1.02) return;
    if (tried_ == sites) return;
    tried_ = sites;
    while (exchange(sites, now)) {
    }
    if (now >= best_.cost) return;
    best_.cost = now;
    best_.sites = sites;
  }

  // The best exchange of one chosen site; false where none is better.
  bool exchange(std::vector<std::uint32_t>& sites, double& now) const {
    double best = now * (1 - kEqual);
    std::size_t leaves = sites.size();
    std::uint32_t comes = 0;
    std::vector<double> others(table_.targets);
    for (std::size_t i = 0; i < sites.size(); ++i) {
      for (std::size_t t = 0; t < table_.targets; ++t) {
        others[t] = DistanceTable::kNoWay;
        for (std::size_t k = 0; k < sites.size(); ++k)
          if (k != i) others[t] = std::min(others[t], table_.at(sites[k], t));
        for (const std::uint32_t s : fixed_) others[t] = std::min(others[t], table_.at(s, t));
      }
      for (const std::uint32_t s : open_) {
        if (std::find(sites.begin(), sites.end(), s) != sites.end()) continue;
        double sum = 0;
        for (std::size_t t = 0; t < table_.targets && sum < best; ++t)
          sum += table_.weight[t] * std::min(others[t], table_.at(s, t));
        if (sum < best) best = sum, leaves = i, comes = s;
      }
    }
    if (leaves == sites.size()) return false;
    sites[leaves] = comes;
    now = best;
    return true;
  }

  void leave_out(double bound) {
    best_.out.assign(table_.sites, false);
    const double worst = reduced_[open_[p_ - 1]];
    for (std::size_t i = p_; i < open_.size(); ++i)
      best_.out[open_[i]] = bound + reduced_[open_[i]] - worst > best_.cost + kEqual * best_.cost;
    for (const std::uint32_t s : best_.sites) best_.out[s] = false;
  }

  const DistanceTable& table_;
  std::size_t p_;
  std::vector<std::uint32_t> fixed_, open_;
  std::vector<double> price_, best_price_, reduced_;
  std::vector<std::uint32_t> tried_;
  MedianBound best_;
};

}  // namespace

MedianBound median_bound(const LocationProblem& problem, std::size_t p) {
  return Relaxation(problem, p).solve();
}

}  // namespace vedette
