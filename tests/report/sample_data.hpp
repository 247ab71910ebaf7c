// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/report_data.hpp"

namespace vedette {

/// A made-up city day for the page: 350 calls, 40 alarms of which one real, 500 junctions and 900
/// roads, 6 stations, 20 cells, a site with walls and cameras. With intervals when
/// `replications` > 1.
ReportData sample_report(int replications);
/// Its part "work".
ReportData sample_work(int replications);
/// Its part "planner", from marks and incidents.
ReportData sample_planner(const ReportData& data);
/// Its part "drill".
ReportData sample_drill(int replications);
/// The same with every text trying to break out of the page.
ReportData hostile_report();

}  // namespace vedette
