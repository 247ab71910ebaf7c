// SPDX-License-Identifier: Apache-2.0
#include "report/page_template.hpp"

namespace vedette {

namespace {

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  for (;;) {
    const std::size_t at = text.find(what);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += by;
    text.remove_prefix(at + what.size());
  }
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string script_json(const nlohmann::ordered_json& json) {
  const std::string text =
      json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return replaced(replaced(replaced(text, "<", "\\u003c"), ">", "\\u003e"), "&", "\\u0026");
}

std::string without_images(std::string_view css) {
  std::string out;
  for (;;) {
    const std::size_t at = css.find("url(");
    out += css.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += "none";
    css.remove_prefix(css.find(')', at) + 1);
  }
}

std::string_view without_source_map(std::string_view text) {
  const std::size_t at = text.find("# sourceMappingURL");
  return at == std::string_view::npos ? text : text.substr(0, at - 2);  // before // or /*
}

std::string fill_template(std::string_view page,
                          const std::map<std::string_view, std::string>& values) {
  // One pass over the template: what a value holds is never looked at again.
  std::string out;
  for (;;) {
    const std::size_t open = page.find("{{");
    out += page.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = page.find("}}", open);
    out += values.at(page.substr(open + 2, close - open - 2));
    page.remove_prefix(close + 2);
  }
}

}  // namespace vedette
