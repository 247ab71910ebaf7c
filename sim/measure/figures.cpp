// SPDX-License-Identifier: Apache-2.0
#include "measure/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "measure/sample.hpp"

namespace vedette {

namespace {

constexpr std::size_t kHistogramBins = 181;  // 10 s each to 1800 s, then the rest
constexpr std::int64_t kBin_us = 10'000'000;
constexpr std::size_t kPriorities = 10;

// The chain of an alarm, stage by stage, as far as it went.
constexpr std::array kChain = {
    Stage::kAtPanel,          Stage::kAtServer,         Stage::kQueued,       Stage::kAcknowledged,
    Stage::kAssessed,         Stage::kGuardsDispatched, Stage::kGuardArrived, Stage::kPoliceCalled,
    Stage::kPoliceDispatched, Stage::kPoliceArrived,    Stage::kCleared};

struct Calls {
  std::uint64_t n = 0, unanswered = 0;
  SpanSample response, dispatch, travel;
  // A share is over all calls of the replication: one that nobody reached is not within any mark.
  void put(const std::string& id, const std::vector<std::int64_t>& marks,
           std::vector<Figure>& out) {
    out.push_back({id + ".n", static_cast<double>(n), 1});
    const double reached = static_cast<double>(response.size());
    for (const std::int64_t mark : marks)
      out.push_back({fmt::format("{}.within.{:.10g}", id, static_cast<double>(mark) * 1e-6),
                     n ? response.share_within(mark) * reached / static_cast<double>(n) : 0, n});
    response.put(id + ".response_s", out);
    dispatch.put(id + ".dispatch_s", out);
    travel.put(id + ".travel_s", out);
    out.push_back({id + ".unanswered", static_cast<double>(unanswered), 1});
  }
};

struct Alarms {
  std::uint64_t n = 0;
  std::array<SpanSample, kStages> since_sensed, step;
  void put(const std::string& id, std::vector<Figure>& out) {
    out.push_back({id + ".n", static_cast<double>(n), 1});
    for (const Stage stage : kChain)
      since_sensed[static_cast<std::size_t>(stage)].put(
          fmt::format("{}.{}_s", id, stage_name(stage)), out);
    for (const Stage stage : kChain)
      step[static_cast<std::size_t>(stage)].put(fmt::format("{}.step.{}_s", id, stage_name(stage)),
                                                out);
  }
};

}  // namespace

struct Figures::Impl {
  std::uint64_t replication = 0;
  std::vector<std::int64_t> marks;
  struct Thing {
    EntityKind kind;
    std::string name;
    std::int64_t busy_us = 0, duty_us = 0;
  };
  std::vector<Thing> things;
  std::vector<std::string> type_names;
  Calls all;
  std::vector<Calls> by_priority{kPriorities}, by_type;
  Alarms real, nuisance;
  std::uint64_t intrusions = 0, detected = 0, interrupted = 0;
  std::vector<std::uint32_t> histogram = std::vector<std::uint32_t>(kHistogramBins, 0);

  void call(const Incident& i) {
    // A damaged recording may lack an earlier stage of a call that was reached.
    const bool reached = i.has(Stage::kPoliceArrived) && i.has(Stage::kPoliceCalled) &&
                         i.has(Stage::kPoliceDispatched);
    Calls* const groups[] = {&all, &by_priority[std::min<std::size_t>(i.priority, kPriorities - 1)],
                             type_names.size() > 1 ? &by_type[i.type] : nullptr};
    for (Calls* group : groups) {
      if (!group) continue;  // one type: the same as all
      ++group->n;
      if (!reached) {
        ++group->unanswered;
        continue;
      }
      group->response.add(i.between(Stage::kPoliceCalled, Stage::kPoliceArrived));
      group->dispatch.add(i.between(Stage::kPoliceCalled, Stage::kPoliceDispatched));
      group->travel.add(i.between(Stage::kPoliceDispatched, Stage::kPoliceArrived));
    }
    if (reached) {
      // Bins hold (10 k, 10 (k + 1)] s, as "within" means <=.
      const std::int64_t us = i.between(Stage::kPoliceCalled, Stage::kPoliceArrived).us;
      const std::int64_t bin = us <= 0 ? 0 : (us - 1) / kBin_us;
      ++histogram[static_cast<std::size_t>(
          std::min<std::int64_t>(bin, static_cast<std::int64_t>(kHistogramBins) - 1))];
    }
  }

  void alarm(const Incident& i) {
    Alarms& group = i.real ? real : nuisance;
    ++group.n;
    Stage before = Stage::kSensed;
    if (!i.has(before)) return;
    for (const Stage stage : kChain) {
      if (!i.has(stage)) continue;
      const auto k = static_cast<std::size_t>(stage);
      group.since_sensed[k].add(i.between(Stage::kSensed, stage));
      // Guards and police are two branches: the police are called while guards run.
      const Stage from =
          stage == Stage::kPoliceCalled && i.has(Stage::kAssessed) ? Stage::kAssessed : before;
      group.step[k].add(i.between(from, stage));
      before = stage;
    }
  }
};

FigureFrame frame_of(const World& world) {
  FigureFrame frame;
  frame.marks_us = world.marks_us;
  for (const Entity& entity : world.entities) frame.entities.emplace_back(entity.kind, entity.name);
  for (const CallType& type : world.city.call_types) frame.call_types.push_back(type.name);
  return frame;
}

Figures::Figures(const FigureFrame& frame, std::uint64_t replication)
    : impl_(std::make_unique<Impl>()) {
  impl_->replication = replication;
  impl_->marks = frame.marks_us;
  for (const auto& [kind, name] : frame.entities) impl_->things.push_back({kind, name});
  impl_->type_names = frame.call_types;
  impl_->by_type.resize(std::max<std::size_t>(1, frame.call_types.size()));
}

Figures::~Figures() = default;

void Figures::incident_closed(const Incident& incident) {
  if (incident.kind == IncidentKind::kCall)
    impl_->call(incident);
  else
    impl_->alarm(incident);
}

void Figures::busy(EntityId who, Time from, Time to) {
  impl_->things[who.index()].busy_us += (to - from).us;
}

void Figures::on_duty(EntityId who, Time from, Time to) {
  impl_->things[who.index()].duty_us += (to - from).us;
}

void Figures::intrusion(EntityId, bool detected, bool interrupted, Time) {
  ++impl_->intrusions;
  impl_->detected += detected;
  impl_->interrupted += interrupted;
}

RepFigures Figures::result() {
  Impl& m = *impl_;
  RepFigures out;
  out.replication = m.replication;
  out.response_histogram = m.histogram;
  m.all.put("calls", m.marks, out.figures);
  for (std::size_t p = 1; p < kPriorities; ++p)
    if (m.by_priority[p].n)
      m.by_priority[p].put(fmt::format("calls.priority.{}", p), m.marks, out.figures);
  for (std::size_t t = 0; t < m.type_names.size(); ++t)
    if (m.by_type[t].n) m.by_type[t].put("calls.type." + m.type_names[t], m.marks, out.figures);
  m.real.put("alarms.real", out.figures);
  m.nuisance.put("alarms.nuisance", out.figures);
  const double n = m.intrusions ? static_cast<double>(m.intrusions) : 1;
  out.figures.push_back({"intrusions.n", static_cast<double>(m.intrusions), 1});
  out.figures.push_back({"intrusions.detected", static_cast<double>(m.detected) / n, m.intrusions});
  out.figures.push_back(
      {"intrusions.interrupted", static_cast<double>(m.interrupted) / n, m.intrusions});
  for (const EntityKind kind :
       {EntityKind::kUnit, EntityKind::kDispatcher, EntityKind::kOperator, EntityKind::kGuard}) {
    std::int64_t busy = 0, duty = 0;
    std::vector<Figure> each;
    for (const Impl::Thing& thing : m.things) {
      if (thing.kind != kind || thing.duty_us == 0) continue;
      busy += thing.busy_us;
      duty += thing.duty_us;
      each.push_back({fmt::format("utilisation.{}.{}", entity_kind_name(kind), thing.name),
                      static_cast<double>(thing.busy_us) / static_cast<double>(thing.duty_us), 1});
    }
    if (duty == 0) continue;
    out.figures.push_back({fmt::format("utilisation.{}", entity_kind_name(kind)),
                           static_cast<double>(busy) / static_cast<double>(duty), each.size()});
    out.figures.insert(out.figures.end(), each.begin(), each.end());
  }
  return out;
}

}  // namespace vedette
