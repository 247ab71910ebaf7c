// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_patrol.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace vedette::measure {

namespace {

// Patrols visit places all over the city, and to count a visit is as much to look up as to simulate
// it. Counted many at once, on another core if there is one, they do not push what the run is at
// out of the caches every time, and are looked up side by side.
constexpr std::size_t kAtOnce = 8192;

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

}  // namespace

TallyFigures::TallyFigures(const FigureFrame& frame)
    : frame_(frame), by_fleet_(frame.fleets.size() > 1 ? frame.fleets.size() : 0) {}

void TallyFigures::add(const Tally& t) {
  ++counts_[static_cast<std::size_t>(t.kind)];
  switch (t.kind) {
    case TallyKind::kVisit: {
      const bool known = t.who.valid() && t.who.index() < frame_.fleet_of.size();
      coming_.push_back({t.place, known ? frame_.fleet_of[t.who.index()] : kNoIndex, t.to});
      if (coming_.size() == kAtOnce) count_visits();
      break;
    }
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

void TallyFigures::count_visits() {
  if (!beside_) {
    count(coming_);
    return coming_.clear();
  }
  if (counted_.valid()) counted_.get();
  batch_.swap(coming_);
  coming_.clear();
  try {
    counted_ = std::async(std::launch::async, [this] { count(batch_); });
  } catch (const std::system_error&) {  // no more threads
    count(batch_);
  }
}

void TallyFigures::count(const std::vector<Visit>& batch) {
  for (const Visit& visit : batch) visits_.add(visit.place, visit.at);
  // Fleet by fleet, each in order of time.
  std::vector<std::size_t> begin(by_fleet_.size() + 1, 0);
  for (const Visit& visit : batch)
    if (visit.fleet < by_fleet_.size()) ++begin[visit.fleet + 1];
  for (std::size_t f = 0; f < by_fleet_.size(); ++f) begin[f + 1] += begin[f];
  grouped_.resize(begin.back());
  for (const Visit& visit : batch)
    if (visit.fleet < by_fleet_.size()) grouped_[begin[visit.fleet]++] = visit;
  for (const Visit& visit : grouped_) by_fleet_[visit.fleet].add(visit.place, visit.at);
}

void TallyFigures::put_patrol(std::vector<Figure>& out) const {
  const std::uint64_t visits = counts_[static_cast<std::size_t>(TallyKind::kVisit)];
  if (visits == 0) return;
  out.push_back({"patrol.visits", static_cast<double>(visits), 1});
  visits_.put("patrol", out);
  visits_.put_exposure("patrol", out);
  std::size_t fleets = 0;
  for (const VisitIntervals& fleet : by_fleet_) fleets += fleet.visits() > 0;
  for (std::size_t f = 0; f < by_fleet_.size() && fleets > 1; ++f) {
    if (by_fleet_[f].visits() == 0) continue;
    const std::string id = "patrol.fleet." + frame_.fleets[f];
    out.push_back({id + ".visits", static_cast<double>(by_fleet_[f].visits()), 1});
    by_fleet_[f].put(id, out);
  }
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

void TallyFigures::put(std::vector<Figure>& out) {
  count_visits();
  if (counted_.valid()) counted_.get();
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
