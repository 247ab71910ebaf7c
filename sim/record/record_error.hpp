// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace vedette {

/// A recording could not go on (disk full, file taken away): the run is incomplete, what was
/// written before is kept and can be read. what() is a plain sentence.
struct RecordError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace vedette
