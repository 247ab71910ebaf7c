// SPDX-License-Identifier: Apache-2.0
#include "measure/figures.hpp"

namespace vedette {

FigureFrame frame_of(RecordingReader& recording) {
  FigureFrame frame;
  frame.marks_us = recording.info().marks_us;
  for (const RecordedEntity& entity : recording.entities())
    frame.entities.emplace_back(entity.kind, entity.name);
  for (const RecordedType& type : recording.call_types()) {
    frame.call_types.push_back(type.name);
    frame.deadlines.push_back(type.deadline);
  }
  return frame;
}

// Sums and quantiles do not depend on the order in which a run told them, so the tables may be
// replayed one after another; tallies, some of whose figures do, keep theirs.
RepFigures figures_of(RecordingReader& recording) {
  Figures figures(frame_of(recording), recording.info().replication);
  for (const Incident& incident : recording.incidents()) figures.incident_closed(incident);
  for (const RecordedSpan& span : recording.busy()) figures.busy(span.who, span.from, span.to);
  for (const RecordedSpan& span : recording.duty()) figures.on_duty(span.who, span.from, span.to);
  for (const RecordedIntrusion& i : recording.intrusions())
    figures.intrusion(i.who, i.detected, i.interrupted, i.at);
  recording.each_tally([&](const Tally& tally) { figures.tally(tally); });
  figures.finish(recording.info().end);
  return figures.result();
}

}  // namespace vedette
