// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cover/location.hpp"
#include "study/validation/data_folder.hpp"
#include "study/validation/inputs.hpp"

namespace vedette::validation {

/// What a case of model location is about.
struct LocationInputs {
  DistanceTable table;  ///< whole micro-units on roads, else as given
  std::vector<std::string> sites, targets;
  double unit = 1;                      ///< what the case calls 1 is so many of the table's
  bool times = false;                   ///< seconds on roads
  std::optional<double> radius;         ///< of `cover` or `cover_min`, in the table's units
  std::vector<std::uint32_t> standing;  ///< `existing`
  std::optional<std::vector<std::uint32_t>> given;  ///< `sites`: to be judged

  /// Throws InputError at the place of what is wrong, DataAbsent where a file is not there.
  static LocationInputs read(const Inputs& inputs, const DataFolder& data);
};

}  // namespace vedette::validation
