// SPDX-License-Identifier: Apache-2.0
#include "world/compile/bisection.hpp"

#include <algorithm>
#include <numeric>

namespace vedette {

namespace {

class Bisection {
 public:
  Bisection(std::span<const PointMm> points, std::span<const double> weights)
      : points_(points), weights_(weights.begin(), weights.end()) {
    const double total = std::accumulate(weights_.begin(), weights_.end(), 0.0);
    // A little for every point, so that empty quarters are divided too.
    const double floor = total > 0 ? 0.01 * total / static_cast<double>(points.size()) : 1.0;
    for (double& w : weights_) w += floor;
  }

  void divide(BalancedPart part, std::size_t parts, std::vector<BalancedPart>& out) const {
    if (parts <= 1 || part.points.size() <= 1) {
      if (!part.points.empty()) out.push_back(std::move(part));
      return;
    }
    const bool across = part.high.x - part.low.x >= part.high.y - part.low.y;
    if (!split(part, parts, across, out) && !split(part, parts, !across, out))
      out.push_back(std::move(part));  // all at one place
  }

 private:
  bool split(BalancedPart& part, std::size_t parts, bool across,
             std::vector<BalancedPart>& out) const {
    const auto along = [&](std::uint32_t i) { return across ? points_[i].x : points_[i].y; };
    std::vector<std::uint32_t> order = part.points;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return along(a) < along(b); });
    double total = 0;
    for (const std::uint32_t i : order) total += weights_[i];
    const std::size_t first_parts = parts / 2;
    const double wanted = total * static_cast<double>(first_parts) / static_cast<double>(parts);
    // The cut between two different coordinates that comes nearest to the wanted weight and, where
    // it can be, leaves a point for every part.
    std::size_t best = 0;
    double best_miss = 0, sum = 0;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      sum += weights_[order[i]];
      if (along(order[i]) == along(order[i + 1])) continue;
      const std::size_t low = i + 1, high = order.size() - low;
      const std::size_t short_of = (low < first_parts ? first_parts - low : 0) +
                                   (high < parts - first_parts ? parts - first_parts - high : 0);
      // A missing point weighs more than everything.
      const double miss =
          (sum < wanted ? wanted - sum : sum - wanted) + 2 * total * static_cast<double>(short_of);
      if (best != 0 && miss >= best_miss) continue;
      best = i + 1;
      best_miss = miss;
    }
    if (best == 0) return false;
    const std::int64_t a = along(order[best - 1]), b = along(order[best]);
    const std::int64_t cut = a + (b - a + 1) / 2;
    BalancedPart low{
        part.low, part.high, {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(best)}};
    BalancedPart high{
        part.low, part.high, {order.begin() + static_cast<std::ptrdiff_t>(best), order.end()}};
    (across ? low.high.x : low.high.y) = cut;
    (across ? high.low.x : high.low.y) = cut;
    std::sort(low.points.begin(), low.points.end());
    std::sort(high.points.begin(), high.points.end());
    divide(std::move(low), first_parts, out);
    divide(std::move(high), parts - first_parts, out);
    return true;
  }

  std::span<const PointMm> points_;
  std::vector<double> weights_;
};

}  // namespace

std::vector<BalancedPart> bisect(std::span<const PointMm> points, std::span<const double> weights,
                                 std::size_t parts) {
  std::vector<BalancedPart> out;
  if (points.empty() || parts == 0) return out;
  BalancedPart all{points.front(), points.front(), {}};
  for (std::size_t i = 0; i < points.size(); ++i) {
    all.low = {std::min(all.low.x, points[i].x), std::min(all.low.y, points[i].y)};
    all.high = {std::max(all.high.x, points[i].x), std::max(all.high.y, points[i].y)};
    all.points.push_back(static_cast<std::uint32_t>(i));
  }
  Bisection(points, weights).divide(std::move(all), parts, out);
  return out;
}

}  // namespace vedette
