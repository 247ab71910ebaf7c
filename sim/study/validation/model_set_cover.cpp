// SPDX-License-Identifier: Apache-2.0
// Model set_cover: fewest sets, cameras, posts that cover everything.
#include <fmt/format.h>

#include <charconv>
#include <map>

#include "cover/set_cover.hpp"
#include "study/validation/model.hpp"
#include "study/validation/table_inputs.hpp"
#include "world/document/text_file.hpp"

namespace vedette::validation {

namespace {

struct Instance {
  SetCover cover{0};
  std::vector<std::string> names;   // of the columns
  std::vector<std::string> things;  // of the rows; empty: numbered
};

// The whole numbers of a file, one after the other, with their lines.
class Numbers {
 public:
  explicit Numbers(const std::string& path)
      : path_(path), text_(read_text_file(path, {path, 0, 0})) {}
  std::size_t next(std::string_view what, std::size_t most) {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
      line_ += text_[at_++] == '\n' ? 1 : 0;
    std::size_t value = 0;
    const char* const end = text_.data() + text_.size();
    const auto [rest, error] = std::from_chars(text_.data() + at_, end, value);
    if (error != std::errc() || value > most)
      refuse(fmt::format("here stands no {} (a whole number up to {})", what, most));
    at_ = static_cast<std::size_t>(rest - text_.data());
    return value;
  }
  [[noreturn]] void refuse(std::string message) const {
    const std::size_t start = at_ == 0 ? 0 : text_.rfind('\n', at_ - 1) + 1;
    throw InputError{{{path_, line_, static_cast<int>(at_ - start) + 1},
                      Severity::kError,
                      std::move(message),
                      ""}};
  }

 private:
  std::string path_, text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

constexpr std::size_t kMost = 10'000'000;

// `samples`: rows, columns; then for each row its id, how many columns, and these (from 0).
// `or_library`: rows, columns, the columns' costs (all 1); then how many columns, these (from 1).
Instance from_file(const std::string& path, bool or_library) {
  Numbers in(path);
  const std::size_t rows = in.next("number of rows", kMost),
                    columns = in.next("number of columns", kMost);
  Instance instance;
  instance.cover = SetCover(columns);
  const std::size_t first = or_library ? 1 : 0;
  for (std::size_t c = 0; c < columns; ++c) {
    instance.names.push_back(std::to_string(c + first));
    if (or_library && in.next("cost", kMost) != 1) in.refuse("costs must all be 1");
  }
  std::vector<std::uint32_t> row;
  for (std::size_t r = 0; r < rows; ++r) {
    if (!or_library) in.next("id of a row", kMost);
    row.resize(in.next("number of columns in a row", columns));
    for (std::uint32_t& c : row) {
      const std::size_t given = in.next("column", columns - 1 + first);
      if (given < first) in.refuse("columns count from 1 here");
      c = static_cast<std::uint32_t>(given - first);
    }
    instance.cover.add_row(row);
  }
  return instance;
}

// The names in a list of names.
std::vector<std::string> names_in(const Located& list) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < list.size(); ++i) names.push_back(name_of(list.at(i).value()));
  return names;
}

// What each set covers: a map by name, or a list (numbered from 1).
Instance from_sets(const Inputs& inputs) {
  const Located sets = inputs.value("sets");
  Instance instance;
  std::map<std::string, std::size_t> row_of;
  std::vector<std::vector<std::uint32_t>> rows;
  const bool told = inputs.has("elements");
  if (told)
    for (const std::string& name : names_in(inputs.value("elements")))
      if (row_of.emplace(name, rows.size()).second) rows.emplace_back();
  for (std::uint32_t s = 0; s < sets.size(); ++s) {
    instance.names.push_back(sets.value().is_object() ? canonical_name(sets.key(s))
                                                      : std::to_string(s + 1));
    const Located elements = sets.at(s);
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const std::string name = name_of(elements.at(i).value());
      const auto [row, added] = row_of.emplace(name, rows.size());
      if (added && told)
        throw InputError{{elements.at(i).place(), Severity::kError,
                          "'" + name + "' is not among the elements", ""}};
      if (added) rows.emplace_back();
      rows[row->second].push_back(s);
    }
  }
  instance.cover = SetCover(sets.size());
  instance.things.resize(rows.size());
  for (const auto& [name, row] : row_of) instance.things[row] = name;
  for (const auto& row : rows) instance.cover.add_row(row);
  return instance;
}

// Who covers each row.
Instance from_rows(const Inputs& inputs) {
  const Located rows = inputs.value("rows");
  Instance instance;
  std::map<std::string, std::uint32_t> column_of;
  std::vector<std::vector<std::uint32_t>> given(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (const std::string& name : names_in(rows.at(r))) {
      const auto [column, added] =
          column_of.emplace(name, static_cast<std::uint32_t>(instance.names.size()));
      if (added) instance.names.push_back(name);
      given[r].push_back(column->second);
    }
  instance.cover = SetCover(instance.names.size());
  for (const auto& row : given) instance.cover.add_row(row);
  return instance;
}

Instance read_instance(const Inputs& inputs, const DataFolder& data) {
  refuse_beside(inputs, inputs.has("file"), {"sets", "rows", "elements"}, "only without 'file'");
  refuse_beside(inputs, inputs.has("rows"), {"sets", "elements"}, "only without 'rows'");
  refuse_beside(inputs, !inputs.has("file"), {"format"}, "only with 'file'");
  if (inputs.has("file"))
    return from_file(data.path(inputs.text("file", "")),
                     inputs.text("format", "samples") == "or_library");
  if (inputs.has("rows")) return from_rows(inputs);
  return from_sets(inputs);
}

}  // namespace

Figures set_cover_figures(const Inputs& inputs, const DataFolder& data) {
  const Instance instance = read_instance(inputs, data);
  for (std::size_t r = 0; r < instance.cover.rows(); ++r)
    if (instance.cover.row(r).empty())
      throw InputError{{inputs.located().key_place(), Severity::kError,
                        instance.things.empty()
                            ? fmt::format("nothing covers row {}", r + 1)
                            : fmt::format("nothing covers '{}'", instance.things[r]),
                        ""}};
  SetCoverOptions options;
  const auto whole = [&](const char* key, std::uint64_t otherwise) {
    return inputs.has(key) ? inputs.value(key).value().get<std::uint64_t>() : otherwise;
  };
  options.steps = whole("steps", options.steps);
  options.seed = whole("seed", options.seed);
  options.bound = inputs.flag("bound", true);
  options.node_limit = static_cast<int>(whole("node_limit", 1000));
  const SetCoverAnswer answer = fewest_columns(instance.cover, options);

  std::vector<std::string> chosen;
  for (const std::uint32_t c : answer.chosen) chosen.push_back(instance.names[c]);
  const auto count = static_cast<double>(answer.chosen.size());
  Figures figures{{"rows", number(static_cast<double>(instance.cover.rows()))},
                  {"columns", number(static_cast<double>(instance.cover.columns()))},
                  {"greedy", number(static_cast<double>(answer.greedy))},
                  {"chosen", number(count)},
                  {"lower_bound", number(static_cast<double>(answer.lower_bound))},
                  {"gap", number(answer.gap())},
                  {"proven", number(answer.proven ? 1 : 0)},
                  {"cover", texts(std::move(chosen))}};
  if (answer.proven) figures["optimum"] = number(count);
  if (inputs.flag("count_ways", false) && answer.proven) {
    const auto ways = count_covers(instance.cover, answer.chosen.size());
    if (!ways)
      throw InputError{
          {inputs.value("count_ways").place(), Severity::kError, "too many ways to count", ""}};
    figures["ways"] = number(static_cast<double>(*ways));
  }
  return figures;
}

}  // namespace vedette::validation
