// SPDX-License-Identifier: Apache-2.0
#include "viz/core/notes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace vedette::view {

bool write_file(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) return false;
  }
  return std::rename(beside.c_str(), path.c_str()) == 0;
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Notes::Notes(std::string path) : path_(std::move(path)) {
  if (path_.empty()) return;
  const auto text = read_file(path_);
  if (!text) return;
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object() || !json.contains("notes") || !json["notes"].is_array()) {
    problem_ = path_ + ": is no file of notes; it is left as it is";
    return;
  }
  for (const auto& n : json["notes"]) {
    if (!n.is_object() || !n.contains("t_us") || !n["t_us"].is_number_integer()) continue;
    Note note{{n["t_us"].get<std::int64_t>()}, {}, {}, {}, {}};
    const auto text_of = [&](const char* key) {
      return n.contains(key) && n[key].is_string() ? n[key].get<std::string>() : std::string();
    };
    note.text = text_of("text");
    note.entity = text_of("entity");
    if (n.contains("x_m") && n.contains("y_m") && n["x_m"].is_number() && n["y_m"].is_number()) {
      note.x_m = n["x_m"].get<double>();
      note.y_m = n["y_m"].get<double>();
    }
    notes_.push_back(std::move(note));
  }
  std::stable_sort(notes_.begin(), notes_.end(),
                   [](const Note& a, const Note& b) { return a.at < b.at; });
}

void Notes::save() {
  if (path_.empty() || !problem_.empty()) return;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Note& n : notes_) {
    nlohmann::ordered_json one{{"t_us", n.at.us}, {"text", n.text}};
    if (!n.entity.empty()) one["entity"] = n.entity;
    if (n.x_m && n.y_m) one["x_m"] = *n.x_m, one["y_m"] = *n.y_m;
    list.push_back(std::move(one));
  }
  const nlohmann::ordered_json json{{"vedette_notes", 1}, {"notes", list}};
  using Handler = nlohmann::ordered_json::error_handler_t;
  if (!write_file(path_, json.dump(1, ' ', false, Handler::replace) + "\n"))
    problem_ = path_ + ": cannot be written";
}

std::size_t Notes::add(Note note) {
  const auto place = std::upper_bound(notes_.begin(), notes_.end(), note.at,
                                      [](Time t, const Note& n) { return t < n.at; });
  const auto index = static_cast<std::size_t>(place - notes_.begin());
  notes_.insert(place, std::move(note));
  save();
  return index;
}

void Notes::change(std::size_t index, std::string text) {
  if (index >= notes_.size()) return;
  notes_[index].text = std::move(text);
  save();
}

void Notes::remove(std::size_t index) {
  if (index >= notes_.size()) return;
  notes_.erase(notes_.begin() + static_cast<std::ptrdiff_t>(index));
  save();
}

}  // namespace vedette::view
