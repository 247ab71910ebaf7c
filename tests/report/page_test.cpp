// SPDX-License-Identifier: Apache-2.0
#include "report/page.hpp"

#include <catch2/catch.hpp>
#include <regex>
#include <string>

#include "report/sample_data.hpp"

namespace {

using namespace vedette;

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++n;
  return n;
}

bool has(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("the page is one file that loads nothing") {
  const std::string page = render_report(sample_report(20), Lang::kEn);
  // The page's own tags and styles; the libraries' scripts come after.
  const std::regex loads("<(script|img|iframe|audio|video|source)[^>]*\\ssrc\\s*=|@import|url\\(");
  CHECK_FALSE(std::regex_search(page.substr(0, page.find("<script>")), loads));
  CHECK(count(page, "<script src") == 0);
  CHECK(count(page, "<link ") == 1);
  CHECK(has(page, "<link rel=\"icon\" href=\"data:,\">"));
  CHECK_FALSE(has(page, "sourceMappingURL"));
  CHECK(has(page, "default-src 'none'"));
  CHECK(has(page, "<html lang=\"en\">"));
  CHECK(has(render_report(sample_report(1), Lang::kZh), "<html lang=\"zh-Hans\">"));
  // Every placeholder is filled, and the same data gives the same bytes.
  CHECK_FALSE(has(page, "{{"));
  CHECK(page == render_report(sample_report(20), Lang::kEn));
}

TEST_CASE("no text of the input leaves its place") {
  const std::string page = render_report(hostile_report(), Lang::kEn);
  const std::string plain = render_report(sample_report(1), Lang::kEn);
  CHECK(count(page, "</script>") == count(plain, "</script>"));
  CHECK_FALSE(has(page, "<b id=pwned>"));
  CHECK_FALSE(has(page, "<img src=x"));
  CHECK(has(page, "<title>&lt;/script&gt;&lt;b id=pwned&gt;"));

  SECTION("bytes that are no UTF-8 are replaced") {
    ReportData data = sample_report(1);
    data["scenario"]["name"]["en"] = "A\xff\xc3";
    CHECK(has(render_report(data, Lang::kEn), "<title>A\uFFFD"));
  }
}
