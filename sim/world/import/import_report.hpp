// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/lang.hpp"
#include "world/document/located.hpp"

namespace vedette {

/// Why a row of a table was left out although nothing is wrong with it.
enum class DropReason {
  kRoadToItself,    ///< from and to are one junction
  kSameRoad,        ///< between the same junctions, with the same length and speed, once more
  kCutOffJunction,  ///< not in the largest part in which every junction reaches every other
  kCutOffRoad,      ///< an end of it is such a junction
  kCutOffStation,   ///< it stands at such a junction
  kEmptyDistrict,   ///< no junction lies in it
  kClosedWay,       ///< its access tag is one of those that the mapping leaves out
  kMissingNodes,    ///< the file is cut out of a larger one, and its nodes are not in it
  kNoLine,          ///< a feature that is no line
  kTooFar,          ///< further from every junction than the snap limit
};
std::string_view drop_reason_name(DropReason reason);  ///< for machines: "road_to_itself"
std::string_view drop_reason_text(DropReason reason, Lang lang);

/// Rows dropped for one reason, by their lines in the file or what stands for these.
struct DroppedRows {
  DropReason reason;
  std::vector<std::int64_t> lines;
};

/// What became of one table.
struct ImportedTable {
  std::string role;    ///< its key in the mapping: junctions, roads …
  std::string file;    ///< as the mapping names it, or the name of the one file
  std::string sha256;  ///< of the file's bytes
  /// What its rows are named by in the report: lines, ways, nodes, features or ids.
  std::string named_by = "lines";
  std::size_t rows = 0;
  std::size_t taken = 0;
  std::vector<DroppedRows> dropped;

  /// One row fewer is taken, the one at this line.
  void drop(DropReason reason, std::int64_t line);
  std::size_t dropped_rows() const { return rows - taken; }
};

/// What an import took and left. Names no folder and no moment: the same input gives the same
/// bytes anywhere.
struct ImportReport {
  std::string mapping;  ///< file name without its folder
  std::string mapping_sha256;
  std::string source;  ///< the mapping's citation
  std::vector<ImportedTable> tables;
  Json totals;  ///< of the written city: junctions, roads, stations, districts, calls, road length
  /// More, as far as there is any: `geo_origin`, `map` (what the map's tags said, and counts before
  /// the cut), `stations_snapped` (station, junction, distance_m), `demand`.
  Json details = Json::object();
};

Json to_json(const ImportReport& report);

}  // namespace vedette
