// SPDX-License-Identifier: Apache-2.0
#include "report/page.hpp"

#include <map>
#include <string_view>

#include "base/embedded.hpp"
#include "report/page_template.hpp"

VEDETTE_EMBEDDED(report_page_html);
VEDETTE_EMBEDDED(report_page_css);
VEDETTE_EMBEDDED(report_leaflet_css);
VEDETTE_EMBEDDED(report_leaflet_js);
VEDETTE_EMBEDDED(report_chart_js);
VEDETTE_EMBEDDED(report_base_js);
VEDETTE_EMBEDDED(report_incidents_js);
VEDETTE_EMBEDDED(report_answer_js);
VEDETTE_EMBEDDED(report_distribution_js);
VEDETTE_EMBEDDED(report_alarm_js);
VEDETTE_EMBEDDED(report_map_js);
VEDETTE_EMBEDDED(report_reach_js);
VEDETTE_EMBEDDED(report_tables_js);
VEDETTE_EMBEDDED(report_planner_js);
VEDETTE_EMBEDDED(report_before_js);
VEDETTE_EMBEDDED(report_drill_js);
VEDETTE_EMBEDDED(report_equipment_js);
VEDETTE_EMBEDDED(report_network_js);
VEDETTE_EMBEDDED(report_single_js);
VEDETTE_EMBEDDED(report_provenance_js);
VEDETTE_EMBEDDED(report_main_js);

namespace vedette {

namespace {

std::string page_script() {
  std::string out;
  for (const std::string_view part :
       {embedded::report_base_js(), embedded::report_incidents_js(), embedded::report_answer_js(),
        embedded::report_distribution_js(), embedded::report_alarm_js(), embedded::report_map_js(),
        embedded::report_reach_js(), embedded::report_tables_js(), embedded::report_planner_js(),
        embedded::report_before_js(), embedded::report_drill_js(), embedded::report_network_js(),
        embedded::report_single_js(), embedded::report_equipment_js(),
        embedded::report_provenance_js(), embedded::report_main_js()}) {
    out += part;
  }
  return out;
}

// The scenario's name in the page's language, or in the other.
std::string scenario_name(const ReportData& data, Lang lang) {
  const auto& name = data.at("scenario").at("name");
  for (const std::string_view code :
       {lang_code(lang), std::string_view("en"), std::string_view("zh")}) {
    if (const auto text = name.value(std::string(code), ""); !text.empty()) return text;
  }
  return std::string(word("title.unnamed", lang));
}

std::string title(const ReportData& data, Lang lang) {
  // Through JSON once, so that invalid UTF-8 is replaced here too.
  const nlohmann::ordered_json text = scenario_name(data, lang);
  const auto clean = text.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return html_text(nlohmann::ordered_json::parse(clean).get<std::string>()) + " – " +
         html_text(word("title.report", lang));
}

}  // namespace

std::string render_report(const ReportData& data, Lang lang) {
  const std::map<std::string_view, std::string> values = {
      {"lang", lang == Lang::kZh ? "zh-Hans" : "en"},
      {"title", title(data, lang)},
      {"skip", html_text(word("page.skip", lang))},
      {"noscript", html_text(word("page.noscript", lang))},
      {"leaflet_css", without_images(without_source_map(embedded::report_leaflet_css()))},
      {"page_css", std::string(embedded::report_page_css())},
      {"words", script_json(words_json(lang))},
      {"data", script_json(data)},
      {"chart_js", std::string(without_source_map(embedded::report_chart_js()))},
      {"leaflet_js", std::string(without_source_map(embedded::report_leaflet_js()))},
      {"page_js", page_script()},
  };
  return fill_template(embedded::report_page_html(), values);
}

}  // namespace vedette
