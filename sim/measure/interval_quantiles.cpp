// SPDX-License-Identifier: Apache-2.0
#include "measure/interval_quantiles.hpp"

#include <algorithm>
#include <cmath>

#include "base/time.hpp"

namespace vedette::measure {

namespace {

constexpr std::int64_t kMinute_us = 60 * kSecond.us;

std::int64_t nearest(std::int64_t us, std::int64_t unit) {
  return (us + unit / 2) / unit;
}

}  // namespace

void IntervalQuantiles::add(std::int64_t us) {
  ++n_;
  if (!seconds_.empty()) return count(us);
  values_.push_back(us);
  if (values_.size() <= kExact) return;
  seconds_.resize(static_cast<std::size_t>(kDay.us / kSecond.us) + 1);
  for (const std::int64_t value : values_) count(value);
  values_ = {};
}

void IntervalQuantiles::count(std::int64_t us) {
  if (us <= kDay.us)
    ++seconds_[static_cast<std::size_t>(nearest(us, kSecond.us))];
  else
    ++minutes_[nearest(us, kMinute_us)];
}

std::int64_t IntervalQuantiles::ordered(std::uint64_t k) const {
  if (seconds_.empty()) {
    const auto at = values_.begin() + static_cast<std::ptrdiff_t>(k);
    std::nth_element(values_.begin(), at, values_.end());
    return *at;
  }
  std::uint64_t up_to = 0;
  for (std::size_t s = 0; s < seconds_.size(); ++s)
    if ((up_to += seconds_[s]) > k) return static_cast<std::int64_t>(s) * kSecond.us;
  for (const auto& [minute, times] : minutes_)
    if ((up_to += times) > k) return minute * kMinute_us;
  return 0;  // there are no more than n_
}

double IntervalQuantiles::at(double p) const {
  const double rank = static_cast<double>(n_ - 1) * p;
  const auto k = static_cast<std::uint64_t>(rank);
  const double low = static_cast<double>(ordered(k)) * 1e-6;
  const double within = rank - std::floor(rank);
  if (within <= 0 || k + 1 >= n_) return low;
  const double high = static_cast<double>(ordered(k + 1)) * 1e-6;
  return low + within * (high - low);
}

}  // namespace vedette::measure
