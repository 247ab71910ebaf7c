// SPDX-License-Identifier: Apache-2.0
#include "study/validation/ring_inputs.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "study/validation/table_inputs.hpp"
#include "world/document/text_file.hpp"

namespace vedette::validation {

namespace {

constexpr double kMost = 1e6;
constexpr std::size_t kMostCorners = 100'000;

// The words of a .pol file.
class Words {
 public:
  explicit Words(const std::string& path)
      : path_(path), text_(read_text_file(path, {path, 0, 0})) {}

  bool at_end() {
    while (at_ < text_.size() && blank(text_[at_])) line_ += text_[at_++] == '\n';
    start_ = at_;
    return at_ == text_.size();
  }
  std::string_view next() {
    at_end();
    while (at_ < text_.size() && !blank(text_[at_])) ++at_;
    return std::string_view(text_).substr(start_, at_ - start_);
  }
  std::size_t count(std::string_view what, std::size_t least, std::size_t most) {
    const std::string_view word = next();
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || value < least || value > most)
      refuse(fmt::format("here stands no {} (a whole number from {} to {})", what, least, most));
    return value;
  }
  double coordinate() {
    const std::string_view word = next();
    const std::size_t bar = word.find('/');
    const auto number = [](std::string_view text) -> std::optional<double> {
      double value = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
      return value;
    };
    const auto above = number(word.substr(0, bar));
    const auto below = bar == std::string_view::npos ? 1 : number(word.substr(bar + 1));
    if (!above || !below || *below == 0 || std::fabs(*above / *below) > kMost)
      refuse("here stands no coordinate (a number or a fraction within a million)");
    return *above / *below;
  }
  [[noreturn]] void refuse(std::string message) const {
    const std::size_t line = start_ == 0 ? 0 : text_.rfind('\n', start_ - 1) + 1;
    throw InputError{{{path_, line_, static_cast<int>(start_ - line) + 1},
                      Severity::kError,
                      std::move(message),
                      ""}};
  }
  std::vector<Offset> ring() {
    std::vector<Offset> corners(count("number of corners", 3, kMostCorners));
    for (Offset& p : corners) {
      p.x = coordinate();
      p.y = coordinate();
    }
    return corners;
  }

 private:
  static bool blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  std::string path_, text_;
  std::size_t at_ = 0, start_ = 0;
  int line_ = 1;
};

std::vector<Offset> corners(const Located& list) {
  std::vector<Offset> out;
  for (std::size_t i = 0; i < list.size(); ++i) out.push_back(read_xy(list.at(i)));
  return out;
}

}  // namespace

Offset read_xy(const Located& at) {
  return {at.value()[0].get<double>(), at.value()[1].get<double>()};
}

Rings read_rings(const Inputs& inputs, const DataFolder& data) {
  refuse_beside(inputs, inputs.has("file"), {"polygon", "holes"}, "only without 'file'");
  refuse_beside(inputs, !inputs.has("polygon") && !inputs.has("file"), {"holes"},
                "only within a 'polygon'");
  Rings rings;
  if (inputs.has("file")) {
    Words in(data.path(inputs.text("file", "")));
    rings.push_back(in.ring());
    if (in.at_end()) return rings;  // files of simple polygons end here
    const std::size_t holes = in.count("number of holes", 0, kMostCorners);
    for (std::size_t i = 0; i < holes; ++i) rings.push_back(in.ring());
    if (!in.at_end()) in.refuse("nothing is expected after the last hole");
    return rings;
  }
  if (!inputs.has("polygon")) return rings;
  rings.push_back(corners(inputs.value("polygon")));
  if (inputs.has("holes")) {
    const Located holes = inputs.value("holes");
    for (std::size_t i = 0; i < holes.size(); ++i) rings.push_back(corners(holes.at(i)));
  }
  return rings;
}

}  // namespace vedette::validation
