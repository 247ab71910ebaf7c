// SPDX-License-Identifier: Apache-2.0
#include "study/validation/judge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vedette::validation {

double default_tolerance(double expected) {
  const std::string text = number_text(expected);
  const std::size_t power = text.find_first_of("eE");
  const std::size_t point = text.find('.');
  int exponent = 0;
  if (power != std::string::npos)
    std::from_chars(text.data() + power + (text[power + 1] == '+' ? 2 : 1),
                    text.data() + text.size(), exponent);
  int places = -exponent;
  if (point != std::string::npos)
    places += static_cast<int>(std::min(power, text.size()) - point) - 1;
  if (places <= 0) return 1e-6 * std::max(1.0, std::abs(expected));
  double half = 0.5;
  for (int i = 0; i < places; ++i) half /= 10;
  return half;
}

namespace {

// A number, or {relative: share of the expected value}.
double deviation(const Located& at, double expected) {
  if (at.value().is_number()) return at.value().get<double>();
  return at.find("relative")->value().get<double>() * std::abs(expected);
}

// The case's word on the tolerance of one value, if it has one: for all figures, or by figure.
std::optional<double> given_tolerance(const std::optional<Located>& at, const std::string& figure,
                                      double expected) {
  if (!at) return std::nullopt;
  if (at->value().is_number() || (at->size() == 1 && at->key(0) == "relative"))
    return deviation(*at, expected);
  const auto own = at->find(figure);
  return own ? std::optional(deviation(*own, expected)) : std::nullopt;
}

// Room for the rounding of a sum, so that a tolerance of 0.0005 admits exactly that.
bool close(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * (1 + 1e-9) + 1e-12 * std::max(1.0, std::abs(b));
}

std::string plain(const std::vector<std::string>& names) {
  return names.empty() ? "-" : fmt::format("{}", fmt::join(names, " "));
}

Row judge_names(const std::string& figure, const Located& expected, std::vector<std::string> ours) {
  std::vector<std::string> wanted;
  if (expected.value().is_array()) {
    for (std::size_t i = 0; i < expected.size(); ++i)
      wanted.push_back(name_of(expected.at(i).value()));
  } else {
    wanted.push_back(name_of(expected.value()));
  }
  Row row;
  row.figure = figure;
  row.expected_text = plain(wanted);
  row.ours_text = plain(ours);
  std::sort(wanted.begin(), wanted.end());
  std::sort(ours.begin(), ours.end());
  row.passed = wanted == ours;
  return row;
}

// Which entry of the figure each expected number is about.
struct Pair {
  std::size_t index;
  double expected;
  std::string label;
};

std::vector<Pair> pairs(const std::string& name, const Located& expected, const Figure& figure,
                        Diagnostics& diagnostics) {
  std::vector<Pair> out;
  const Json& value = expected.value();
  const auto label = [&](std::size_t i) {
    return name + "[" + (figure.names.empty() ? std::to_string(i + 1) : figure.names[i]) + "]";
  };
  if (value.is_object()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const std::string key = canonical_name(expected.key(i));
      const auto found = std::find(figure.names.begin(), figure.names.end(), key);
      if (found != figure.names.end()) {
        const auto at = static_cast<std::size_t>(found - figure.names.begin());
        out.push_back({at, expected.at(i).value().get<double>(), label(at)});
        continue;
      }
      const std::string near = nearest(key, figure.names);
      diagnostics.error(expected.at(i).key_place(),
                        figure.names.empty()
                            ? fmt::format("'{}' has no names: give a number or a list", name)
                            : fmt::format("'{}' has no entry '{}'", name, key),
                        near.empty() ? "" : "Did you mean '" + near + "'?");
    }
    return out;
  }
  const std::size_t count = value.is_array() ? value.size() : 1;
  if (count != figure.values.size()) {
    diagnostics.error(expected.place(), fmt::format("'{}' has {} value(s), the case expects {}",
                                                    name, figure.values.size(), count));
    return out;
  }
  for (std::size_t i = 0; i < count; ++i)
    out.push_back({i, value.is_array() ? value[i].get<double>() : value.get<double>(),
                   value.is_array() ? label(i) : name});
  return out;
}

}  // namespace

std::vector<Row> judge_formula(const Case& of, const Figures& figures, Diagnostics& diagnostics) {
  std::vector<Row> rows;
  const Located expect = *of.at.find("expect");
  for (std::size_t i = 0; i < expect.size(); ++i) {
    const std::string& name = expect.key(i);
    const auto found = figures.find(name);
    if (found == figures.end()) {
      diagnostics.error(
          expect.at(i).key_place(),
          fmt::format("model '{}' gives no '{}' from these inputs", of.model->name, name));
      continue;
    }
    const Figure& figure = found->second;
    if (figure.texts) {
      rows.push_back(judge_names(name, expect.at(i), *figure.texts));
      continue;
    }
    for (const Pair& pair : pairs(name, expect.at(i), figure, diagnostics)) {
      Row row;
      row.figure = pair.label;
      row.expected = pair.expected;
      row.ours = figure.values[pair.index];
      row.tolerance = given_tolerance(of.at.find("tolerance"), name, pair.expected)
                          .value_or(default_tolerance(pair.expected));
      row.passed = close(row.ours, row.expected, row.tolerance);
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::vector<Row> judge_simulation(const Case& of, const Figures& figures,
                                  const SimulatedFigures& simulated,
                                  const std::vector<Row>& formula) {
  std::vector<Row> rows;
  const Located expect = *of.at.find("expect");
  const auto limit = of.at.find("simulate")->find("half_width");
  Diagnostics told;  // judge_formula has told everything
  for (std::size_t i = 0; i < expect.size(); ++i) {
    const std::string& name = expect.key(i);
    const auto found = simulated.find(name);
    if (found == simulated.end()) continue;
    const Figure& figure = figures.find(name)->second;
    for (const Pair& pair : pairs(name, expect.at(i), figure, told)) {
      const Interval& interval = found->second[pair.index];
      const auto own = std::find_if(formula.begin(), formula.end(),
                                    [&](const Row& row) { return row.figure == pair.label; });
      const double exact = own != formula.end() && own->passed ? own->ours : pair.expected;
      Row row;
      row.figure = pair.label;
      row.simulated = true;
      row.expected = pair.expected;
      row.ours = interval.value;
      row.low = interval.low;
      row.high = interval.high;
      row.tolerance = given_tolerance(limit, name, pair.expected)
                          .value_or(figure.probability ? 0.005 : 0.01 * std::abs(pair.expected));
      // Room for the rounding of sums where nothing varies.
      const double rounding = 1e-12 * std::max(1.0, std::abs(exact));
      row.passed = interval.low - rounding <= exact && exact <= interval.high + rounding &&
                   interval.half_width() <= row.tolerance;
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace vedette::validation
