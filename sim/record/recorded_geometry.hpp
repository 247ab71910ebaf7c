// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "record/recorded.hpp"
#include "record/recording_rows.hpp"

namespace vedette::recording {

/// Reads the tables of what stands where. Needs the connection held.
RecordedGeometry read_geometry(Rows& rows);

}  // namespace vedette::recording
