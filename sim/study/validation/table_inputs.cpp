// SPDX-License-Identifier: Apache-2.0
#include "study/validation/table_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "study/validation/table_file.hpp"

namespace vedette::validation {

namespace {

constexpr double kNoWay = std::numeric_limits<double>::infinity();

std::vector<std::string> labels(const Inputs& inputs, std::string_view key, std::size_t count) {
  std::vector<std::string> names;
  if (!inputs.has(key)) {
    for (std::size_t i = 1; i <= count; ++i) names.push_back(std::to_string(i));
    return names;
  }
  const Located at = inputs.value(key);
  if (!at.value().is_array() || at.size() != count)
    throw InputError{
        {at.place(), Severity::kError,
         fmt::format("'{}' must name the {} rows or columns of the matrix", key, count), ""}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = name_of(at.at(i).value());
    if (std::find(names.begin(), names.end(), name) != names.end())
      throw InputError{
          {at.at(i).place(), Severity::kError, fmt::format("'{}' is named twice", name), ""}};
    names.push_back(name);
  }
  return names;
}

NamedTable from_matrix(const Located& at, const Inputs& inputs, std::string_view row_key,
                       std::string_view column_key) {
  NamedTable table;
  const std::size_t rows = at.size(), columns = at.at(0).size();
  for (std::size_t r = 0; r < rows; ++r) {
    const Located row = at.at(r);
    if (row.size() != columns)
      throw InputError{
          {row.place(), Severity::kError,
           fmt::format("this row has {} entries, the first one {}", row.size(), columns), ""}};
    for (std::size_t c = 0; c < columns; ++c) {
      const Json& value = row.at(c).value();
      table.values.push_back(value.is_null() ? kNoWay : value.get<double>());
    }
  }
  table.rows = labels(inputs, row_key, rows);
  table.columns = labels(inputs, column_key, columns);
  return table;
}

NamedTable from_file(const Inputs& given, std::string_view value_key, const DataFolder& data) {
  const TableFile file(given, data);
  const auto source = file.column("source"), target = file.column("target"),
             value = file.column(value_key), weight = file.column("weight");
  NamedTable table;
  std::map<std::string, std::size_t> row_of, column_of;
  struct Cell {
    std::size_t row, column;
    double value;
    Place place;
  };
  std::vector<Cell> cells;
  for (std::size_t line = 0; line < file.table.rows(); ++line) {
    const auto [row, new_row] = row_of.emplace(file.name(line, *source), table.rows.size());
    if (new_row) table.rows.push_back(row->first);
    const auto [column, new_column] =
        column_of.emplace(file.name(line, *target), table.columns.size());
    if (new_column) {
      table.columns.push_back(column->first);
      if (weight) table.weights.push_back(file.number(line, *weight));
    } else if (weight && file.number(line, *weight) != table.weights[column->second]) {
      throw InputError{{file.table.place(line, *weight), Severity::kError,
                        fmt::format("the weight of '{}' was another before", column->first), ""}};
    }
    cells.push_back(
        {row->second, column->second, file.number(line, *value), file.table.place(line, *value)});
  }
  table.values.assign(table.rows.size() * table.columns.size(), kNoWay);
  for (const Cell& cell : cells) {
    double& at = table.values[cell.row * table.columns.size() + cell.column];
    if (at != kNoWay)
      throw InputError{{cell.place, Severity::kError,
                        fmt::format("'{}' to '{}' stands twice", table.rows[cell.row],
                                    table.columns[cell.column]),
                        ""}};
    at = cell.value;
  }
  return table;
}

// The rows or columns of those numbers, in their order.
NamedTable only(const NamedTable& all, const std::vector<std::uint32_t>& chosen, bool rows) {
  NamedTable less;
  less.rows = rows ? std::vector<std::string>() : all.rows;
  less.columns = rows ? all.columns : std::vector<std::string>();
  less.weights = rows ? all.weights : std::vector<double>();
  for (const std::uint32_t i : chosen) {
    (rows ? less.rows : less.columns).push_back((rows ? all.rows : all.columns)[i]);
    if (!rows && !all.weights.empty()) less.weights.push_back(all.weights[i]);
  }
  for (std::size_t r = 0; r < less.rows.size(); ++r)
    for (std::size_t c = 0; c < less.columns.size(); ++c)
      less.values.push_back(
          all.values[(rows ? chosen[r] : r) * all.columns.size() + (rows ? c : chosen[c])]);
  return less;
}

}  // namespace

NamedTable read_table(const Inputs& inputs, std::string_view key, std::string_view value_key,
                      std::string_view row_key, std::string_view column_key,
                      const DataFolder& data) {
  const Located at = inputs.value(key);
  if (at.value().is_array()) return from_matrix(at, inputs, row_key, column_key);
  NamedTable table = from_file(Inputs(at), value_key, data);
  if (inputs.has(row_key))
    table = only(table, indices_of(table.rows, inputs, row_key, "row"), true);
  if (inputs.has(column_key))
    table = only(table, indices_of(table.columns, inputs, column_key, "column"), false);
  return table;
}

void refuse_beside(const Inputs& inputs, bool bad, std::initializer_list<std::string_view> keys,
                   std::string_view why) {
  for (const std::string_view key : keys)
    if (bad && inputs.has(key))
      throw InputError{{inputs.value(key).key_place(), Severity::kError,
                        fmt::format("'{}' means something {}", key, why), ""}};
}

std::size_t index_of(const std::vector<std::string>& names, const std::string& name,
                     std::string_view what, const Place& place) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const std::string near = nearest(name, names);
  throw InputError{{place, Severity::kError, fmt::format("there is no {} '{}'", what, name),
                    near.empty() ? "" : "Did you mean '" + near + "'?"}};
}

std::vector<std::uint32_t> indices_of(const std::vector<std::string>& names, const Inputs& inputs,
                                      std::string_view key, std::string_view what) {
  std::vector<std::uint32_t> indices;
  const Located at = inputs.value(key);
  if (!at.value().is_array())
    throw InputError{{at.place(), Severity::kError,
                      fmt::format("'{}' must be a list of names beside a table", key), ""}};
  for (std::size_t i = 0; i < at.size(); ++i)
    indices.push_back(static_cast<std::uint32_t>(
        index_of(names, name_of(at.at(i).value()), what, at.at(i).place())));
  return indices;
}

}  // namespace vedette::validation
