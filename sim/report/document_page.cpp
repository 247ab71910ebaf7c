// SPDX-License-Identifier: Apache-2.0
#include "report/document_page.hpp"

#include <initializer_list>

#include "base/embedded.hpp"
#include "report/page_template.hpp"
#include "report/words.hpp"

VEDETTE_EMBEDDED(report_page_html);
VEDETTE_EMBEDDED(report_page_css);
VEDETTE_EMBEDDED(report_base_js);
VEDETTE_EMBEDDED(report_placement_js);
VEDETTE_EMBEDDED(report_plans_js);
VEDETTE_EMBEDDED(report_study_js);
VEDETTE_EMBEDDED(report_study_charts_js);
VEDETTE_EMBEDDED(report_study_map_js);
VEDETTE_EMBEDDED(report_study_points_js);

namespace vedette {

namespace {

std::string render(nlohmann::ordered_json data, const nlohmann::ordered_json& name,
                   std::string_view kicker, std::initializer_list<std::string_view> scripts,
                   Lang lang) {
  data["marks_s"] = nlohmann::ordered_json::array();  // what the page's base asks every report
  std::string script(embedded::report_base_js());
  script += embedded::report_study_charts_js();
  script += embedded::report_plans_js();
  for (const std::string_view part : scripts) script += part;
  const std::map<std::string_view, std::string> values = {
      {"lang", lang == Lang::kZh ? "zh-Hans" : "en"},
      {"title", html_text(name.value(std::string(lang_code(lang)), std::string())) + " – " +
                    html_text(word(kicker, lang))},
      {"skip", html_text(word("page.skip", lang))},
      {"noscript", html_text(word("page.noscript", lang))},
      {"leaflet_css", ""},
      {"page_css", std::string(embedded::report_page_css())},
      {"words", script_json(words_json(lang, true))},
      {"data", script_json(data)},
      {"chart_js", ""},
      {"leaflet_js", ""},
      {"page_js", std::move(script)},
  };
  return fill_template(embedded::report_page_html(), values);
}

}  // namespace

std::string render_study(const nlohmann::ordered_json& analysis, const nlohmann::ordered_json& map,
                         Lang lang) {
  nlohmann::ordered_json data = analysis;
  data["map"] = map;
  return render(std::move(data), analysis.at("study").at("name"), "study.kicker",
                {embedded::report_study_map_js(), embedded::report_study_points_js(),
                 embedded::report_study_js()}, lang);
}

std::string render_placement(const nlohmann::ordered_json& placement, Lang lang) {
  return render(placement, placement.at("scenario").at("name"), "place.kicker",
                {embedded::report_placement_js()}, lang);
}

}  // namespace vedette
