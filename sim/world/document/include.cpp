// SPDX-License-Identifier: Apache-2.0
#include "world/document/include.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "world/document/features.hpp"
#include "world/document/json_reader.hpp"
#include "world/document/merge.hpp"
#include "world/document/text_file.hpp"
#include "world/document/yaml_reader.hpp"

namespace vedette {
namespace {

namespace fs = std::filesystem;

// A file may be included in many places, and those again: this bounds the tree of them.
constexpr std::size_t kMaxReads = 1000;

[[noreturn]] void fail(const Place& place, std::string message, std::string hint = {}) {
  throw InputError{{place, Severity::kError, std::move(message), std::move(hint)}};
}

std::string canonical_path(const std::string& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? fs::path(path).lexically_normal().string() : canonical.string();
}

void forget(Tree& tree, std::string_view key) {
  const auto& map = entries(tree.value);
  std::size_t i = 0;
  while (i < map.size() && (map.begin() + static_cast<std::ptrdiff_t>(i))->first != key) ++i;
  if (i == map.size()) return;
  tree.value.erase(std::string(key));
  tree.places.children.erase(tree.places.children.begin() + static_cast<std::ptrdiff_t>(i));
}

// What an overlay calls itself is its own, in all languages; what describes the scenario beneath
// does not describe one that is called differently. One that only translates, without an English
// text, adds to what there is.
void keep_own_words(Tree& base, const Json& overlay) {
  if (!overlay.is_object() || !base.value.contains("start")) return;
  const auto says = [&](const char* key) {
    const auto own = overlay.find(key);
    return own != overlay.end() && (own->is_string() || own->contains("en"));
  };
  for (const char* key : {"name", "description"})
    if (says(key)) forget(base, key);
  if (says("name")) forget(base, "description");
}

// Takes the entry `include` out of the tree and gives its file names with their places.
struct Included {
  std::string path;
  Place place;
};
std::vector<Included> take_includes(Tree& tree, const std::vector<std::string>& names) {
  std::vector<Included> found;
  if (!tree.value.is_object()) return found;
  auto& map = entries(tree.value);
  std::size_t i = 0;
  while (i < map.size() && (map.begin() + i)->first != "include") ++i;
  if (i == map.size()) return found;

  const Json value = std::move((map.begin() + i)->second);
  PositionTable table{names, std::move(tree.places.children[i])};
  const Located at(value, table.root, table);
  tree.value.erase("include");
  tree.places.children.erase(tree.places.children.begin() + static_cast<std::ptrdiff_t>(i));

  const auto add = [&](const Located& item) {
    if (!item.value().is_string())
      fail(item.place(), fmt::format("include must name files, found {}", describe(item.value())));
    const std::string& path = item.value().get_ref<const std::string&>();
    if (path.empty()) fail(item.place(), "include names no file");
    found.push_back({path, item.place()});
  };
  if (value.is_array())
    for (std::size_t k = 0; k < at.size(); ++k) add(at.at(k));
  else
    add(at);
  return found;
}

}  // namespace

Tree IncludeReader::read(const std::string& path) {
  return read_file(path, {path, 0, 0});
}

Tree IncludeReader::read_text(std::string_view text, const std::string& name) {
  Tree tree = parse(text, name);
  chain_.push_back(name);
  canonical_.push_back(canonical_path(name));
  tree = with_includes(std::move(tree), name);
  chain_.pop_back();
  canonical_.pop_back();
  return tree;
}

Tree IncludeReader::read_file(const std::string& path, const Place& blamed) {
  const std::string canonical = canonical_path(path);
  const auto loop = std::find(canonical_.begin(), canonical_.end(), canonical);
  if (loop != canonical_.end()) {
    std::vector<std::string> chain(chain_.begin() + (loop - canonical_.begin()), chain_.end());
    chain.push_back(path);
    fail(blamed, fmt::format("files include one another: {}", fmt::join(chain, " → ")));
  }
  if (++reads_ > kMaxReads)
    fail(blamed, fmt::format("too many files are included: at most {}", kMaxReads));
  if (canonical_.size() >= kMaxDepth)
    fail(blamed, fmt::format("files include one another deeper than {}", kMaxDepth));

  const std::string text = read_text_file(path, blamed);
  if (std::find(files_.begin(), files_.end(), path) == files_.end()) files_.push_back(path);
  return read_text(text, path);
}

Tree IncludeReader::parse(std::string_view text, const std::string& name) {
  const auto file = static_cast<std::uint32_t>(names_.size());
  names_.push_back(name);
  const bool json = name.ends_with(".json") || name.ends_with(".geojson");
  Tree tree = json ? read_json(text, file, name, budget_, diagnostics_)
                   : read_yaml(text, file, name, budget_, diagnostics_);
  if (tree.value.is_null()) fail({name, 0, 0}, "the file is empty");
  return tree;
}

Tree IncludeReader::with_includes(Tree tree, const std::string& name) {
  const std::vector<Included> includes = take_includes(tree, names_);
  const SchemaSet schemas = schema_ ? alternatives(schema_->root()) : SchemaSet{};
  std::optional<Tree> base;
  for (const Included& include : includes) {
    const std::string path =
        (fs::path(name).parent_path() / include.path).lexically_normal().string();
    std::error_code error;
    if (!fs::exists(path, error)) {
      diagnostics_.error(include.place, fmt::format("included file not found: '{}'", path));
      complete_ = false;
      continue;
    }
    Tree included = read_file(path, include.place);
    if (is_feature_collection(included))
      included = site_of_features(included, names_, diagnostics_);
    if (!included.value.is_object())
      fail(include.place, fmt::format("'{}' holds {}, only a map can be included", path,
                                      describe(included.value)));
    if (base)
      merge(base->value, base->places, std::move(included.value), std::move(included.places),
            schemas);
    else
      base = std::move(included);
  }
  if (!base) return tree;
  keep_own_words(*base, tree.value);
  merge(base->value, base->places, std::move(tree.value), std::move(tree.places), schemas);
  return std::move(*base);
}

}  // namespace vedette
