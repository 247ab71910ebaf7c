// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/sink.hpp"
#include "study/study.hpp"
#include "world/world.hpp"

namespace vedette {

/// What a study's map counts as in time.
struct MapMarks {
  Duration calls;   ///< call received to first unit on the scene
  Duration alarms;  ///< real alarm sensed to first guard on the spot
};
/// The first ".within.N" of the study's measures of calls, and the target of its measure of guards'
/// arrival; else the middle one of the scenario's marks (three minutes without any), and two
/// minutes.
MapMarks map_marks(const std::vector<StudyMeasure>& measures, const World& world);

/// What happened at one place in one run.
struct PlaceCount {
  std::uint32_t place = 0;    ///< calls: patrol cell, or demand area where there are no cells
  std::uint32_t n = 0;        ///< calls received, or real alarms sensed
  std::uint32_t reached = 0;  ///< of these: somebody came
  std::uint32_t within = 0;   ///< within the mark
  std::uint64_t sum_ms = 0;   ///< of the times of those reached
  bool operator==(const PlaceCount&) const = default;
};

/// The counts of one run, by place, ascending; places without any are left out.
struct PlaceCounts {
  std::vector<PlaceCount> calls;   ///< by patrol cell (demand area)
  std::vector<PlaceCount> alarms;  ///< by zone
  bool operator==(const PlaceCounts&) const = default;
  bool empty() const { return calls.empty() && alarms.empty(); }
};
/// Few bytes, for a column of a table: some four of each place. `calls`, then `alarms`: how many
/// places; of each its distance from the one after the last (<< 3), n - 1 up to 3 (<< 1; 3: what is
/// above 4 follows), and 1 where all were reached within the mark (0: how many were not reached,
/// how many came too late follow); then sum_ms. Numbers have seven bits a byte, the lowest first
/// (LEB128 of DWARF 5, section 7.6). Nothing where there are no places.
std::string to_bytes(const PlaceCounts& counts);
/// False when these are no such bytes.
bool from_bytes(std::string_view bytes, PlaceCounts& counts);

/// Which place each entity of a world counts for: the same for all its runs.
struct PlaceFrame {
  PlaceFrame(const World& world, const MapMarks& the_marks);
  MapMarks marks;
  std::vector<std::uint32_t> cell_of, zone_of;  ///< by entity; kNoIndex: none
  std::size_t cells = 0, zones = 0;             ///< numbers of places, so many at most
};

/// Counts while a run goes on. `frame` must outlive it.
class PlaceTally : public Sink {
 public:
  explicit PlaceTally(const PlaceFrame& frame)
      : frame_(frame), calls_(frame.cells), alarms_(frame.zones) {}
  void incident_closed(const Incident& incident) override;
  PlaceCounts result() const;

 private:
  const PlaceFrame& frame_;
  std::vector<PlaceCount> calls_, alarms_;  // by place
};

}  // namespace vedette
