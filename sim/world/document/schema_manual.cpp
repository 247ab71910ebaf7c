// SPDX-License-Identifier: Apache-2.0
#include "world/document/schema_manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>

#include "world/document/schema_finding.hpp"

namespace vedette {
namespace {

std::string code(const Json& value) {
  return fmt::format("`{}`", value.is_string() ? value.get<std::string>() : value.dump());
}

// A pipe or a line break would end the table's cell.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

// The heading's anchor, as GitHub and most renderers make it.
std::string anchor(const std::string& heading) {
  std::string out;
  for (const char c : heading) {
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if (c == ' ')
      out += '-';
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-')
      out += c;
  }
  return out;
}

bool has_table(const SchemaNode& node) {
  return !node.properties.empty() || !node.pattern_properties.empty() ||
         (node.additional && !resolved(*node.additional).never);
}

class Manual {
 public:
  explicit Manual(const Schema& schema) : schema_(schema) {}

  std::string write() {
    const SchemaNode& root = schema_.root();
    out_ += fmt::format("# {}\n", root.title.empty() ? "Reference" : root.title);
    body(resolved(root), "");
    write_pending();
    in_definitions_ = true;
    for (const auto& [name, node] : schema_.definitions()) {
      out_ += fmt::format("\n## {}\n", name);
      if (node->ref) out_ += fmt::format("\n{}.\n", kind(*node, name));
      body(resolved(*node), name);
      write_pending();
    }
    return std::move(out_);
  }

 private:
  struct Section {
    std::string path;
    const SchemaNode* node;
  };

  void write_pending() {
    while (!pending_.empty()) {
      const Section section = pending_.front();
      pending_.pop_front();
      out_ += fmt::format("\n{} {}\n", in_definitions_ ? "###" : "##", section.path);
      body(*section.node, section.path);
    }
  }

  void body(const SchemaNode& node, const std::string& path) {
    if (!node.description.empty()) out_ += fmt::format("\n{}\n", node.description);
    if (!has_table(node)) {
      const std::string what = kind(node, path, false);
      if (what != "map") out_ += fmt::format("\nKind: {}{}.\n", what, bounds(node));
    } else {
      out_ += "\n| key | kind | required, default | meaning |\n|---|---|---|---|\n";
      for (const auto& [key, child] : node.properties)
        row(node, "`" + key + "`", key, *child, path);
      for (const auto& [pattern, child] : node.pattern_properties)
        row(node, "any key like `" + pattern.text + "`", "*", *child, path);
      if (node.additional && !resolved(*node.additional).never)
        row(node, "*any name*", "*", *node.additional, path);
      if (!node.shorthand.empty())
        out_ += fmt::format("\nA bare number stands for `{}`.\n", node.shorthand);
    }
    if (!node.one_of.empty() || !node.any_of.empty()) {
      const SchemaSet& branches = node.one_of.empty() ? node.any_of : node.one_of;
      const std::string either = either_key(branches);
      if (has_table(node) && !either.empty())
        out_ += fmt::format("\n{} of {}.\n", node.one_of.empty() ? "At least one" : "Exactly one",
                            either);
    }
    for (const Json& example : node.examples) {
      const std::string text =
          example.is_string() ? example.get<std::string>() : yaml_text(example);
      out_ += fmt::format("\n```yaml\n{}{}```\n", text, text.ends_with('\n') ? "" : "\n");
    }
  }

  void row(const SchemaNode& map, const std::string& shown, const std::string& key,
           const SchemaNode& child, const std::string& path) {
    const SchemaNode& target = resolved(child);
    const std::string inner = path.empty() ? key : path + "." + key;
    const bool required = std::count(map.required.begin(), map.required.end(), key) > 0;
    const auto& fallback = child.default_value ? child.default_value : target.default_value;
    const std::string need = required ? "required" : fallback ? cell(code(*fallback)) : "";
    const std::string& meaning =
        child.description.empty() && child.ref == nullptr ? target.description : child.description;
    out_ += fmt::format("| {} | {} | {} | {} |\n", cell(shown), cell(bounded_kind(child, inner)),
                        need, cell(meaning));
  }

  // The bounds of what stands in a section of its own are told there.
  std::string bounded_kind(const SchemaNode& node, const std::string& path) {
    return node.ref ? kind(node, path) : kind(node, path) + bounds(node);
  }

  // A word or two for the table; what needs a table of its own gets a link to it.
  std::string kind(const SchemaNode& node, const std::string& path, bool link = true) {
    if (node.ref) {
      const SchemaNode& target = *node.ref;
      if (target.name.empty()) return "the whole document";
      return fmt::format("[{}](#{})", target.name, anchor(target.name));
    }
    if (!node.collection.empty()) {
      std::string collections = node.collection;
      for (auto bar = collections.find('|'); bar != std::string::npos; bar = collections.find('|'))
        collections.replace(bar, 1, "`, `");
      return fmt::format("name of one of `{}`", collections);
    }
    if (node.choices) {
      std::vector<std::string> texts;
      for (const Json& choice : *node.choices) texts.push_back(code(choice));
      return fmt::format("{}", fmt::join(texts, ", "));
    }
    if (link && has_table(node)) return map_kind(node, path);
    if (node.types & kListType && node.items) {
      const std::string list = fmt::format("list of {}", bounded_kind(*node.items, path + "[]"));
      const unsigned rest = node.types & ~unsigned{kListType};
      return rest ? fmt::format("{} or {}", type_text(rest, node.unit), list) : list;
    }
    if (node.types == 0 && (!node.one_of.empty() || !node.any_of.empty())) {
      std::vector<std::string> texts;
      const SchemaSet& branches = node.one_of.empty() ? node.any_of : node.one_of;
      for (std::size_t i = 0; i < branches.size(); ++i)
        texts.push_back(
            bounded_kind(*branches[i], fmt::format("{} ({})", path, form_name(*branches[i], i))));
      return fmt::format("{}", fmt::join(texts, " or "));
    }
    return plain_kind(node);
  }

  // Only named entries of one kind: "map of name → …"; anything else is a section of its own.
  std::string map_kind(const SchemaNode& node, const std::string& path) {
    if (node.properties.empty() && node.pattern_properties.size() <= 1) {
      const SchemaNode& entry =
          node.pattern_properties.empty() ? *node.additional : *node.pattern_properties[0].second;
      if (node.description.size() + node.examples.size() == 0 || entry.ref)
        return fmt::format("map of name → {}", kind(entry, path + ".*"));
    }
    pending_.push_back({path, &node});
    return fmt::format("[map](#{})", anchor(path));
  }

  static std::string form_name(const SchemaNode& node, std::size_t i) {
    if (!node.title.empty()) return node.title;
    for (const auto& [key, child] : node.properties)
      if (child->choices && child->choices->size() == 1)
        return fmt::format("{}: {}", key,
                           child->choices->front().is_string()
                               ? child->choices->front().get<std::string>()
                               : child->choices->front().dump());
    return fmt::format("form {}", i + 1);
  }

  static std::string plain_kind(const SchemaNode& node) {
    if (node.types == 0) return "anything";
    std::string text = type_text(node.types, node.unit);
    if (text.starts_with("a ")) text.erase(0, 2);
    return text;
  }

  static std::string bounds(const SchemaNode& n) {
    std::vector<std::string> texts;
    if (n.minimum) texts.push_back(fmt::format("≥ {}", number_text(*n.minimum)));
    if (n.exclusive_minimum)
      texts.push_back(fmt::format("> {}", number_text(*n.exclusive_minimum)));
    if (n.maximum) texts.push_back(fmt::format("≤ {}", number_text(*n.maximum)));
    if (n.exclusive_maximum)
      texts.push_back(fmt::format("< {}", number_text(*n.exclusive_maximum)));
    if (n.multiple_of) texts.push_back(fmt::format("in steps of {}", number_text(*n.multiple_of)));
    if (n.min_items && n.max_items && *n.min_items == *n.max_items)
      texts.push_back(fmt::format("exactly {}", *n.min_items));
    else {
      if (n.min_items) texts.push_back(fmt::format("at least {}", *n.min_items));
      if (n.max_items) texts.push_back(fmt::format("at most {}", *n.max_items));
    }
    if (n.unique_items) texts.push_back("no repeats");
    if (n.min_properties && *n.min_properties > 0)
      texts.push_back(fmt::format("at least {}", *n.min_properties));
    if (n.pattern)
      texts.push_back(n.pattern_says.empty() ? "like `" + n.pattern->text + "`" : n.pattern_says);
    return texts.empty() ? "" : fmt::format(", {}", fmt::join(texts, ", "));
  }

  const Schema& schema_;
  std::string out_;
  std::deque<Section> pending_;
  bool in_definitions_ = false;
};

}  // namespace

std::string schema_manual(const Schema& schema) {
  return Manual(schema).write();
}

}  // namespace vedette
