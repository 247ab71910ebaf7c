// SPDX-License-Identifier: Apache-2.0
#include "study/validation/ring_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "space/ring_sides.hpp"
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
  Place place() const {
    const std::size_t line = start_ == 0 ? 0 : text_.rfind('\n', start_ - 1) + 1;
    return {path_, line_, static_cast<int>(start_ - line) + 1};
  }
  [[noreturn]] void refuse(std::string message) const {
    throw InputError{{place(), Severity::kError, std::move(message), ""}};
  }
  // The places of its corners are appended.
  std::vector<Offset> ring(std::vector<Place>& places) {
    std::vector<Offset> corners(count("number of corners", 3, kMostCorners));
    for (Offset& p : corners) {
      p.x = coordinate();
      places.push_back(place());
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

std::vector<Offset> corners(const Located& list, std::vector<Place>& places) {
  std::vector<Offset> out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    out.push_back(read_xy(list.at(i)));
    places.push_back(list.at(i).place());
  }
  return out;
}

bool within(const Polygon& one, const Polygon& other) {
  return std::all_of(one.begin(), one.end(), [&](PointMm p) { return contains(other, p); });
}

// Crossed rings, and holes that do not lie in the polygon, enclose no area that one could name.
// Coordinates are compared on the finest lattice that they leave room for.
void check_rings(const Rings& rings, const std::vector<Place>& places) {
  const double units = finest_units(rings);
  std::vector<Polygon> on_lattice;
  for (const auto& ring : rings) {
    Polygon& out = on_lattice.emplace_back();
    for (const Offset& p : ring)
      out.push_back({std::llround(p.x * units), std::llround(p.y * units)});
  }
  std::vector<std::size_t> first;  // place of each ring's first corner
  std::size_t next = 0;
  for (const auto& ring : rings) first.push_back(next), next += ring.size();
  const auto refuse = [&](std::size_t ring, std::size_t corner, std::string message,
                          const char* hint) {
    throw InputError{{places[first[ring] + corner], Severity::kError, std::move(message), hint}};
  };
  const auto name = [](std::size_t ring) {
    return ring == 0 ? std::string("the polygon") : fmt::format("hole {}", ring);
  };
  for (std::size_t r = 0; r < rings.size(); ++r) {
    if (const auto meet = own_sides_meet(on_lattice[r]); meet && meet->cross)
      refuse(r, meet->second,
             fmt::format("{} crosses itself: the side from corner {} and the one from corner {}",
                         name(r), meet->second + 1, meet->first + 1),
             "the corners in order around it");
    for (std::size_t other = 0; other < r; ++other)
      if (const auto meet = sides_cross(on_lattice[r], on_lattice[other]))
        refuse(r, meet->first,
               fmt::format("{} crosses {}: the side from corner {} and the one from corner {}",
                           name(r), name(other), meet->first + 1, meet->second + 1),
               "holes lie within the polygon, side by side");
    for (std::size_t other = 1; other < r; ++other)
      if (within(on_lattice[r], on_lattice[other]) || within(on_lattice[other], on_lattice[r]))
        refuse(r, 0, fmt::format("{} and {} lie in one another", name(r), name(other)),
               "holes lie within the polygon, side by side");
    for (std::size_t k = 0; r > 0 && k < rings[r].size(); ++k)
      if (!contains(on_lattice[0], on_lattice[r][k]))
        refuse(r, k, fmt::format("corner {} of {} lies outside the polygon", k + 1, name(r)),
               "holes lie within the polygon");
  }
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
  std::vector<Place> places;
  if (inputs.has("file")) {
    Words in(data.path(inputs.text("file", "")));
    rings.push_back(in.ring(places));
    if (!in.at_end()) {  // files of simple polygons end here
      const std::size_t holes = in.count("number of holes", 0, kMostCorners);
      for (std::size_t i = 0; i < holes; ++i) rings.push_back(in.ring(places));
      if (!in.at_end()) in.refuse("nothing is expected after the last hole");
    }
  } else if (inputs.has("polygon")) {
    rings.push_back(corners(inputs.value("polygon"), places));
    if (inputs.has("holes")) {
      const Located holes = inputs.value("holes");
      for (std::size_t i = 0; i < holes.size(); ++i) rings.push_back(corners(holes.at(i), places));
    }
  }
  if (!rings.empty()) check_rings(rings, places);
  return rings;
}

}  // namespace vedette::validation
