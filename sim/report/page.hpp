// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/report_data.hpp"
#include "report/words.hpp"

namespace vedette {

/// One HTML file with everything inside: styles, Chart.js, Leaflet, words, data. It loads nothing
/// from anywhere (its content security policy forbids it) and draws itself from `data`. Whatever
/// the data's texts hold, they stay text. The same data gives the same bytes.
std::string render_report(const ReportData& data, Lang lang);

}  // namespace vedette
