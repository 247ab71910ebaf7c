// SPDX-License-Identifier: Apache-2.0
#include "measure/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "measure/figures_calls.hpp"
#include "measure/figures_equipment.hpp"
#include "measure/figures_network.hpp"
#include "measure/figures_patrol.hpp"
#include "measure/figures_protection.hpp"
#include "measure/figures_response.hpp"
#include "measure/sample.hpp"
#include "world/response.hpp"

namespace vedette {

namespace {

// The chain of an alarm, stage by stage, as far as it went.
constexpr std::array kChain = {
    Stage::kAtPanel,      Stage::kAtServer,     Stage::kAtPlatform,       Stage::kQueued,
    Stage::kAcknowledged, Stage::kPicture,      Stage::kAssessed,         Stage::kGuardsDispatched,
    Stage::kGuardArrived, Stage::kPoliceCalled, Stage::kPoliceDispatched, Stage::kPoliceArrived,
    Stage::kPoliceAtSpot, Stage::kCleared};

struct Alarms {
  std::uint64_t n = 0, sensed = 0, shown = 0, assessed = 0, dismissed = 0;
  std::array<SpanSample, kStages> since_sensed, step;
  void put(const std::string& id, const FigureChoice& choice, std::vector<Figure>& out) {
    if (!choice.wants_any(id)) return;
    out.push_back({id + ".n", static_cast<double>(n), 1});
    // What only a monitor shows may never be sensed at all.
    out.push_back(
        {id + ".noticed", n ? static_cast<double>(sensed) / static_cast<double>(n) : 0, n});
    // What a sensor reports and no console shows: a server, a line or the platform is down.
    out.push_back({id + ".shown",
                   sensed ? static_cast<double>(shown) / static_cast<double>(sensed) : 0, sensed});
    out.push_back({id + ".dismissed",
                   assessed ? static_cast<double>(dismissed) / static_cast<double>(assessed) : 0,
                   assessed});
    const auto put_all = [&](std::array<SpanSample, kStages>& spans, const char* between) {
      for (const Stage stage : kChain) {
        SpanSample& sample = spans[static_cast<std::size_t>(stage)];
        // Not every site has a platform or cameras.
        const bool may_lack = stage == Stage::kAtPlatform || stage == Stage::kPicture;
        if (may_lack && sample.size() == 0) continue;
        const std::string path = fmt::format("{}{}{}_s", id, between, stage_name(stage));
        if (choice.wants_any(path)) sample.put(path, out, choice);
      }
    };
    put_all(since_sensed, ".");
    put_all(step, ".step.");
  }
};

}  // namespace

// Of all alarms that came before an operator, the share acknowledged within so many seconds.
constexpr std::array<std::int64_t, 4> kAcknowledgeMarks = {10, 20, 30, 60};

// The kinds of figures by the first words of their ids; what nobody wants is not kept.
constexpr const char* kOfTallies[] = {"patrol", "posts", "finds", "stop_checks", "doors"};
constexpr const char* kOfProtection[] = {"alarms", "zones",    "sensors", "threats",
                                         "tours",  "visitors", "escorts"};
constexpr const char* kOfEquipment[] = {"equipment", "alarms"};
constexpr const char* kOfResponse[] = {"plans", "rounds", "roll_calls", "hand_over", "operators"};
constexpr const char* kOfNetwork[] = {"latency", "pictures", "video",    "recorders",
                                      "lines",   "runners",  "transfers"};

struct Figures::Impl {
  std::shared_ptr<const FigureFrame> shared_frame;
  const FigureFrame& frame;
  FigureChoice choice;
  std::uint64_t replication = 0;
  struct Work {
    std::int64_t busy_us = 0, duty_us = 0;
  };
  std::vector<Work> work;  // per entity
  measure::CallFigures calls;
  measure::TaskFigures tasks;
  std::optional<measure::TallyFigures> tallies;
  std::optional<measure::ProtectionFigures> protection;
  std::optional<measure::ResponseFigures> response;
  std::optional<measure::EquipmentFigures> equipment;
  std::optional<measure::NetworkFigures> network;
  Time end{0};
  Alarms real, nuisance;
  std::uint64_t intrusions = 0, detected = 0, interrupted = 0;
  std::uint64_t queued = 0;
  std::array<std::uint64_t, kAcknowledgeMarks.size()> acknowledged{};

  Impl(std::shared_ptr<const FigureFrame> f, std::uint64_t rep, const FigureChoice& wanted)
      : shared_frame(std::move(f)),
        frame(*shared_frame),
        choice(wanted),
        replication(rep),
        work(frame.entities.size()),
        calls(frame),
        tasks(frame) {
    const auto any_of = [&](const auto& paths) {
      return std::any_of(std::begin(paths), std::end(paths),
                         [&](const char* path) { return choice.wants_any(path); });
    };
    if (any_of(kOfTallies)) tallies.emplace(frame);
    if (any_of(kOfProtection)) protection.emplace(frame);
    if (any_of(kOfResponse)) response.emplace();
    if (any_of(kOfEquipment)) equipment.emplace(frame);
    if (any_of(kOfNetwork)) network.emplace();
  }

  // How busy each fleet is: nothing where there is only one.
  void put_fleets(std::vector<Figure>& out) const {
    struct Sum {
      Work work;
      std::uint64_t units = 0;
    };
    std::vector<Sum> sums(frame.fleets.size());
    for (std::size_t i = 0; i < frame.fleet_of.size(); ++i) {
      if (frame.fleet_of[i] >= sums.size() || work[i].duty_us == 0) continue;
      Sum& sum = sums[frame.fleet_of[i]];
      sum.work.busy_us += work[i].busy_us;
      sum.work.duty_us += work[i].duty_us;
      ++sum.units;
    }
    for (std::size_t f = 0; f < sums.size() && sums.size() > 1; ++f)
      if (sums[f].units > 0)
        out.push_back(
            {"utilisation.fleet." + frame.fleets[f],
             static_cast<double>(sums[f].work.busy_us) / static_cast<double>(sums[f].work.duty_us),
             sums[f].units});
  }

  // How busy everybody is, kind by kind; then fleets.
  void put_utilisation(std::vector<Figure>& out) const {
    for (const EntityKind kind :
         {EntityKind::kUnit, EntityKind::kDispatcher, EntityKind::kOperator, EntityKind::kGuard}) {
      const std::string all = fmt::format("utilisation.{}", entity_kind_name(kind));
      if (!choice.wants_any(all)) continue;
      std::int64_t busy = 0, duty = 0;
      std::vector<Figure> each;
      for (std::size_t i = 0; i < work.size(); ++i) {
        const Work& own = work[i];
        if (frame.entities[i].first != kind || own.duty_us == 0) continue;
        busy += own.busy_us;
        duty += own.duty_us;
        each.push_back({all + "." + frame.entities[i].second,
                        static_cast<double>(own.busy_us) / static_cast<double>(own.duty_us), 1});
      }
      if (duty == 0) continue;
      out.push_back({all, static_cast<double>(busy) / static_cast<double>(duty), each.size()});
      out.insert(out.end(), each.begin(), each.end());
    }
    put_fleets(out);
  }

  void alarm(const Incident& i) {
    Alarms& group = i.real ? real : nuisance;
    ++group.n;
    group.sensed += i.has(Stage::kSensed);
    group.shown += i.has(Stage::kSensed) && i.has(Stage::kQueued);
    if (protection) protection->alarm(i);
    if (network) network->alarm(i);
    if (i.has(Stage::kAssessed)) {
      ++group.assessed;
      group.dismissed += !i.has(Stage::kGuardsDispatched) && !i.has(Stage::kPoliceCalled);
    }
    if (i.has(Stage::kQueued)) {
      ++queued;
      for (std::size_t k = 0; k < kAcknowledgeMarks.size() && i.has(Stage::kAcknowledged); ++k)
        acknowledged[k] += i.between(Stage::kQueued, Stage::kAcknowledged) <=
                           Duration{kAcknowledgeMarks[k] * kSecond.us};
    }
    Stage before = Stage::kSensed;
    if (!i.has(before)) return;
    for (const Stage stage : kChain) {
      if (!i.has(stage)) continue;
      const auto k = static_cast<std::size_t>(stage);
      group.since_sensed[k].add(i.between(Stage::kSensed, stage));
      // A plan may have put the picture on the wall before anybody took the alarm.
      if (stage == Stage::kPicture && i[stage] < i[before]) continue;
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
  for (const CallType& type : world.city.call_types) {
    frame.call_types.push_back(type.name);
    frame.deadlines.push_back(type.deadline);
  }
  if (world.site.response) {
    for (const Plan& plan : world.site.response->plans) {
      FigureFrame::Plan& one = frame.plans.emplace_back();
      one.name = plan.name;
      for (const PlanStep& step : plan.steps)
        one.steps.push_back({std::string(name_of(step.owner)), step.weight,
                             StepTargets{step.target, step.alarm_target}});
    }
  }
  for (const District& district : world.city.districts) frame.districts.push_back(district.name);
  frame.district_of.assign(world.entities.size(), kNoIndex);
  for (const DemandArea& area : world.city.areas)
    frame.district_of[area.entity.index()] = area.district;
  for (const Unit& unit : world.city.units) frame.add_to_fleet(unit.entity, unit.fleet);
  frame.start_second_of_day = world.start_second_of_day;
  return frame;
}

void FigureFrame::add_to_fleet(EntityId unit, const std::string& fleet) {
  fleet_of.resize(entities.size(), kNoIndex);
  if (!unit.valid() || unit.index() >= fleet_of.size()) return;
  const auto at = std::find(fleets.begin(), fleets.end(), fleet);
  fleet_of[unit.index()] = static_cast<std::uint32_t>(at - fleets.begin());
  if (at == fleets.end()) fleets.push_back(fleet);
}

Figures::Figures(std::shared_ptr<const FigureFrame> frame, std::uint64_t replication,
                 const FigureChoice& choice)
    : impl_(std::make_unique<Impl>(std::move(frame), replication, choice)) {}

Figures::~Figures() = default;

void Figures::count_beside() {
  if (impl_->tallies) impl_->tallies->count_beside();
}

void Figures::incident_closed(const Incident& incident) {
  switch (incident.kind) {
    case IncidentKind::kCall:
      impl_->calls.add(incident);
      break;
    case IncidentKind::kTask:
      impl_->tasks.add(incident);
      break;
    case IncidentKind::kAlarm:
      impl_->alarm(incident);
      break;
  }
}

void Figures::busy(EntityId who, Time from, Time to) {
  impl_->work[who.index()].busy_us += (to - from).us;
}

void Figures::on_duty(EntityId who, Time from, Time to) {
  impl_->work[who.index()].duty_us += (to - from).us;
}

void Figures::tally(const Tally& tally) {
  Impl& m = *impl_;
  if (m.tallies) m.tallies->add(tally);
  if (tally.kind == TallyKind::kVisit) return;  // by far the most, and nobody else's
  if (m.protection) m.protection->add(tally);
  if (m.response) m.response->tally(tally);
  if (m.equipment) m.equipment->add(tally);
  if (m.network) m.network->tally(tally);
}

void Figures::plan_step(const PlanStepRecord& step) {
  if (impl_->response) impl_->response->step(step);
}

void Figures::trust(EntityId who, Time, double trust) {
  if (impl_->response) impl_->response->trust(who, trust);
}

void Figures::finish(Time end) {
  impl_->end = end;
}

void Figures::intrusion(EntityId who, bool detected, bool interrupted, Time) {
  if (impl_->protection) impl_->protection->intrusion(who, detected, interrupted);
  ++impl_->intrusions;
  impl_->detected += detected;
  impl_->interrupted += interrupted;
}

RepFigures Figures::result() {
  Impl& m = *impl_;
  RepFigures out;
  out.replication = m.replication;
  out.response_histogram = m.calls.histogram();
  m.calls.put(m.choice, out.figures);
  if (m.choice.wants_any("tasks")) m.tasks.put(out.figures);
  m.real.put("alarms.real", m.choice, out.figures);
  m.nuisance.put("alarms.nuisance", m.choice, out.figures);
  for (std::size_t k = 0;
       k < kAcknowledgeMarks.size() && m.choice.wants_any("alarms.acknowledged_within"); ++k)
    out.figures.push_back(
        {fmt::format("alarms.acknowledged_within.{}", kAcknowledgeMarks[k]),
         m.queued ? static_cast<double>(m.acknowledged[k]) / static_cast<double>(m.queued) : 0,
         m.queued});
  if (m.protection) m.protection->put_alarms(m.end, out.figures);
  if (m.tallies) m.tallies->put(out.figures);
  if (m.response) {
    std::int64_t operators_us = 0;
    for (std::size_t i = 0; i < m.work.size(); ++i)
      if (m.frame.entities[i].first == EntityKind::kOperator) operators_us += m.work[i].duty_us;
    m.response->put(m.frame, operators_us, m.end, out.figures);
  }
  if (m.network) m.network->put(out.figures);
  const double n = m.intrusions ? static_cast<double>(m.intrusions) : 1;
  out.figures.push_back({"intrusions.n", static_cast<double>(m.intrusions), 1});
  out.figures.push_back({"intrusions.detected", static_cast<double>(m.detected) / n, m.intrusions});
  out.figures.push_back(
      {"intrusions.interrupted", static_cast<double>(m.interrupted) / n, m.intrusions});
  if (m.protection) m.protection->put(out.figures);
  if (m.equipment) m.equipment->put(m.end, out.figures);
  if (m.choice.wants_any("utilisation")) m.put_utilisation(out.figures);
  return out;
}

}  // namespace vedette
