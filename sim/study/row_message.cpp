// SPDX-License-Identifier: Apache-2.0
#include "study/row_message.hpp"

#include "study/message.hpp"

namespace vedette {

std::string row_to_bytes(const StudyRow& row) {
  std::string out;
  put(out, row.task.design);
  put(out, row.task.rep);
  put(out, static_cast<std::uint32_t>(row.failure.size()));
  out += row.failure;
  put(out, static_cast<std::uint32_t>(row.places.size()));
  out += row.places;
  RepFigures figures;
  figures.replication = row.task.rep;
  figures.figures = row.figures;
  return out + figures.to_bytes();
}

StudyRow row_from_bytes(std::string_view bytes) {
  StudyRow row;
  row.task.design = take<std::uint32_t>(bytes);
  row.task.rep = take<std::uint64_t>(bytes);
  for (std::string* text : {&row.failure, &row.places}) {
    const std::size_t size = std::min<std::size_t>(take<std::uint32_t>(bytes), bytes.size());
    *text = bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  row.figures = RepFigures::from_bytes(bytes).figures;
  return row;
}

}  // namespace vedette
