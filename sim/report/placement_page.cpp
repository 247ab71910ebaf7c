// SPDX-License-Identifier: Apache-2.0
#include "report/placement_page.hpp"

#include "base/embedded.hpp"
#include "report/page_template.hpp"
#include "report/words.hpp"

VEDETTE_EMBEDDED(report_page_html);
VEDETTE_EMBEDDED(report_page_css);
VEDETTE_EMBEDDED(report_base_js);
VEDETTE_EMBEDDED(report_study_charts_js);
VEDETTE_EMBEDDED(report_placement_js);

namespace vedette {

std::string render_placement(const nlohmann::ordered_json& placement, Lang lang) {
  nlohmann::ordered_json data = placement;
  data["marks_s"] = nlohmann::ordered_json::array();  // what the page's base asks every report
  const std::string name =
      placement.at("scenario").at("name").value(std::string(lang_code(lang)), std::string());
  const std::map<std::string_view, std::string> values = {
      {"lang", lang == Lang::kZh ? "zh-Hans" : "en"},
      {"title", html_text(name) + " – " + html_text(word("place.kicker", lang))},
      {"skip", html_text(word("page.skip", lang))},
      {"noscript", html_text(word("page.noscript", lang))},
      {"leaflet_css", ""},
      {"page_css", std::string(embedded::report_page_css())},
      {"words", script_json(words_json(lang, true))},
      {"data", script_json(data)},
      {"chart_js", ""},
      {"leaflet_js", ""},
      {"page_js", std::string(embedded::report_base_js()) +
                      std::string(embedded::report_study_charts_js()) +
                      std::string(embedded::report_placement_js())},
  };
  return fill_template(embedded::report_page_html(), values);
}

}  // namespace vedette
