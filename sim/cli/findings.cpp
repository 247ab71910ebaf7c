// SPDX-License-Identifier: Apache-2.0
#include "cli/findings.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace vedette::cli {

namespace {

struct Pattern {
  std::string_view english, chinese;  // {} of the Chinese: the next of the English, {1}: the second
};

// The most frequent sentences of the layers below, as they are made there. What stands for a {}
// (names, paths, numbers) is kept, or translated where it is a piece of its own.
constexpr Pattern kPatterns[] = {
    {"no such file: '{}'", "没有这个文件：“{}”"},
    {"no such file or folder: '{}'", "没有这个文件或文件夹：“{}”"},
    {"'{}' is a directory, not a file", "“{}”是文件夹，不是文件"},
    {"included file not found: '{}'", "找不到 include 的文件：“{}”"},
    {"cannot open '{}' (no permission to read?)", "无法打开“{}”（没有读取权限？）"},
    {"cannot open '{}': {}", "无法打开“{}”：{}"},
    {"cannot read '{}': {}", "无法读取“{}”：{}"},
    {"the file is empty", "文件是空的"},
    {"the file is UTF-16", "文件是 UTF-16 编码"},
    {"not valid UTF-8 (byte {}): the file looks like GBK",
     "不是有效的 UTF-8（字节 {}）：该文件像是 GBK 编码"},
    {"not valid UTF-8 (byte {})", "不是有效的 UTF-8（字节 {}）"},
    {"save it as UTF-8, or: {}", "请另存为 UTF-8，或运行：{}"},
    {"save the file as UTF-8", "请将文件另存为 UTF-8"},
    {"save it as UTF-8", "请另存为 UTF-8"},
    {"unknown key '{}' in {}", "{1} 中没有键“{0}”"},
    {"unknown path: {} has no item '{}'", "未知路径：{} 没有第“{}”项"},
    {"unknown path: {} is {} and has no '{}'", "未知路径：{} 是 {}，没有“{}”"},
    {"unknown path: {} has no '{}'", "未知路径：{} 没有“{}”"},
    {"there is nothing under {}", "{} 之下没有内容"},
    {"the path is empty", "路径为空"},
    {"write --set PATH=VALUE", "写法：--set 路径=值"},
    {"no value after '='", "“=”后没有值"},
    {"no '='", "缺少“=”"},
    {"did you mean '{}'? it is in {}, not in {}", "是否指“{}”？它在 {} 中，不在 {} 中"},
    {"did you mean '{}' ({})?", "是否指“{}”（{}）？"},
    {"did you mean '{}'?", "是否指“{}”？"},
    {"keys here: {}", "此处可用的键：{}"},
    {"columns: {}", "各列：{}"},
    {"the columns are: {}", "各列为：{}"},
    {"'{}' is missing in {}", "{1} 缺少“{0}”"},
    {"'{}' is there twice in {}", "“{}”在 {} 中出现两次"},
    {"key '{}' comes twice in this map", "键“{}”在此映射中出现两次"},
    {"{} must be {}, found {}", "{} 应为{}，现为 {}"},
    {"{} must have at least {}, found {}", "{} 至少应有 {}，现有 {}"},
    {"{} must have at most {}, found {}", "{} 至多应有 {}，现有 {}"},
    {"{} must be at least {}", "{} 不得小于 {}"},
    {"{} must be at most {}", "{} 不得大于 {}"},
    {"{} must be greater than {}", "{} 必须大于 {}"},
    {"{} must be less than {}", "{} 必须小于 {}"},
    {"{} is not in {}", "{} 不在 {} 内"},
    {"{} is not allowed here", "此处不允许 {}"},
    {"'{}' in column '{}' is not a number", "“{1}”列中的“{0}”不是数字"},
    {"'{}' in column '{}' is not a whole number", "“{1}”列中的“{0}”不是整数"},
    {"'{}' in column '{}' is no date and time", "“{1}”列中的“{0}”不是日期时间"},
    {"'{}' in column '{}' is no number", "“{1}”列中的“{0}”不是数字"},
    {"{} more cells of column '{}' cannot be read", "“{1}”列另有 {0} 个单元格无法读取"},
    {"no header row: the file holds no data", "没有表头：文件中没有数据"},
    {"{} fields in this row, {} in the header", "本行 {} 个字段，表头 {} 个"},
    {"no column '{}'", "没有“{}”列"},
    {"there is no column '{}'", "没有“{}”列"},
    {"{} has no column '{}'", "{} 没有“{}”列"},
    {"column '{}' stands twice", "“{}”列出现两次"},
    {"'{}' does not say whether the road is one-way", "“{}”看不出道路是否单行"},
    {"1, true, yes or 是; 0, false, no, 否 or empty",
     "可写 1、true、yes、是；0、false、no、否或留空"},
    {"there is no junction '{}'", "没有路口“{}”"},
    {"there is no call type '{}'", "没有警情类型“{}”"},
    {"there is no {} '{}' in {}", "{2} 中没有{0}“{1}”"},
    {"there is no '{}' in {}", "{1} 中没有“{0}”"},
    {"no {} is called '{}'", "没有名为“{1}”的 {0}"},
    {"nothing that could be out is called '{}'", "没有名为“{}”的可停用对象"},
    {"{} '{}' is there twice", "{}“{}”出现两次"},
    {"first in line {}", "首次出现在第 {} 行"},
    {"a {} needs an id", "{} 需要编号"},
    {"longitude and latitude are not metres on a plane", "经纬度不是平面米制坐标"},
    {"longitude and latitude are not metres", "经纬度不是米"},
    {"say coordinates: wgs84, or gcj02 for a public map of mainland China",
     "请写 coordinates: wgs84；中国大陆公开地图用 gcj02"},
    {"say coordinates: wgs84, or gcj02 for a public map of mainland China, with city: the "
     "scenario, "
     "or geo_origin",
     "请写 coordinates: wgs84（中国大陆公开地图用 gcj02），并用 city 指明场景或给出 geo_origin"},
    {"all {} places lie within 180 and 90 units of [0, 0]: these look like longitude and latitude, "
     "not metres",
     "全部 {} 个位置都在 [0, 0] 的 180 与 90 个单位以内：像是经纬度而不是米"},
    {"all {} calls lie within {} m: these look like longitude and latitude, not metres",
     "全部 {} 起警情都在 {} 米之内：像是经纬度而不是米"},
    {"{} of {} calls lie more than {} m from every junction of the city, the furthest {} km",
     "{1} 起警情中有 {0} 起距城市所有路口超过 {2} 米，最远 {3} 公里"},
    {"{} of {} calls lie more than {} m from every junction, the furthest {} km",
     "{1} 起警情中有 {0} 起距所有路口超过 {2} 米，最远 {3} 公里"},
    {"longitude and latitude cannot be placed on the city's plane", "经纬度无法换算到城市平面"},
    {"longitude and latitude cannot be placed on the junctions' plane",
     "经纬度无法换算到路口所在平面"},
    {"{} of {} calls lie outside the time of this run and are left out",
     "{1} 起警情中有 {0} 起不在本次运行时段内，已略去"},
    {"the city has call types but no calls: no junction has calls_per_day",
     "城市有警情类型却没有警情：没有任何路口给出 calls_per_day"},
    {"degrees need a city with a geo_origin", "经纬度需要城市给出 geo_origin"},
    {"this file has several layers", "该文件有多个图层"},
    {"there is no layer '{}'", "没有图层“{}”"},
    {"a cell is a feature whose geometry is a Polygon or MultiPolygon",
     "一个网格是几何类型为 Polygon 或 MultiPolygon 的要素"},
    {"a level is made by one rule: balanced, districts: true, or file",
     "一个层级只能由一种规则生成：balanced、districts: true 或 file"},
    {"all corners lie within [{}, {}] and [{}, {}] m: these look like longitude and latitude, not "
     "metres",
     "所有角点都在 [{}, {}] 与 [{}, {}] 米之间：像是经纬度而不是米"},
    {"city.geo_origin: [longitude, latitude] of the junctions' [0, 0]",
     "city.geo_origin：路口坐标 [0, 0] 处的 [经度, 纬度]"},
    {"calls of type '{}' need {} unit(s) that can do '{}', and there are {}: they will never be "
     "over",
     "类型“{}”的警情需要 {} 个具备“{}”能力的单位，而现有 {} 个：这类警情永远无法处置完毕"},
    {"exit {} is listed twice", "出口 {} 列了两次"},
    {"one unit closes an exit: each junction once", "每个出口由一个单位封控：每个路口只列一次"},
    {"there are calls but no call type with a share", "有警情，却没有带 share 的警情类型"},
    {"{} of {} cameras hang higher than {} m, this one {} m",
     "{1} 台摄像机中有 {0} 台安装高度超过 {2} 米，此台为 {3} 米"},
    {"height_m is in metres: are these centimetres or millimetres?",
     "height_m 以米为单位：是否误用了厘米或毫米？"},
    {"and {} more like it: {}", "另有 {} 处类似：{}"},
    {"this folder is not an earlier import: it has no {}",
     "该文件夹不是以前导入的结果：其中没有 {}"},
    {"this exists and is no folder", "已存在，但不是文件夹"},
    {"nothing was written; name another folder with -o", "未写入任何内容；请用 -o 指定其他文件夹"},
    {"name another folder with -o", "请用 -o 指定其他文件夹"},
    {"there is no file in this folder", "该文件夹中没有文件"},
    {"put it in quotes if it is text", "若是文本请加引号"},
    {"put it in quotes", "请加引号"},
    {"look at the indentation", "请检查缩进"},
    {"indent with spaces", "请用空格缩进"},
    {"tab in the indentation", "缩进中有制表符"},
    {"keep one of {}", "请保留其一：{}"},
    {"these times span nothing", "这些时段长度为零"},
    {"they go nowhere: that is where they enter", "来访者无处可去：此处就是入口"},
    {"no way leads from '{}' to '{}' and back", "“{}”与“{}”之间没有往返通路"},
    {"profile '{}' has no level '{}'", "密度标准“{}”没有等级“{}”"},
    {"it has {}", "可用：{}"},
    {"there is a camera '{}' already", "已有摄像机“{}”"},
    {"'{}' is no name of a camera type", "“{}”不是摄像机类型的名称"},
    {"say under `types` what it is called in the models", "请在 types 下写明它在 models 中的名称"},
    {"one of {}", "{} 之一"},
    {"a time of day as HH:MM, 00:00 to 24:00", "时刻 HH:MM（00:00 至 24:00）"},
    {"a moment as {}", "时间，例如 {}"},
    {"true or false", "true 或 false"},
    {"a number", "数字"},
    {"a whole number", "整数"},
    {"text", "文本"},
    {"text '{}'", "文本“{}”"},
    {"a map", "映射"},
    {"a list", "列表"},
    {"map", "映射"},
    {"list", "列表"},
    {"nothing", "空"},
    {"the document", "文件"},
    {"the scenario", "场景"},
    {"the mapping", "映射文件"},
};

struct Part {
  std::string_view text;
  bool quoted;  // a name: kept as it is
};

// What stands for each {}; nothing where the sentence is another. Each takes as little as it can.
std::optional<std::vector<Part>> match(std::string_view pattern, std::string_view sentence) {
  std::vector<Part> parts;
  std::size_t hole = pattern.find("{}");
  if (!sentence.starts_with(pattern.substr(0, hole))) return std::nullopt;
  if (hole == std::string_view::npos)
    return sentence == pattern ? std::optional(parts) : std::nullopt;
  sentence.remove_prefix(hole);
  while (true) {
    const bool quoted = hole > 0 && pattern[hole - 1] == '\'';
    pattern.remove_prefix(hole + 2);
    hole = pattern.find("{}");
    const std::string_view next = pattern.substr(0, hole);
    if (hole == std::string_view::npos) {  // the last one: up to what ends the sentence
      if (!sentence.ends_with(next) || sentence.size() <= next.size()) return std::nullopt;
      parts.push_back({sentence.substr(0, sentence.size() - next.size()), quoted});
      return parts;
    }
    const std::size_t at = sentence.find(next, 1);
    if (at == std::string_view::npos) return std::nullopt;
    parts.push_back({sentence.substr(0, at), quoted});
    sentence.remove_prefix(at + next.size());
  }
}

std::string filled(std::string_view chinese, const std::vector<Part>& parts) {
  std::string out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < chinese.size(); ++i) {
    if (chinese[i] != '{') {
      out += chinese[i];
      continue;
    }
    const std::size_t end = chinese.find('}', i);
    const std::size_t which =
        end == i + 1 ? next++ : static_cast<std::size_t>(chinese[i + 1] - '0');
    if (which < parts.size())
      out += parts[which].quoted ? std::string(parts[which].text) : in_chinese(parts[which].text);
    i = end;
  }
  return out;
}

// What is printed belongs to the process, and so does its language.
Lang& language() {
  static Lang lang = Lang::kEn;
  return lang;
}

}  // namespace

std::string in_chinese(std::string_view sentence) {
  for (const Pattern& pattern : kPatterns)
    if (const auto parts = match(pattern.english, sentence)) return filled(pattern.chinese, *parts);
  return std::string(sentence);
}

void set_findings_language(Lang lang) {
  language() = lang;
}

std::string finding_text(const Diagnostic& d, Lang lang) {
  if (lang == Lang::kEn) return to_text(d);
  std::string text = d.place.file;
  if (d.place.line > 0) text += fmt::format(":{}:{}", d.place.line, d.place.column);
  text += d.severity == Severity::kError ? "：错误：" : "：警告：";
  text += in_chinese(d.message);
  if (!d.hint.empty()) text += "\n  提示：" + in_chinese(d.hint);
  return text;
}

std::string finding_text(const Diagnostic& d) {
  return finding_text(d, language());
}

}  // namespace vedette::cli
