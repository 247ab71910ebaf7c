// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "measure/figures.hpp"

namespace vedette {

namespace {

// Of an ISO 8601 moment such as 2026-03-02T07:30:00+08:00; 0 where it is damaged.
int second_of_day(std::string_view moment) {
  if (moment.size() < 19) return 0;
  const auto two = [&](std::size_t at) {
    int value = 0;
    std::from_chars(moment.data() + at, moment.data() + at + 2, value);
    return std::clamp(value, 0, 59);
  };
  return std::min(two(11), 23) * 3600 + two(14) * 60 + two(17);
}

}  // namespace

FigureFrame frame_of(RecordingReader& recording) {
  FigureFrame frame;
  frame.marks_us = recording.info().marks_us;
  for (const RecordedEntity& entity : recording.entities()) {
    frame.entities.emplace_back(entity.kind, entity.name);
    if (entity.kind == EntityKind::kDistrict) frame.districts.push_back(entity.name);
  }
  frame.district_of.assign(frame.entities.size(), kNoIndex);
  const RecordedGeometry geometry = recording.geometry();
  for (const RecordedGeometry::DemandArea& area : geometry.areas)
    if (area.entity.index() < frame.district_of.size())
      frame.district_of[area.entity.index()] = area.district;
  for (const RecordedGeometry::Unit& unit : geometry.units)
    frame.add_to_fleet(unit.entity, unit.fleet);
  frame.start_second_of_day = second_of_day(recording.info().start);
  for (const RecordedType& type : recording.call_types()) {
    frame.call_types.push_back(type.name);
    frame.deadlines.push_back(type.deadline);
  }
  for (const RecordedPlan& plan : recording.plans()) {
    FigureFrame::Plan& one = frame.plans.emplace_back();
    one.name = plan.name;
    for (const RecordedPlanStep& step : plan.steps)
      one.steps.push_back({step.owner, step.weight, step.targets()});
  }
  return frame;
}

// Sums and quantiles do not depend on the order in which a run told them, so the tables may be
// replayed one after another; tallies, some of whose figures do, keep theirs.
RepFigures figures_of(RecordingReader& recording) {
  Figures figures(std::make_shared<FigureFrame>(frame_of(recording)), recording.info().replication);
  for (const Incident& incident : recording.incidents()) figures.incident_closed(incident);
  for (const RecordedSpan& span : recording.busy()) figures.busy(span.who, span.from, span.to);
  for (const RecordedSpan& span : recording.duty()) figures.on_duty(span.who, span.from, span.to);
  for (const RecordedIntrusion& i : recording.intrusions())
    figures.intrusion(i.who, i.detected, i.interrupted, i.at);
  recording.each_tally([&](const Tally& tally) { figures.tally(tally); });
  for (const PlanStepRecord& step : recording.plan_steps()) figures.plan_step(step);
  for (const RecordedTrust& t : recording.trust()) figures.trust(t.who, t.at, t.trust);
  figures.finish(recording.info().end);
  return figures.result();
}

}  // namespace vedette
