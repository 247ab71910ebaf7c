// SPDX-License-Identifier: Apache-2.0
#include "viz/core/conditions.hpp"

#include <algorithm>

#include "viz/core/palette.hpp"
#include "world/equipment.hpp"

namespace vedette::view {

namespace {

/// A failure from its beginning to its repair.
struct Ticket {
  Time failed, noticed = kNever, repaired = kNever;
  bool degraded = false;
};
struct Marked {
  Time at;
  Repair repair = Repair::kNone;
};

/// No device fails so often; a damaged recording may say so.
constexpr std::size_t kMostTickets = 2000;

/// All that is known of one device, before it is put together.
struct Gathered {
  std::vector<ConditionSpan> down;
  std::vector<Ticket> tickets;
  std::vector<Marked> repairs;
  Time last_fell = kUnset;  // down by the log and not yet back
  Condition fell_as = Condition::kWorks;
  bool touched = false;
};

Condition condition_of(TallyKind kind) {
  const auto cause = static_cast<std::size_t>(kind) - static_cast<std::size_t>(TallyKind::kDownOwn);
  return static_cast<Condition>(static_cast<std::size_t>(Condition::kFailed) + cause);
}

/// What the log says when something falls; kWorks for every other word. A supply on its battery, a
/// line that is reported, a generator that does not start are told on the same topics, and are not
/// down by that.
Condition condition_of(std::string_view word) {
  if (word == "failed") return Condition::kFailed;
  if (word == "struck") return Condition::kStruck;
  if (word == "no power") return Condition::kUnpowered;
  if (word == "room out") return Condition::kRoomOut;
  if (word == "planned work") return Condition::kPlanned;
  return word == "off" ? Condition::kSetOut : Condition::kWorks;
}

bool tells_condition(Topic topic) {
  return topic == Topic::kHardwareFailure || topic == Topic::kHardwareRepaired ||
         topic == Topic::kLinkStatus || topic == Topic::kPowerFailure;
}

Repair repair_of(std::string_view word) {
  if (word == "put aside") return Repair::kPutAside;
  if (word == "waits for a spare") return Repair::kWaitsForSpare;
  return word == "repair" ? Repair::kUnderWay : Repair::kNone;
}

void take(std::vector<Gathered>& all, const Tally& t) {
  const auto of = [&](EntityId who) -> Gathered* {
    if (!who.valid() || who.index() >= all.size()) return nullptr;
    all[who.index()].touched = true;
    return &all[who.index()];
  };
  if (t.kind >= TallyKind::kDownOwn && t.kind <= TallyKind::kDownWhatIf) {
    if (Gathered* g = of(t.who); g && t.to > t.from)
      g->down.push_back({t.from, t.to, t.who, t.place, condition_of(t.kind)});
    return;
  }
  if (t.kind == TallyKind::kFailed || t.kind == TallyKind::kDegraded) {
    if (Gathered* g = of(t.place); g && g->tickets.size() < kMostTickets)
      g->tickets.push_back({t.from, kNever, kNever, t.kind == TallyKind::kDegraded});
    return;
  }
  const bool noticed = t.kind == TallyKind::kFailureNoticed;
  if (!noticed && t.kind != TallyKind::kRepaired && t.kind != TallyKind::kReplaced) return;
  if (Gathered* g = of(t.place))
    for (Ticket& ticket : g->tickets) {
      Time& mark = noticed ? ticket.noticed : ticket.repaired;
      if (ticket.failed != t.from || mark != kNever) continue;
      mark = t.to;
      break;
    }
}

void take(std::vector<Gathered>& all, const Event& e) {
  if (!e.subject.valid() || e.subject.index() >= all.size()) return;
  Gathered& g = all[e.subject.index()];
  if (e.topic == Topic::kMaintenance) {
    if (const Repair r = repair_of(e.text);
        r != Repair::kNone && g.repairs.size() < 3 * kMostTickets)
      g.repairs.push_back({e.at, r});
    return;
  }
  if (!tells_condition(e.topic)) return;
  if (e.text == "on" || e.text == "degraded") {
    g.last_fell = kUnset;
  } else if (const Condition fell = condition_of(e.text);
             fell != Condition::kWorks && g.last_fell == kUnset) {
    g.last_fell = e.at, g.fell_as = fell;
    g.touched = true;
  }
}

// What holds at t, between two moments at which anything changes.
ConditionSpan judged(const Gathered& g, EntityId who, Time t) {
  ConditionSpan s{t, t, who, {}};
  const auto after = std::upper_bound(g.down.begin(), g.down.end(), t,
                                      [](Time a, const ConditionSpan& b) { return a < b.from; });
  if (after != g.down.begin() && std::prev(after)->to > t) {
    s.what = std::prev(after)->what;
    s.by = std::prev(after)->by;
  }
  bool open = false, noticed = false;
  for (const Ticket& ticket : g.tickets) {
    if (ticket.failed > t || ticket.repaired <= t) continue;
    open = true;
    noticed = noticed || ticket.noticed <= t;
    if (s.what == Condition::kWorks && ticket.degraded) s.what = Condition::kDegraded;
  }
  if (s.what == Condition::kWorks) return s;
  const bool own = s.what == Condition::kFailed || s.what == Condition::kStruck ||
                   s.what == Condition::kDegraded;
  // A supply's own failure is on the board at once: it has no ticket.
  if (own && open) s.known = noticed ? KnownTo::kSomebody : KnownTo::kNobody;
  if (s.what == Condition::kWhatIf) s.known = KnownTo::kNobody;
  if (s.what == Condition::kInjected) s.known = KnownTo::kNotSaid;
  if (own && open)
    for (const Marked& m : g.repairs)
      if (m.at <= t) s.repair = m.repair;
  // A repair told before this failure began belongs to an earlier one.
  if (s.repair != Repair::kNone) {
    Time began = kNever, told = kUnset;
    for (const Ticket& ticket : g.tickets)
      if (ticket.failed <= t && ticket.repaired > t) began = std::min(began, ticket.failed);
    for (const Marked& m : g.repairs)
      if (m.at <= t) told = m.at;
    if (told < began) s.repair = Repair::kNone;
  }
  return s;
}

std::vector<ConditionSpan> put_together(Gathered& g, EntityId who, Time end) {
  std::sort(g.down.begin(), g.down.end(),
            [](const ConditionSpan& a, const ConditionSpan& b) { return a.from < b.from; });
  if (g.last_fell != kUnset) {  // still down: nothing was counted yet
    Time from = g.last_fell;
    for (const ConditionSpan& s : g.down) from = std::max(from, s.to);
    if (from < end) g.down.push_back({from, end, who, {}, g.fell_as});
  }
  std::vector<Time> cuts;
  const auto cut = [&](Time t) {
    if (t != kNever && t != kUnset) cuts.push_back(std::min(t, end));
  };
  for (const ConditionSpan& s : g.down) cut(s.from), cut(s.to);
  for (const Ticket& t : g.tickets) cut(t.failed), cut(t.noticed), cut(t.repaired);
  for (const Marked& m : g.repairs) cut(m.at);
  cut(end);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::vector<ConditionSpan> out;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    ConditionSpan s = judged(g, who, cuts[i]);
    s.to = cuts[i + 1];
    if (s.what == Condition::kWorks) continue;
    if (!out.empty() && out.back().to == s.from && out.back().same_but_time(s))
      out.back().to = s.to;
    else
      out.push_back(s);
  }
  return out;
}

}  // namespace

Conditions::Conditions(std::size_t entities, std::span<const Tally> tallies,
                       std::span<const Event> events, Time end)
    : spans_(entities) {
  std::vector<Gathered> all(entities);
  for (const Tally& t : tallies) take(all, t);
  for (const Event& e : events) take(all, e);
  for (std::uint32_t i = 0; i < entities; ++i) {
    if (!all[i].touched) continue;
    spans_[i] = put_together(all[i], EntityId(i), end);
    if (!spans_[i].empty()) ailing_.push_back(i);
  }
}

const std::vector<ConditionSpan>& Conditions::of(EntityId who) const {
  static const std::vector<ConditionSpan> none;
  return who.valid() && who.index() < spans_.size() ? spans_[who.index()] : none;
}

const ConditionSpan* Conditions::at(EntityId who, Time t) const {
  const auto& spans = of(who);
  const auto after = std::upper_bound(spans.begin(), spans.end(), t,
                                      [](Time a, const ConditionSpan& b) { return a < b.from; });
  if (after == spans.begin()) return nullptr;
  const ConditionSpan& s = *std::prev(after);
  return t < s.to ? &s : nullptr;
}

std::size_t Conditions::memory_bytes() const {
  std::size_t sum = spans_.capacity() * sizeof(spans_[0]) + ailing_.capacity() * 4;
  for (const auto& s : spans_) sum += s.capacity() * sizeof(ConditionSpan);
  return sum;
}

bool tells_of_equipment(Topic topic) {
  return tells_condition(topic) || topic == Topic::kMaintenance;
}

std::string_view condition_key(Condition condition) {
  static constexpr std::string_view kKeys[] = {
      "condition.works",     "condition.degraded", "condition.failed",   "condition.struck",
      "condition.unpowered", "condition.room_out", "condition.part_out", "condition.planned",
      "condition.set_out",   "condition.injected", "condition.what_if"};
  return kKeys[static_cast<std::size_t>(condition)];
}

Colour colour_of(Condition condition) {
  switch (condition) {
    case Condition::kWorks:
      return rgb(0x2FBF9B);
    case Condition::kDegraded:
      return okabe::kYellow;
    case Condition::kFailed:
      return rgb(0xFF4B4B);
    case Condition::kStruck:
      return okabe::kVermilion;
    case Condition::kUnpowered:
      return okabe::kPurple;
    case Condition::kRoomOut:
    case Condition::kPartOut:
      return rgb(0xA98467);
    case Condition::kPlanned:
      return okabe::kSky;
    default:
      return okabe::kGrey;
  }
}

std::string_view known_key(KnownTo known) {
  static constexpr std::string_view kKeys[] = {"known.nobody", "known.somebody", "known.not_said"};
  return kKeys[static_cast<std::size_t>(known)];
}

std::string_view repair_key(Repair repair) {
  static constexpr std::string_view kKeys[] = {"", "repair.put_aside", "repair.spare",
                                               "repair.under_way"};
  return kKeys[static_cast<std::size_t>(repair)];
}

}  // namespace vedette::view
