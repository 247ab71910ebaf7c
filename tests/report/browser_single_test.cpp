// SPDX-License-Identifier: Apache-2.0
// The engineer's parts in the browser: the chain, limits, what each failure costs.
#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "report/browser.hpp"
#include "report/page.hpp"
#include "report/report_single.hpp"
#include "report/sample_data.hpp"
#include "report/sample_single.hpp"

namespace vedette {
namespace {

ReportData engineers() {
  ReportData data = sample_report(1);
  data["network"] = sample_network();
  data["single"] = single_failures(sample_monkey());
  return data;
}

TEST_CASE("the chain, the limits and the single failures are drawn") {
  const Lang lang = GENERATE(Lang::kEn, Lang::kZh);
  const auto shown = show(render_report(engineers(), lang), "single");
  if (!shown) return;
  CHECK(shown->console == "");
  const std::string text = visible_text(shown->dom);
  const bool en = lang == Lang::kEn;
  for (const char* expected :
       en ? std::array{"What each failure costs", "38.0 µs", "4.10 ms", "Without 2 of them",
                       "of 40, before: At the server", "most at: Guard on the spot", "alarm-server",
                       "0 of 40", "not met", "314 ms", "left out: 1."}
          : std::array{"单点失效的代价", "38.0 微秒", "4.10 毫秒", "其中 2 项停用会丢失报警",
                       "共 40 起，止于：到达服务器", "最多：警卫到达", "alarm-server", "0/40",
                       "不符合", "314 毫秒", "未计入的试验：1 次"}) {
    INFO(expected);
    CHECK(text.find(expected) != std::string::npos);
  }
}

TEST_CASE("the reader chooses the element whose chain is shown") {
  std::string page = render_report(engineers(), Lang::kEn);
  const std::string script =
      "const choose = document.getElementById('pick-single'); choose.value = '1';"
      "choose.dispatchEvent(new Event('change'));";
  const auto end = page.rfind("})();");
  REQUIRE(end != std::string::npos);
  page.insert(end, script);
  const auto shown = show(page, "single-choice");
  if (!shown) return;
  CHECK(shown->console == "");
  const std::string text = visible_text(shown->dom);
  CHECK(text.find("19 of 20") != std::string::npos);
  CHECK(text.find("was 2 min 11 s") != std::string::npos);
}

}  // namespace
}  // namespace vedette
