// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_patrol.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vedette::measure {

namespace {

// A year of patrol may have tens of millions of visits, so intervals are not kept: bin k counts
// those in (10 k, 10 (k + 1)] s up to 12 h, the last one the longer ones. Quantiles are right to a
// bin's width, 10 s.
constexpr std::int64_t kBin_us = 10'000'000;
constexpr std::size_t kBins = 12 * 360;
constexpr std::uint64_t kLeastForIrregularity = 3;

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

}  // namespace

TallyFigures::TallyFigures() = default;

void TallyFigures::add(const Tally& t) {
  ++counts_[static_cast<std::size_t>(t.kind)];
  switch (t.kind) {
    case TallyKind::kVisit:
      visit(t);
      break;
    case TallyKind::kPostWindow:
      posts_[t.place.value].windows.push_back({t.from, t.to});
      break;
    case TallyKind::kManned:
      posts_[t.place.value].manned.push_back({t.from, t.to});
      break;
    case TallyKind::kPassage:
      door_us_ += (t.to - t.from).us;
      door_longest_us_ = std::max(door_longest_us_, (t.to - t.from).us);
      break;
    default:
      break;
  }
}

void TallyFigures::visit(const Tally& t) {
  if (!t.place.valid()) return;
  if (t.place.index() >= points_.size()) points_.resize(t.place.index() + 1);
  Point& point = points_[t.place.index()];
  const Time before = std::exchange(point.last, t.to);
  if (before == kUnset) return;
  const std::int64_t us = std::max<std::int64_t>(0, (t.to - before).us);
  const double s = static_cast<double>(us) * 1e-6;
  ++point.n;
  const double off = s - point.mean_s;
  point.mean_s += off / static_cast<double>(point.n);
  point.squares += off * (s - point.mean_s);
  if (bins_.empty()) bins_.resize(kBins + 1);
  const auto bin = static_cast<std::uint64_t>(us == 0 ? 0 : (us - 1) / kBin_us);
  ++bins_[std::min<std::uint64_t>(bin, kBins)];
  ++intervals_;
  interval_sum_us_ += us;
  squares_s2_ += s * s;
  longest_us_ = std::max(longest_us_, us);
}

// The order statistic around (n - 1) p (Hyndman & Fan type 7), evenly spread within its bin.
double TallyFigures::interval_quantile_s(double p) const {
  const double rank = static_cast<double>(intervals_ - 1) * p;
  std::uint64_t before = 0;
  std::size_t bin = 0;
  while (static_cast<double>(before + bins_[bin]) <= rank) before += bins_[bin++];
  const double width = static_cast<double>(kBin_us) * 1e-6, low = width * static_cast<double>(bin),
               longest = static_cast<double>(longest_us_) * 1e-6;
  const double high = bin == kBins ? longest : std::min(low + width, longest);
  const double within =
      (rank - static_cast<double>(before) + 0.5) / static_cast<double>(bins_[bin]);
  return low + (high - low) * std::min(1.0, within);
}

void TallyFigures::put_patrol(std::vector<Figure>& out) const {
  const std::uint64_t visits = counts_[static_cast<std::size_t>(TallyKind::kVisit)];
  if (visits == 0) return;
  out.push_back({"patrol.visits", static_cast<double>(visits), 1});
  const double sum_s = static_cast<double>(interval_sum_us_) * 1e-6;
  const std::uint64_t n = intervals_;
  out.push_back({"patrol.interval_s.mean", n ? sum_s / static_cast<double>(n) : 0, n});
  for (const auto& [id, p] : {std::pair{"patrol.interval_s.p50", 0.5},
                              {"patrol.interval_s.p90", 0.9},
                              {"patrol.interval_s.p95", 0.95}})
    out.push_back({id, n ? interval_quantile_s(p) : 0, n});
  // Somebody who looks at a random point at a random moment finds it idle for so long: an interval
  // of length t is met t times as often, and half of it has passed on average (renewal theory).
  out.push_back({"patrol.idleness_s", interval_sum_us_ ? squares_s2_ / 2 / sum_s : 0,
                 interval_sum_us_ ? n : 0});
  out.push_back({"patrol.longest_s", static_cast<double>(longest_us_) * 1e-6, n});
  double variation = 0;
  std::uint64_t points = 0;
  for (const Point& point : points_) {
    if (point.n < kLeastForIrregularity || point.mean_s <= 0) continue;
    variation += std::sqrt(point.squares / static_cast<double>(point.n - 1)) / point.mean_s;
    ++points;
  }
  out.push_back(
      {"patrol.irregularity", points ? variation / static_cast<double>(points) : 0, points});
}

void TallyFigures::put_posts(std::vector<Figure>& out) const {
  const std::uint64_t windows = counts_[static_cast<std::size_t>(TallyKind::kPostWindow)];
  if (windows == 0) return;
  std::int64_t required_us = 0, manned_us = 0;
  std::uint64_t on_time = 0;
  for (const auto& [place, post] : posts_) {
    // Stays without overlaps, in order of time: two units at a post man it once.
    std::vector<Span> stays = post.manned, joined;
    std::sort(stays.begin(), stays.end(), [](const Span& a, const Span& b) {
      return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    });
    for (const Span& s : stays) {
      if (s.to <= s.from) continue;
      if (joined.empty() || s.from > joined.back().to)
        joined.push_back(s);
      else
        joined.back().to = std::max(joined.back().to, s.to);
    }
    for (const Span& w : post.windows) {
      required_us += std::max<std::int64_t>(0, (w.to - w.from).us);
      auto s = std::partition_point(joined.begin(), joined.end(),
                                    [&](const Span& x) { return x.to <= w.from; });
      on_time += s != joined.end() && s->from <= w.from;
      for (; s != joined.end() && s->from < w.to; ++s)
        manned_us += (std::min(s->to, w.to) - std::max(s->from, w.from)).us;
    }
  }
  out.push_back({"posts.windows", static_cast<double>(windows), 1});
  out.push_back(
      {"posts.manned",
       required_us ? static_cast<double>(manned_us) / static_cast<double>(required_us) : 0,
       required_us ? windows : 0});
  out.push_back({"posts.on_time", ratio(on_time, windows), windows});
}

void TallyFigures::put(std::vector<Figure>& out) const {
  const auto count = [&](TallyKind kind) { return counts_[static_cast<std::size_t>(kind)]; };
  put_posts(out);
  put_patrol(out);
  if (const std::uint64_t n = count(TallyKind::kFind)) {
    out.push_back({"finds.n", static_cast<double>(n), 1});
    out.push_back({"finds.upheld", ratio(count(TallyKind::kFindUpheld), n), n});
  }
  if (const std::uint64_t n = count(TallyKind::kStopCheck)) {
    out.push_back({"stop_checks.n", static_cast<double>(n), 1});
    out.push_back({"stop_checks.hits", ratio(count(TallyKind::kStopCheckHit), n), n});
  }
  const std::uint64_t passed = count(TallyKind::kPassage), refused = count(TallyKind::kRefused);
  const std::uint64_t forced = count(TallyKind::kForced);
  if (passed + refused + forced > 0) {
    out.push_back({"doors.n", static_cast<double>(passed), 1});
    out.push_back({"doors.refused", static_cast<double>(refused), 1});
    out.push_back({"doors.forced", static_cast<double>(forced), 1});
    const double lost_s = static_cast<double>(door_us_) * 1e-6;
    out.push_back({"doors.lost_s", passed ? lost_s / static_cast<double>(passed) : 0, passed});
    out.push_back({"doors.lost_longest_s", static_cast<double>(door_longest_us_) * 1e-6, passed});
  }
}

}  // namespace vedette::measure
