// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

/// Share of events that an operator sees who watches this many monitors: 85, 74, 58 and 53 % at 1,
/// 4, 6 and 9 (trials of the Police Scientific Development Branch, UK Home Office). Between them
/// linear; above 9 as at 9 (assumptions). Throws std::invalid_argument below 1.
double share_of_events_seen(double monitors);

}  // namespace vedette
