// SPDX-License-Identifier: Apache-2.0
#include "measure/visit_intervals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vedette::measure {

namespace {

constexpr std::uint64_t kLeastForIrregularity = 3;

}  // namespace

void VisitIntervals::add(EntityId place, Time at) {
  if (!place.valid()) return;
  ++visits_;
  if (place.index() >= places_.size()) places_.resize(place.index() + 1);
  Place& own = places_[place.index()];
  const Time before = std::exchange(own.last, at);
  if (before == kUnset) return;
  const std::int64_t us = std::max<std::int64_t>(0, (at - before).us);
  const double s = static_cast<double>(us) * 1e-6;
  ++own.n;
  const double off = s - own.mean_s;
  own.mean_s += off / static_cast<double>(own.n);
  own.squares += off * (s - own.mean_s);
  quantiles_.add(us);
  ++intervals_;
  sum_us_ += us;
  squares_s2_ += s * s;
  longest_us_ = std::max(longest_us_, us);
  for (std::size_t i = 0; i < kExposure_s.size(); ++i) {
    const std::int64_t beyond = us - kExposure_s[i] * kSecond.us;
    if (beyond <= 0) continue;
    ++longer_[i];
    beyond_us_[i] += beyond;
  }
}

void VisitIntervals::put(const std::string& prefix, std::vector<Figure>& out) const {
  const double sum_s = static_cast<double>(sum_us_) * 1e-6;
  const std::uint64_t n = intervals_;
  out.push_back({prefix + ".interval_s.mean", n ? sum_s / static_cast<double>(n) : 0, n});
  for (const auto& [id, p] :
       {std::pair{".interval_s.p50", 0.5}, {".interval_s.p90", 0.9}, {".interval_s.p95", 0.95}})
    out.push_back({prefix + id, n ? quantiles_.at(p) : 0, n});
  // Somebody who looks at a random point at a random moment finds it idle for so long: an interval
  // of length t is met t times as often, and half of it has passed on average (renewal theory).
  out.push_back({prefix + ".idleness_s", sum_us_ ? squares_s2_ / 2 / sum_s : 0, sum_us_ ? n : 0});
  out.push_back({prefix + ".longest_s", static_cast<double>(longest_us_) * 1e-6, n});
  double variation = 0;
  std::uint64_t places = 0;
  for (const Place& place : places_) {
    if (place.n < kLeastForIrregularity || place.mean_s <= 0) continue;
    variation += std::sqrt(place.squares / static_cast<double>(place.n - 1)) / place.mean_s;
    ++places;
  }
  out.push_back(
      {prefix + ".irregularity", places ? variation / static_cast<double>(places) : 0, places});
}

void VisitIntervals::put_exposure(const std::string& prefix, std::vector<Figure>& out) const {
  for (std::size_t i = 0; i < kExposure_s.size(); ++i) {
    const std::string id = prefix + ".exposure." + std::to_string(kExposure_s[i]);
    out.push_back(
        {id + ".after_visit",
         intervals_ ? static_cast<double>(longer_[i]) / static_cast<double>(intervals_) : 0,
         intervals_});
    out.push_back({id + ".random_start",
                   sum_us_ ? static_cast<double>(beyond_us_[i]) / static_cast<double>(sum_us_) : 0,
                   sum_us_ ? intervals_ : 0});
  }
}

}  // namespace vedette::measure
