// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vedette {

class Run;

/// Puts the scenario's outages on the calendar: hosts and links that go off and on at set times.
void start_outages(Run& run);

}  // namespace vedette
