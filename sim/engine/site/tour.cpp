// SPDX-License-Identifier: Apache-2.0
#include "engine/site/tour.hpp"

#include <algorithm>
#include <utility>

namespace vedette {

TourPlan::TourPlan(Run& run, std::size_t guard)
    : run_(run),
      guard_(run.world.site.guards[guard]),
      tour_(run.world.site.tours[guard_.tour]),
      rules_(run.world.site.protection->tours[guard_.tour]),
      pauses_(run.stream(guard_.entity, "tour")),
      chance_(run.stream(guard_.entity, "tour order")) {
  const Site& site = run.world.site;
  NodeId at = guard_.post;
  double way_s = 0;
  for (const std::uint32_t point : tour_.checkpoints) {
    const NodeId node = site.checkpoints[point].node;
    way_s += site.walking->time(at, node).seconds() + tour_.pause_s.mean();
    at = node;
  }
  expected_ = seconds(way_s + site.walking->time(at, guard_.post).seconds());
  next_ = Time{0} + guard_.first_tour;
  if (!rules_.starts_s.empty()) plan_next();
}

Time TourPlan::start_after(Time time) const {
  const std::int64_t offset = std::int64_t{run_.world.start_second_of_day} * kSecond.us;
  const std::int64_t after = time.us + offset;
  const std::int64_t day = after >= 0 ? after / kDay.us * kDay.us : -kDay.us;
  for (const std::int64_t base : {day, day + kDay.us})
    for (const std::int32_t start : rules_.starts_s)
      if (base + start * kSecond.us > after) return Time{base + start * kSecond.us - offset};
  return kNever;  // not reached: every day has a start
}

void TourPlan::plan_next() {
  planned_ = start_after(planned_);
  next_ = planned_ +
          (rules_.spread.us ? seconds(chance_.uniform() * rules_.spread.seconds()) : Duration{});
}

void TourPlan::skip_past() {
  while (by_the_clock() && start_after(planned_) <= run_.now()) give_up();
}

void TourPlan::tell(TallyKind kind, std::size_t k) {
  const EntityId place = run_.world.site.checkpoints[point(k)].entity;
  const Tally tally{kind, guard_.entity, place, began_, run_.now()};
  run_.sinks.each([&](Sink& s) { s.tally(tally); });
}

void TourPlan::begin() {
  const std::size_t n = tour_.checkpoints.size();
  order_.resize(n);
  stays_.clear();
  for (std::uint32_t i = 0; i < n; ++i) order_[i] = i;
  if (rules_.order == TourRules::Order::kRandom) {
    for (std::size_t i = n; i > 1; --i)  // Durstenfeld, CACM 7(7), 1964
      std::swap(order_[i - 1], order_[static_cast<std::size_t>(chance_.below(i))]);
  } else if (rules_.order == TourRules::Order::kEitherWay) {
    if (chance_.uniform() < 0.5) std::reverse(order_.begin(), order_.end());
  }
  began_ = run_.now();
  for (std::size_t k = 0; k < n; ++k) tell(TallyKind::kTourDue, k);
}

Duration TourPlan::pause(std::size_t k) {
  while (stays_.size() <= k) stays_.push_back(draw_duration(tour_.pause_s, pauses_));
  return stays_[k];
}

void TourPlan::read(std::size_t k) {
  tell(TallyKind::kTourRead, k);
  SiteState::TourGap& gap = run_.site.tour_gaps[guard_.tour];
  if (std::exchange(gap.new_shift, false) && gap.last_read != kUnset) {
    const Tally tally{TallyKind::kTourGap, guard_.entity,
                      run_.world.site.checkpoints[point(k)].entity, gap.last_read, run_.now()};
    run_.sinks.each([&](Sink& s) { s.tally(tally); });
  }
  gap.last_read = run_.now();
  if (rules_.windows.empty()) return;
  const auto& [from, to] = rules_.windows[order_[k]];
  // Windows count from the planned start, so that setting out late is no excuse.
  const Duration after = run_.now() - (rules_.starts_s.empty() ? began_ : next_);
  if (after >= from && after <= to) return;
  tell(TallyKind::kTourLate, k);
  run_.log(Topic::kCheckpointVisited, guard_.entity, after < from ? "early" : "late",
           run_.world.site.checkpoints[point(k)].entity);
}

void TourPlan::over(std::size_t k, bool whole) {
  for (; k < order_.size(); ++k) {
    tell(TallyKind::kTourMissed, k);
    run_.log(Topic::kCheckpointVisited, guard_.entity, "missed",
             run_.world.site.checkpoints[point(k)].entity);
  }
  // A tour that was broken off is not made up for: the next one comes after the usual rest.
  if (!whole) run_.log(Topic::kCheckpointVisited, guard_.entity, "broken off");
  if (rules_.starts_s.empty())
    next_ = run_.now() + draw_duration(tour_.rest_s, pauses_);
  else
    plan_next();
}

void TourPlan::give_up() {
  begin();
  over(0, false);
}

}  // namespace vedette
