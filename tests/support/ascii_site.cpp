// SPDX-License-Identifier: Apache-2.0
#include "support/ascii_site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace vedette::testing {

namespace {

struct Square {
  int row = 0, column = 0;
};

class Drawing {
 public:
  Drawing(std::string_view text, double cell_m) : cell_m_(cell_m) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
      if (c == '\n')
        lines.emplace_back();
      else
        lines.back() += c;
    }
    const auto blank = [](const std::string& line) {
      return line.find_first_not_of(' ') == std::string::npos;
    };
    while (!lines.empty() && blank(lines.back())) lines.pop_back();
    while (!lines.empty() && blank(lines.front())) lines.erase(lines.begin());
    if (lines.empty()) throw std::invalid_argument("the map is empty");
    std::size_t indent = std::string::npos;
    for (const std::string& line : lines)
      if (!blank(line)) indent = std::min(indent, line.find_first_not_of(' '));
    for (const std::string& line : lines)
      rows_.push_back(line.substr(std::min(indent, line.size())));
    check();
  }

  int height() const { return static_cast<int>(rows_.size()); }
  int width(int row) const { return static_cast<int>(rows_[static_cast<std::size_t>(row)].size()); }
  char at(int row, int column) const {
    if (row < 0 || row >= height() || column < 0 || column >= width(row)) return ' ';
    return rows_[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
  }
  bool walked_on(int row, int column) const {
    const char c = at(row, column);
    return c != '#' && c != 'x' && c != ' ';
  }
  /// Of the point `right` squares east and `down` squares south of the map's north-west corner.
  std::pair<double, double> metres(double right, double down) const {
    return {right * cell_m_, (height() - down) * cell_m_};
  }
  std::pair<double, double> middle(Square s) const { return metres(s.column + 0.5, s.row + 0.5); }
  template <class Visit>
  void each(const Visit& visit) const {
    for (int row = 0; row < height(); ++row)
      for (int column = 0; column < width(row); ++column)
        visit(Square{row, column}, at(row, column));
  }

 private:
  void check() const {
    each([](Square s, char c) {
      if (std::string_view("#x. D^>v<GCAI+0123456789").find(c) == std::string_view::npos)
        throw std::invalid_argument(fmt::format("row {}, column {}: '{}' means nothing on a map",
                                                s.row + 1, s.column + 1, c));
    });
  }
  double cell_m_;
  std::vector<std::string> rows_;
};

std::string place(std::pair<double, double> p) {
  return fmt::format("[{}, {}]", p.first, p.second);
}

class Writer {
 public:
  Writer(std::string_view map, const AsciiOrder& order) : order_(order), map_(map, order.cell_m) {
    name_things();
    find_reached();
  }

  AsciiSite site() {
    std::string& out = out_.yaml;
    out = fmt::format("site:\n  guard_type: {}\n", order_.guard_type);
    lines("walls", '#');
    lines("fences", 'x');
    list("doors", 'D', [&](const std::string& id, Square s) {
      return fmt::format("{}: {{at: {}, delay_s: {}}}", id, place(map_.middle(s)),
                         order_.door_delay_s);
    });
    walk();
    zones();
    cameras();
    list("checkpoints", 'C',
         [](const std::string& id, Square) { return fmt::format("{0}: {{point: {0}}}", id); });
    list("guards", 'G',
         [](const std::string& id, Square) { return fmt::format("{0}: {{post: {0}}}", id); });
    out += order_.extra;
    if (out.back() != '\n') out += '\n';
    return std::move(out_);
  }

 private:
  using Key = std::pair<int, int>;
  static Key key(Square s) { return {s.row, s.column}; }

  void name_things() {
    std::map<char, int> count;
    map_.each([&](Square s, char c) {
      if (c >= '0' && c <= '9') zone_[c].push_back(s);
      const bool camera = std::string_view("^>v<").find(c) != std::string_view::npos;
      const char letter = camera ? 'K' : c == '+' ? 'P' : c;
      if (!camera && std::string_view("DGCAI+").find(c) == std::string_view::npos) return;
      const std::string name = fmt::format("{}{}", letter, ++count[letter]);
      name_[key(s)] = name;
      out_.places[name] = map_.middle(s);
    });
  }

  // Squares that are walked to from the first post, by growing.
  void find_reached() {
    Square first{-1, -1};
    map_.each([&](Square s, char c) {
      if (map_.walked_on(s.row, s.column) &&
          (first.row < 0 || (c == 'G' && map_.at(first.row, first.column) != 'G')))
        first = s;
    });
    if (first.row < 0) throw std::invalid_argument("nowhere on the map can one walk");
    std::vector<Square> open{first};
    reached_[key(first)] = true;
    while (!open.empty()) {
      const Square s = open.back();
      open.pop_back();
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
          const Square t{s.row + dy, s.column + dx};
          if (!step(s, t) || reached_[key(t)]) continue;
          reached_[key(t)] = true;
          open.push_back(t);
        }
    }
    map_.each([&](Square s, char c) {
      if (std::string_view("GC").find(c) != std::string_view::npos && !reached(s))
        throw std::invalid_argument(
            fmt::format("row {}, column {}: '{}' cannot be walked to", s.row + 1, s.column + 1, c));
    });
  }
  bool reached(Square s) const {
    const auto it = reached_.find(key(s));
    return it != reached_.end() && it->second;
  }
  // Whether one walks from s to its neighbour t. Doors are passed straight, corners not cut.
  bool step(Square s, Square t) const {
    if (!map_.walked_on(s.row, s.column) || !map_.walked_on(t.row, t.column)) return false;
    if (s.row == t.row && s.column == t.column) return false;
    const bool diagonal = s.row != t.row && s.column != t.column;
    if (!diagonal) return true;
    if (map_.at(s.row, s.column) == 'D' || map_.at(t.row, t.column) == 'D') return false;
    return map_.walked_on(s.row, t.column) && map_.walked_on(t.row, s.column) &&
           map_.at(s.row, t.column) != 'D' && map_.at(t.row, s.column) != 'D';
  }

  // Runs of one character, through squares' middles and to the edge of a neighbouring door.
  void lines(const char* collection, char kind) {
    std::string list;
    int n = 0;
    const auto add = [&](std::pair<double, double> a, std::pair<double, double> b) {
      list += fmt::format("    {}{}: {{points: [{}, {}]}}\n", kind == '#' ? 'W' : 'F', ++n,
                          place(a), place(b));
    };
    const auto solid = [&](int row, int column) { return map_.at(row, column) == kind; };
    const auto joins = [&](int row, int column) {
      const char c = map_.at(row, column);
      return c == 'D' || c == '#' || c == 'x';
    };
    map_.each([&](Square s, char c) {
      if (c != kind) return;
      if (!solid(s.row, s.column - 1)) {
        int end = s.column;
        while (solid(s.row, end + 1)) ++end;
        const double from = s.column + (joins(s.row, s.column - 1) ? 0 : 0.5);
        const double to = end + (joins(s.row, end + 1) ? 1 : 0.5);
        if (to > from) add(map_.metres(from, s.row + 0.5), map_.metres(to, s.row + 0.5));
      }
      if (!solid(s.row - 1, s.column)) {
        int end = s.row;
        while (solid(end + 1, s.column)) ++end;
        const double from = s.row + (joins(s.row - 1, s.column) ? 0 : 0.5);
        const double to = end + (joins(end + 1, s.column) ? 1 : 0.5);
        if (to > from) add(map_.metres(s.column + 0.5, from), map_.metres(s.column + 0.5, to));
      }
      const bool alone = !joins(s.row, s.column - 1) && !joins(s.row, s.column + 1) &&
                         !joins(s.row - 1, s.column) && !joins(s.row + 1, s.column);
      if (alone) {  // a pillar: its two diagonals
        add(map_.metres(s.column, s.row), map_.metres(s.column + 1, s.row + 1));
        add(map_.metres(s.column + 1, s.row), map_.metres(s.column, s.row + 1));
      }
    });
    if (!list.empty()) out_.yaml += fmt::format("  {}:\n{}", collection, list);
  }

  std::string point(Square s) const {
    const auto it = name_.find(key(s));
    return it != name_.end() ? it->second : fmt::format("p{}-{}", s.column + 1, s.row + 1);
  }

  void walk() {
    std::string points, paths;
    map_.each([&](Square s, char c) {
      if (!reached(s)) return;
      points += fmt::format("      {}: {}\n", point(s), place(map_.middle(s)));
      // Each pair once: to the west, and to the three squares above.
      for (const auto& [dy, dx] : {Key{0, -1}, Key{-1, -1}, Key{-1, 0}, Key{-1, 1}}) {
        const Square t{s.row + dy, s.column + dx};
        if (!step(s, t)) continue;
        // Who passes a door enters it from one side and pays once: north or west of it.
        const std::string door = c == 'D' ? fmt::format(", door: {}", point(s)) : "";
        paths += fmt::format("      - {{between: [{}, {}]{}}}\n", point(s), point(t), door);
      }
    });
    out_.yaml += fmt::format("  walk:\n    points:\n{}    paths:{}\n{}", points,
                             paths.empty() ? " []" : "", paths);
  }

  void zones() {
    std::string list;
    for (const auto& [digit, squares] : zone_) {
      const Square a = squares.front(), b = squares.back();
      const bool row = a.row == b.row, column = a.column == b.column;
      const int length = row ? b.column - a.column + 1 : b.row - a.row + 1;
      if ((!row && !column) || length != static_cast<int>(squares.size()))
        throw std::invalid_argument(
            fmt::format("row {}, column {}: zone {} is not one straight stretch", a.row + 1,
                        a.column + 1, digit));
      const auto from =
          row ? map_.metres(a.column, a.row + 0.5) : map_.metres(a.column + 0.5, a.row);
      const auto to =
          row ? map_.metres(b.column + 1, b.row + 0.5) : map_.metres(b.column + 0.5, b.row + 1);
      const std::pair<double, double> spot{(from.first + to.first) / 2,
                                           (from.second + to.second) / 2};
      out_.places[fmt::format("Z{}", digit)] = spot;
      list += fmt::format("    Z{}: {{from: {}, to: {}, sensors: [{}], point: {}}}\n", digit,
                          place(from), place(to), order_.sensors, nearest(spot));
    }
    if (!list.empty()) out_.yaml += "  zones:\n" + list;
  }
  std::string nearest(std::pair<double, double> spot) const {
    std::string best;
    double least = 1e300;
    map_.each([&](Square s, char) {
      if (!reached(s)) return;
      const auto [x, y] = map_.middle(s);
      const double d2 = (x - spot.first) * (x - spot.first) + (y - spot.second) * (y - spot.second);
      if (d2 >= least) return;
      least = d2;
      best = point(s);
    });
    return best;
  }

  void cameras() {
    std::string text;
    map_.each([&](Square s, char c) {
      const auto way = std::string_view("^>v<").find(c);
      if (way == std::string_view::npos) return;
      text += fmt::format("    {}: {{type: {}, at: {}, azimuth_deg: {}}}\n", name_.at(key(s)),
                          order_.camera_type, place(map_.middle(s)), 90 * way);
    });
    if (!text.empty()) out_.yaml += "  cameras:\n" + text;
  }

  template <class Line>
  void list(const char* collection, char kind, const Line& line) {
    std::string text;
    map_.each([&](Square s, char c) {
      if (c == kind) text += "    " + line(name_.at(key(s)), s) + "\n";
    });
    if (!text.empty()) out_.yaml += fmt::format("  {}:\n{}", collection, text);
  }

  const AsciiOrder& order_;
  Drawing map_;
  std::map<char, std::vector<Square>> zone_;
  std::map<Key, std::string> name_;
  std::map<Key, bool> reached_;
  AsciiSite out_;
};

}  // namespace

std::string AsciiSite::at(std::string_view name) const {
  const auto it = places.find(std::string(name));
  if (it == places.end()) throw std::invalid_argument(fmt::format("no '{}' on the map", name));
  return place(it->second);
}

AsciiSite ascii_site(std::string_view map, const AsciiOrder& order) {
  return Writer(map, order).site();
}

std::string ascii_models() {
  return R"(models:
  cameras: {cam: {hfov_deg: 60, range_m: 60, sources: {"*": "assumption: test"}}}
  sensors:
    beam: {technology: beam, detection_probability: 1, nuisance_per_day: 0, report_s: 0.5,
           sources: {"*": "assumption: test"}}
    thermal: {technology: thermal, detection_probability: 1, nuisance_per_day: 0, report_s: 2,
              sources: {"*": "assumption: test"}}
  guards: {guard: {walk_speed_mps: 1.5, run_factor: 2, reaction_s: 10, search_s: 100,
                   sources: {"*": "assumption: test"}}}
  duty_rooms:
    room:
      {acknowledge_s: 5, assess_with_camera_s: 15, assess_without_camera_s: 60,
       wrong_dismissal_probability: 0, wrong_confirmation_probability: 0, camera_patience_s: 4,
       message_bytes: 1250, picture_bytes: 1250000, retry_s: 5, merge_window_s: 30,
       call_police_s: 20, sources: {"*": "assumption: test"}}
)";
}

std::string ascii_scenario(const AsciiSite& site, double hours, std::string_view more) {
  return fmt::format(
      "vedette: 1\nname: {{en: \"Drawn site\", zh: \"手绘场所\"}}\n"
      "start: \"2026-03-02T00:00:00+08:00\"\nduration_h: {}\nseed: 1\n{}{}{}",
      hours, ascii_models(), site.yaml, more);
}

}  // namespace vedette::testing
