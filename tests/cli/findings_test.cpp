// SPDX-License-Identifier: Apache-2.0
#include "cli/findings.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

namespace vedette::cli {
namespace {

// Field by field: g++ 12 takes strings of an aggregate's initialiser for unset.
Diagnostic finding(Place place, Severity severity, std::string message, std::string hint) {
  Diagnostic d;
  d.place = std::move(place);
  d.severity = severity;
  d.message = std::move(message);
  d.hint = std::move(hint);
  return d;
}

TEST_CASE("frequent findings read in Chinese, names as they are") {
  const Diagnostic unknown = finding({"town.yaml", 3, 7}, Severity::kError,
                                     "unknown key 'text' in units.cars", "did you mean 'list'?");
  CHECK(finding_text(unknown, Lang::kZh) ==
        "town.yaml:3:7：错误：units.cars 中没有键“text”\n  提示：是否指“list”？");
  CHECK(finding_text(unknown, Lang::kEn) == to_text(unknown));
  const Diagnostic absent =
      finding({"a.csv", 0, 0}, Severity::kWarning, "no such file: 'a.csv'", "");
  CHECK(finding_text(absent, Lang::kZh) == "a.csv：警告：没有这个文件：“a.csv”");
  CHECK(in_chinese("'x y' in column 'way' is not a number") == "“way”列中的“x y”不是数字");
  CHECK(in_chinese("unknown path: units has no 'extra'") == "未知路径：units 没有“extra”");
  CHECK(in_chinese("and 985 more like it: 'a' in column 'b' is not a number") ==
        "另有 985 处类似：“b”列中的“a”不是数字");
  CHECK(in_chinese("count must be a whole number, found text 'two'") ==
        "count 应为整数，现为 文本“two”");
  CHECK(in_chinese("at must be one of cells, beat, found a list") ==
        "at 应为cells, beat 之一，现为 列表");
  CHECK(in_chinese("no way leads from 'gate' to 'hall' and back") ==
        "“gate”与“hall”之间没有往返通路");
  CHECK(in_chinese("not valid UTF-8 (byte 0xd6): the file looks like GBK") ==
        "不是有效的 UTF-8（字节 0xd6）：该文件像是 GBK 编码");
  CHECK(
      in_chinese("12 of 30 calls lie more than 500 m from every junction, the furthest 88.5 km") ==
      "30 起警情中有 12 起距所有路口超过 500 米，最远 88.5 公里");
  // A rare sentence stays as it is; so do pieces of known ones.
  CHECK(in_chinese("a ring without holes is needed") == "a ring without holes is needed");
  CHECK(in_chinese("no such file: ''") == "no such file: ''");
  CHECK(in_chinese("") == "");
}

}  // namespace
}  // namespace vedette::cli
