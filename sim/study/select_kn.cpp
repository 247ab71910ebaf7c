// SPDX-License-Identifier: Apache-2.0
#include "study/select_kn.hpp"

#include <algorithm>
#include <cmath>

#include "base/portable_math.hpp"
#include "base/statistics.hpp"

namespace vedette {

namespace {

class Kn {
 public:
  Kn(const SelectionData& data, const KnOptions& options) : data_(data), o_(options) {}

  KnResult run() {
    const std::size_t k = data_.designs;
    result_.wanted.assign(k, 0);
    result_.dropped_at.assign(k, 0);
    result_.without_spread.assign(k, false);
    for (std::size_t i = 0; i < k; ++i) result_.left.push_back(i);
    sums_.assign(k, 0);
    if (k < 2) return finished();
    if (!all_have(o_.first)) return wants(o_.first);
    const double n0 = static_cast<double>(o_.first);
    const double base = 2 * (1 - o_.confidence) / static_cast<double>(k - 1);
    const double eta = (portable::pow(base, -2 / (n0 - 1)) - 1) / 2;
    h2_ = 2 * eta * (n0 - 1);
    take_variances();
    for (;;) {
      screen();
      if (result_.left.size() == 1 || r_ >= o_.most) return finished();
      if (!all_have(r_ + 1)) {
        // Asked for in steps, counted from the first stage: the same whatever is there already.
        const std::uint64_t steps = (r_ + 1 - o_.first + o_.step - 1) / o_.step;
        return wants(std::min(o_.most, o_.first + steps * o_.step));
      }
      for (const std::size_t i : result_.left) sums_[i] += data_.value(i, r_);
      if (++r_ == look_again_) {
        look_again_ *= 2;
        for (const std::size_t i : result_.left)
          for (const std::size_t j : result_.left)
            if (j < i && alike(i, j)) take_variance(i, j, r_);
      }
    }
  }

 private:
  bool all_have(std::uint64_t n) const {
    return std::all_of(result_.left.begin(), result_.left.end(),
                       [&](std::size_t i) { return data_.available(i) >= n; });
  }

  KnResult wants(std::uint64_t n) {
    for (const std::size_t i : result_.left) result_.wanted[i] = n;
    return result_;
  }

  KnResult finished() {
    result_.done = true;
    result_.replications = r_;
    std::stable_sort(result_.left.begin(), result_.left.end(),
                     [&](std::size_t i, std::size_t j) { return sums_[i] > sums_[j]; });
    // How long it could still take, by the spreads that are known.
    for (const std::size_t i : result_.left)
      for (const std::size_t j : result_.left) {
        if (j <= i) continue;
        if (alike(i, j)) {
          result_.alike = true;
          continue;
        }
        const double most = h2_ * spread(i, j) / (o_.indifference * o_.indifference);
        const auto n = static_cast<std::uint64_t>(std::min(most, 1e15)) + 1;
        if (n <= result_.asked) continue;
        result_.asked = n;
        result_.widest = {std::min(i, j), std::max(i, j)};
      }
    return result_;
  }

  double spread(std::size_t i, std::size_t j) const { return variances_[i * data_.designs + j]; }
  // They have not differed so far, so that nothing is known of the spread of their difference.
  bool alike(std::size_t i, std::size_t j) const { return spread(i, j) < 0; }

  void take_variance(std::size_t i, std::size_t j, std::uint64_t n) {
    Accumulator difference;
    bool differ = false;
    for (std::uint64_t r = 0; r < n; ++r) {
      const double x = data_.value(i, r) - data_.value(j, r);
      difference.add(x);
      differ = differ || x != 0;
    }
    const std::size_t k = data_.designs;
    variances_[i * k + j] = variances_[j * k + i] = differ ? difference.variance() : -1;
  }

  void take_variances() {
    const std::size_t k = data_.designs;
    variances_.assign(k * k, 0);
    for (std::size_t i = 0; i < k; ++i) {
      for (std::uint64_t r = 0; r < o_.first; ++r) sums_[i] += data_.value(i, r);
      for (std::size_t j = 0; j < i; ++j) take_variance(i, j, o_.first);
    }
    r_ = o_.first;
    look_again_ = 2 * o_.first;
  }

  void screen() {
    const double r = static_cast<double>(r_), delta = o_.indifference;
    std::vector<std::size_t> stay;
    for (const std::size_t i : result_.left) {
      const bool beaten = std::any_of(result_.left.begin(), result_.left.end(), [&](std::size_t j) {
        if (i == j || alike(i, j)) return false;
        const double margin = delta / (2 * r) * (h2_ * spread(i, j) / (delta * delta) - r);
        return sums_[i] / r < sums_[j] / r - std::max(0.0, margin);
      });
      if (!beaten) {
        stay.push_back(i);
        continue;
      }
      result_.dropped_at[i] = r_;
      result_.without_spread[i] = std::any_of(
          result_.left.begin(), result_.left.end(),
          [&](std::size_t j) { return i != j && spread(i, j) == 0 && sums_[i] < sums_[j]; });
    }
    result_.left = std::move(stay);
  }

  const SelectionData& data_;
  const KnOptions& o_;
  KnResult result_;
  std::vector<double> sums_, variances_;  // of differences; below 0: see alike()
  double h2_ = 0;
  std::uint64_t r_ = 0, look_again_ = 0;
};

}  // namespace

KnResult select_kn(const SelectionData& data, const KnOptions& options) {
  return Kn(data, options).run();
}

}  // namespace vedette
