// SPDX-License-Identifier: Apache-2.0
#include "measure/figures_protection.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vedette::measure {

namespace {

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

}  // namespace

ProtectionFigures::ProtectionFigures(const FigureFrame& frame) : frame_(frame) {
  for (const auto& [kind, name] : frame.entities) {
    threats_of_world_ += kind == EntityKind::kIntruder;
    zones_of_world_ += kind == EntityKind::kZone;
  }
}

void ProtectionFigures::add(const Tally& tally) {
  ++counts_[static_cast<std::size_t>(tally.kind)];
  if (tally.kind == TallyKind::kVerified) verified_.emplace_back(tally.place.value, tally.from.us);
  if (tally.kind == TallyKind::kEscortTrip) trips_.add(tally.to - tally.from);
  if (tally.kind == TallyKind::kTourGap) {
    hand_over_gaps_.add(tally.to - tally.from);
    longest_gap_ = std::max(longest_gap_, tally.to - tally.from);
  }
  if (tally.kind == TallyKind::kVisitorWait) waits_.add(tally.to - tally.from);
  if (tally.kind == TallyKind::kVisitorWayIn) ways_in_.add(tally.to - tally.from);
  if (tally.kind == TallyKind::kVisitorLeft) visits_of_parties_.add(tally.to - tally.from);
  if (tally.kind == TallyKind::kPassage && tally.who.valid() &&
      frame_.entities[tally.who.index()].first == EntityKind::kVisitor) {
    ++visitor_passages_;
    visitor_doors_us_ += (tally.to - tally.from).us;
  }
  if (tally.kind == TallyKind::kTourRead) visits_.add(tally.place, tally.to);
}

void ProtectionFigures::alarm(const Incident& incident) {
  if (incident.has(Stage::kSensed))
    alarms_.push_back({incident.place.value, incident[Stage::kSensed].us, incident.real});
}

void ProtectionFigures::intrusion(EntityId who, bool detected, bool interrupted) {
  Ends& own = threats_[who.value];
  ++own.n;
  own.detected += detected;
  own.interrupted += interrupted;
}

void ProtectionFigures::put_alarms(Time end, std::vector<Figure>& out) const {
  if (zones_of_world_ == 0 || end.us <= 0) return;
  const double days = end.seconds() / 86400;
  auto verified = verified_;
  std::sort(verified.begin(), verified.end());
  std::array<std::uint64_t, 2> n{}, confirmed{};  // nuisance, real
  std::map<std::uint32_t, std::uint64_t> by_zone;
  for (const Alarm& a : alarms_) {
    ++n[a.real];
    confirmed[a.real] +=
        std::binary_search(verified.begin(), verified.end(), std::pair(a.zone, a.sensed_us));
    if (!a.real) ++by_zone[a.zone];
  }
  const auto nuisance = static_cast<double>(n[0]);
  out.push_back({"alarms.nuisance.per_day", nuisance / days, 1});
  out.push_back(
      {"alarms.nuisance.per_zone_day", nuisance / days / static_cast<double>(zones_of_world_), 1});
  out.push_back({"alarms.real.verified", ratio(confirmed[1], n[1]), n[1]});
  out.push_back({"alarms.nuisance.verified", ratio(confirmed[0], n[0]), n[0]});
  for (std::uint32_t i = 0; i < frame_.entities.size(); ++i) {
    if (frame_.entities[i].first != EntityKind::kZone) continue;
    const auto own = by_zone.find(i);
    const double count = own == by_zone.end() ? 0 : static_cast<double>(own->second);
    out.push_back(
        {fmt::format("zones.{}.nuisance.per_day", frame_.entities[i].second), count / days, 1});
  }
}

void ProtectionFigures::put_tours(std::vector<Figure>& out) {
  const auto count = [&](TallyKind kind) { return counts_[static_cast<std::size_t>(kind)]; };
  const std::uint64_t due = count(TallyKind::kTourDue), read = count(TallyKind::kTourRead);
  if (due == 0) return;
  out.push_back({"tours.due", static_cast<double>(due), 1});
  out.push_back({"tours.completion", ratio(read, due), due});
  out.push_back({"tours.late", ratio(count(TallyKind::kTourLate), read), read});
  const std::uint64_t missed = count(TallyKind::kTourMissed);
  out.push_back({"tours.missed", ratio(missed, due), due});
  // Of tours that were under way when the run ended; with those read and missed these are all.
  out.push_back({"tours.under_way", ratio(due - std::min(due, read + missed), due), due});
  visits_.put("tours", out);
  visits_.put_exposure("tours", out);
  if (hand_over_gaps_.size() == 0) return;
  const auto n = hand_over_gaps_.size();
  hand_over_gaps_.put("tours.hand_over_gap_s", out);
  out.push_back({"tours.hand_over_gap_s.longest", longest_gap_.seconds(), n});
}

void ProtectionFigures::put_visits(std::vector<Figure>& out) {
  const auto count = [&](TallyKind kind) { return counts_[static_cast<std::size_t>(kind)]; };
  const std::uint64_t let_in = count(TallyKind::kVisitorWait),
                      turned_away = count(TallyKind::kVisitorTurnedAway);
  if (let_in + turned_away == 0) return;
  out.push_back({"visitors.n", static_cast<double>(let_in), 1});
  out.push_back({"visitors.turned_away", static_cast<double>(turned_away), 1});
  if (waits_.size() > 0) waits_.put("visitors.wait_s", out);
  if (ways_in_.size() > 0) ways_in_.put("visitors.way_in_s", out);
  if (visits_of_parties_.size() > 0) visits_of_parties_.put("visitors.visit_s", out);
  out.push_back({"visitors.passages", static_cast<double>(visitor_passages_), 1});
  if (visitor_passages_ > 0)
    out.push_back({"visitors.lost_s",
                   static_cast<double>(visitor_doors_us_) * 1e-6 /
                       static_cast<double>(visitor_passages_),
                   visitor_passages_});
}

void ProtectionFigures::put(std::vector<Figure>& out) {
  const std::uint64_t attempts = counts_[static_cast<std::size_t>(TallyKind::kAttempt)];
  if (attempts > 0) {
    out.push_back({"sensors.attempts", static_cast<double>(attempts), 1});
    out.push_back({"sensors.detection",
                   ratio(counts_[static_cast<std::size_t>(TallyKind::kNoticed)], attempts),
                   attempts});
  }
  // A single threat's figures are those of all.
  for (const auto& [who, ends] : threats_) {
    if (threats_of_world_ < 2) break;
    const std::string id = "threats." + frame_.entities[who].second;
    out.push_back({id + ".n", static_cast<double>(ends.n), 1});
    out.push_back({id + ".detected", ratio(ends.detected, ends.n), ends.n});
    out.push_back({id + ".interrupted", ratio(ends.interrupted, ends.n), ends.n});
  }
  put_tours(out);
  put_visits(out);
  const auto count = [&](TallyKind kind) { return counts_[static_cast<std::size_t>(kind)]; };
  const std::uint64_t trips = count(TallyKind::kEscortTrip),
                      cancelled = count(TallyKind::kEscortCancelled);
  if (trips + cancelled == 0) return;
  out.push_back({"escorts.n", static_cast<double>(trips), 1});
  out.push_back({"escorts.cancelled", static_cast<double>(cancelled), 1});
  out.push_back({"escorts.reliefs", static_cast<double>(count(TallyKind::kEscortRelief)), 1});
  if (trips > 0) trips_.put("escorts.trip_s", out);
}

}  // namespace vedette::measure
