// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "record/recorded.hpp"
#include "record/recording_rows.hpp"

namespace vedette::recording {

/// Puts incidents together from their opening, stages and closing, so that those of a run that was
/// killed are there as far as they had got. Needs the connection held and, for one moment's view,
/// a transaction.
std::vector<Incident> read_incidents(Rows& rows);

}  // namespace vedette::recording
