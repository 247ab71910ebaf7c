// SPDX-License-Identifier: Apache-2.0
#include "study/row_message.hpp"

#include <algorithm>

#include "study/message.hpp"

namespace vedette {

namespace {

void put_text(std::string& out, const std::string& text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

std::string take_text(std::string_view& bytes) {
  const std::size_t size = std::min<std::size_t>(take<std::uint32_t>(bytes), bytes.size());
  std::string text(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return text;
}

}  // namespace

std::string row_to_bytes(const StudyRow& row) {
  std::string out;
  out.reserve(64 + row.failure.size() + row.places.size() + 64 * row.figures.size());
  put(out, row.task.design);
  put(out, row.task.rep);
  put_text(out, row.failure);
  put_text(out, row.places);
  for (const Figure& figure : row.figures) {
    put_text(out, figure.id);
    put(out, figure.value);
    put(out, figure.n);
  }
  return out;
}

StudyTask task_of_row(std::string_view bytes) {
  StudyTask task;
  task.design = take<std::uint32_t>(bytes);
  task.rep = take<std::uint64_t>(bytes);
  return task;
}

StudyRow row_from_bytes(std::string_view bytes) {
  StudyRow row;
  row.task.design = take<std::uint32_t>(bytes);
  row.task.rep = take<std::uint64_t>(bytes);
  row.failure = take_text(bytes);
  row.places = take_text(bytes);
  while (!bytes.empty()) {
    Figure& figure = row.figures.emplace_back();
    figure.id = take_text(bytes);
    figure.value = take<double>(bytes);
    figure.n = take<std::uint64_t>(bytes);
  }
  return row;
}

}  // namespace vedette
