// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/report_data.hpp"

namespace vedette {

/// The part "single" of a report's data, of what `vedette monkey --single --json` printed: what the
/// failure of each element by itself does to the alarm chain. A **tail** is {p50, p95, p99}, s.
///
///     elements, finished, crashed, seed: string, replication
///     harmless      elements without which no alarm is lost or late and no picture missing
///     without       {alarms, reports, delivered, coverage, availability,
///                    stages: [{stage, n, since: tail}]}: nothing taken out
///     losing, blinding, delaying   how many elements lose alarms, pictures, more than a second
///     rows          the worst: [{name, kind, reports_lost, lost, lost_stage or null,
///     coverage_lost:
///                   share of zones and time, takes_along, later_s, later_stage or null: the stage
///                   whose 95th percentile of delay is longest, stages: [{stage, n, lost, since:
///                   tail or null, later: {p95, max} or null}]}]; "lost" are alarms that reached
///                   "lost_stage" (the first of those that lose most, pictures apart) only without
///                   the failure
///     by            {lost, coverage, latency}: indexes of rows, the worst first, at most ten
///
/// Throws nlohmann's exceptions where it is nothing of the kind.
ReportData single_failures(const ReportData& monkey);

}  // namespace vedette
