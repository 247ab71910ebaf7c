// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/report_data.hpp"

namespace vedette {

/// What `vedette monkey --single --json` prints of a made-up site: a server without which every
/// alarm is lost, a camera that shows a quarter of a zone, a radio without which guards come late,
/// a switch of which only the one camera hangs, a door that nothing waits for.
ReportData sample_monkey();
/// The part "network" of a report: stages of that site, limits met and not met.
ReportData sample_network();

}  // namespace vedette
