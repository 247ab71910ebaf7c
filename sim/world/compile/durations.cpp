// SPDX-License-Identifier: Apache-2.0
// Distributions of seconds: from numbers, parameters, or measured samples.
#include <fmt/format.h>

#include <stdexcept>

#include "world/compile/context.hpp"
#include "world/parametric.hpp"

namespace vedette {

namespace {

// As in the schema: a year.
constexpr double kLongestS = 31536000;

// Draws follow a column of a CSV file.
Distribution sample(CompileContext& c, const Located& body) {
  const CsvTable* table = c.csv(*body.find("file"));
  if (!table) return {};
  const Located name = *body.find("column");
  const std::string column_name = name.value().get<std::string>();
  const auto column = table->find(column_name);
  if (!column) {
    const std::string near = nearest(column_name, table->columns());
    c.error(name.place(), fmt::format("there is no column '{}' in {}", column_name, table->file()),
            near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    return {};
  }
  std::vector<double> values;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto value = table->number(row, *column, c.diagnostics());
    if (value && !(*value >= 0 && *value <= kLongestS))
      c.error(table->place(row, *column),
              fmt::format("{} s is not in [0, {}]", number_text(*value), number_text(kLongestS)));
    if (value) values.push_back(*value);
  }
  if (table->rows() == 0) c.error(table->header_place(), "there is no row to draw from");
  return values.empty() ? Distribution() : Distribution::empirical(std::move(values));
}

Distribution make(CompileContext& c, const Located& at) {
  try {
    if (auto distribution = parametric_distribution(at)) return *distribution;
    return sample(c, at.at(0));
  } catch (const std::invalid_argument& e) {
    c.error(at.at(0).place(), fmt::format("{}: {}", at.key(0), e.what()));
    return {};
  }
}

void visit(CompileContext& c, const Located& at, const SchemaSet& schemas) {
  for (const SchemaNode* node : schemas) {
    if (node->name != "duration") continue;
    (void)c.duration(at);
    return;
  }
  for (std::size_t i = 0; i < at.size(); ++i)
    visit(c, at.at(i),
          at.value().is_object() ? schemas_of_key(schemas, at.key(i)) : schemas_of_items(schemas));
}

}  // namespace

Distribution CompileContext::duration(const std::optional<Located>& at) {
  if (!at) return Distribution::constant(0);
  const auto known = durations_.find(&at->value());
  if (known != durations_.end()) return known->second;
  return durations_.emplace(&at->value(), make(*this, *at)).first->second;
}

void compile_durations(CompileContext& c, const Schema& schema) {
  visit(c, c.root(), alternatives(schema.root()));
}

}  // namespace vedette
