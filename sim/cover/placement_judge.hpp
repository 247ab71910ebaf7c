// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "cover/place_cameras.hpp"

namespace vedette {

/// By part of the site, in the cells that count.
struct PlacementVerdict {
  std::vector<double> share;     ///< seen while all cameras work
  std::vector<double> expected;  ///< while cameras fail; what stays and assets as they are
  std::vector<bool> met;         ///< what was asked for of this part
  std::size_t parts_met() const;
  bool all() const { return parts_met() == met.size(); }
};

/// What a choice comes to in the cells of site.coverage (or of the search, where these are
/// smaller). The search counts coarser cells by their middles, so that what it thinks enough may
/// fall short here; what the judge says is the verdict.
class PlacementJudge {
 public:
  /// Looks from every candidate once.
  PlacementJudge(const CameraPlan& plan, const PlacementField& field, bool night);
  ~PlacementJudge();

  /// Its parts, with what cameras that stay see of them and what no candidate does.
  const PlacementField& cells() const;
  PlacementVerdict verdict(std::span<const std::uint32_t> chosen);
  /// With what is missing added, always the candidate that gives most of it for its price (lazily:
  /// Minoux 1978), until every part is met or no candidate adds anything to those that are not.
  std::vector<std::uint32_t> completed(std::span<const std::uint32_t> chosen);
  /// Share of all cells asked for that the first 0, 1, 2, … of these see.
  std::vector<double> curve(std::span<const std::uint32_t> sequence);

 private:
  class Sight;
  std::unique_ptr<Sight> sight_;
};

struct JudgedPlacement {
  CameraPlacement placement;  ///< shares and `met` are the judge's
  PlacementVerdict verdict;
  std::size_t greedy_cameras = 0;  ///< of the greedy choice with what it lacked; its price: answer
  std::size_t searches = 1;        ///< 1: what was found first is enough as it is
};

/// Searches, and where the judge finds less than was asked for searches again for so much more, or
/// adds what is missing, whichever is cheaper. The bound stays that of the search's cells and of
/// what was asked for. With a budget nothing is added.
JudgedPlacement place_and_judge(const CameraPlan& plan, const PlacementField& field,
                                PlacementJudge& judge, const PlacementOptions& options);

}  // namespace vedette
