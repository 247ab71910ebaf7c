// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "measure/summary.hpp"
#include "record/recording_reader.hpp"

namespace vedette {

/// Everything that the report's page shows, in the order and shape below. Times are seconds since
/// the scenario's start, spans seconds, lengths metres, shares 0 to 1. A **figure** is
/// {"value", "low", "high"}; what is unknown (no cases, one replication) is null. A **text** is
/// {"en", "zh"}. Names are indexes into "names".
///
///     program       "vedette 0.1.0"
///     machine       where the report was made, or null: the one thing that no recording tells
///     scenario      {name: text, description: text, start: ISO 8601, start_second_of_day,
///                    start_weekday: 0 = Monday, horizon_s, hash, seed: string}
///     run           {replication, replications, record: "none|events|full", level: 0.95, complete}
///     marks_s       [60, 180, 300], ascending, possibly empty
///     stages        names of the stages in order: the index of "t" and "who" below
///     types         {call: [text], alarm: [text]}
///     calls         null without calls, or
///       groups      [{by: "all" | "priority" | "type" | "district", value: number, name or null,
///                     n, unreached,
///                     within: [figure per mark], mean_s, p50_s, p90_s, p95_s, dispatch_p50_s,
///                     turnout_p50_s, travel_p50_s, to_scene_p50_s, complete_p50_s,
///                     histogram: {bin_s, counts, beyond, unreached} or null}]
///                   the first is "all"; a bin holds (k bin_s, (k + 1) bin_s]
///       hours       24 x {n, p50_s, within: [figure per mark]}: by hour of day
///     alarms        null without alarms, or
///       groups      [{by: "real" | "nuisance", n, confirmed, dismissed, assessed_p50_s,
///                     assessed_p90_s, guard_p50_s, guard_p90_s, police_p50_s}], spans from the
///                     sensor's report on
///     utilisation   [{kind: "unit" | "operator" | "guard" | "dispatcher", mean: figure,
///                     each: [{name, share, busy_s, duty_s}]}]
///     work          null without any, or (each part null without any of it)
///       tasks       {groups: [{by: "all" | "type", value, n, done, in_time, p50_s, p90_s}]}
///       posts       {windows, manned, on_time}
///       patrol      {visits, interval_p50_s, interval_p90_s, idleness_s, longest_s, irregularity,
///                    unseen_after_visit, unseen_at_random: chance of 600 s without a visit}
///       finds       {finds, upheld}
///       stop_checks {stop_checks, hits}
///       doors       {passages, refused, forced, lost_s, lost_longest_s}
///       visitors    {parties, turned_away, wait_p90_s, way_in_p50_s, visit_p50_s,
///                    visitor_passages}
///       tours       {due, completion, late, missed, interval_p50_s, longest_s, irregularity,
///                    unseen_after_visit, unseen_at_random: chance of 600 s without a visit}
///       sensors     {attempts, detection, detected, interrupted, nuisance_per_day,
///                    nuisance_per_zone_day, verified_real, verified_nuisance}
///     planner       null without calls, or (of the recorded replication)
///       band_h      hours of a band: band k holds calls received from k band_h on
///       rows        [{district: name or null, band, priority, n, unreached, p50_s, p90_s,
///                     within: [share of n per mark], beyond: calls beyond the last mark}]
///       worst       at most 20 indexes of rows with any beyond, the most beyond first
///       cells       at most 20 patrol cells with any beyond, likewise: [{name, n, unreached,
///                     p50_s, p90_s, within, beyond}]
///       fleets      with two fleets or more, over all replications, of the calls at which the
///       fleet
///                     was first: [{name, n, within: [figure per mark], p50_s, p90_s, busy: share
///                     of its units' time on duty}], most calls first
///     before        null, or another recording beside this one:
///       name, hash, seed, replications, replication
///       figures     [{label: text, unit: "s" | "share" | "count" | "ratio", before: figure,
///                     now: figure, difference: figure}]
///       rows        per row of planner.rows: the same of the other recording, or null
///     theory        null, or [{label: text, model: text, unit, simulated: figure,
///                     theory: number, null where the queue has no steady state}]
///     drill         null where no written response plan was followed, or (of the recorded
///                   replication; a score is the weighted mean credit of its steps)
///       team        {n, in_time, late, not_done, score}: steps that count
///       score       figure over all replications
///       owners      [{owner: "operator" | "sub_room" | "guard" | "commander" | "platform",
///                     n, in_time, late, not_done, score}]
///       injects     [{name: text, t}]
///       outcomes    [{who: name, detected: bool, interrupted: bool, t}] of intruders
///       reviews     [{id, type, real, place, from, plan: text, n, in_time, late, not_done,
///                     score or null, steps: [{name: text, owner, who: name or null, due, start,
///                     end: time or null, target_s or null, verdict: "in_time" | "late" | "done" |
///                     "failed" | "missed" | "open" | "left_out"}]}]: at most 12, lowest scores
///       reviewed_of how many there were
///     equipment     null where nothing was down or repaired, or
///       availability, coverage, delivered, noticed_p50_s, noticed_p90_s, out_p50_s, out_p90_s
///                     figures over all replications
///       kinds       [{kind: "camera" | "sensor" | …, n, availability: figure}]
///       in_run      the run is too short to speak of years: hours and counts are those in it
///       causes      [{cause: "own" | "power" | …, hours}], a year, of the recorded replication
///       counts      [{key: "repairs" | …, predicted: figure a year, observed: number or null}]
///       worst       [{element: name, down_s, longest_s, spans, availability, cause}]: at most 15
///       elements_down  how many were down at all
///     worst         {calls: [incident id], alarms: [incident id]}, worst first
///     incidents     [{id, kind: "call" | "alarm" | "task", type, priority, real, x, y,
///                     place: name or null, responder: name or null, t: [time or null per stage],
///                     who: [name or null per stage]}]
///     incidents_total  how many there were; "incidents" may be a choice of them
///     names         [{kind, name}]
///     network       null, or {stages: [{stage, after, n, step: {p50, p95, p99}, since}] of the
///                     recorded replication, figures: [{id, label, unit, n,
///                     p50, p95, p99, max | value}], limits: null or
///                     [{id, label, standard, edition, clause, unconfirmed, figure, statistic,
///                     unit, limit, at_least, value, n, met}]}
///     single        absent, or what single failures did (report_single.hpp)
///     map           null, or {roads: [{class: 0 main, 1, 2 minor; lines: [[x, y, x, y]],
///                     reach_s: [seconds from the nearest station to the line's first end, to its
///                     last; null: no way leads there; …]}],
///                     reach: null without stations, or {siren_factor, within: [share of the demand
///                     areas per mark], within_calls: [of their calls]}: by siren, without turnout,
///                     cells: [{name, ring: [x, y, …], and of the recorded calls, if there were
///                     any: n, within: [share of n per mark]}], districts: [{name, x, y}],
///                     stations: [{name, x, y}], site: null or {buildings: [{name, ring}],
///                     walls: [[x, y, x, y]], fences: [[x, y, …]], doors: [{name, x, y}],
///                     cameras: [{name, x, y, azimuth_deg, hfov_deg, range_m}]}}
///     provenance    [{path, value: string, source, assumption: bool}]
using ReportData = nlohmann::ordered_json;

/// The report's data from a recording. `summary`: the figures over all replications (of the
/// recorded one alone, if there was no other). `machine`: where the report is made, may be empty.
/// `earlier`: the recording of another run to put beside it, or null. Throws InputError where a
/// recording cannot be read.
ReportData report_data(RecordingReader& recording, const Summary& summary,
                       const std::string& machine = {}, RecordingReader* earlier = nullptr);

/// The summary over replications that the recording carries under kSummaryKey; else of the
/// recorded replication.
inline constexpr const char* kSummaryKey = "summary";
/// Limits of standards, judged over all replications: to_json() of measure/limits_judged.
inline constexpr const char* kLimitsKey = "limits";
/// Throws InputError where the summary is damaged.
Summary summary_of(RecordingReader& recording);

}  // namespace vedette
