// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "study/results.hpp"
#include "study/select_kn.hpp"
#include "study/select_ocba.hpp"
#include "study/study.hpp"

namespace vedette {

/// What a study still needs, given what is known: a pure function of both, so that a study that was
/// cut off, split or merged goes on exactly as one that was not.
struct Needed {
  std::vector<std::uint64_t> last;  ///< by design: replications 1 … last are to be there
  bool final = false;               ///< nothing more will be asked for once these are there
  /// Sequential: replications of each design that the intervals ask for, were there no cap; 0 while
  /// the first stage is not there. At most 10^12.
  std::uint64_t asked = 0;
  std::optional<KnResult> kn;
  std::optional<OcbaResult> ocba;
};
Needed needed(const Study& study, const StudyResults& results);

/// The runs among these that are not there yet, in order of design and replication. With `again`
/// those that failed are asked for once more.
std::vector<StudyTask> missing(const Needed& needed, const StudyResults& results, bool again);

}  // namespace vedette
