// SPDX-License-Identifier: Apache-2.0
// JSON → SchemaNode, and the list of what the subset holds.
#include <fmt/format.h>

#include <map>
#include <stdexcept>

#include "world/document/schema.hpp"

namespace vedette {

class SchemaCompiler {
 public:
  SchemaCompiler(Schema& schema, const Json& json) : schema_(schema), json_(json) {}

  void compile() {
    if (!json_.is_object()) refuse("#", "must be a map");
    schema_.root_ = node(json_, "#");
    targets_["#"] = const_cast<SchemaNode*>(schema_.root_);
    if (const auto found = json_.find("definitions"); found != json_.end()) {
      for (const auto& [name, definition] : entries(*found)) {
        const std::string path = "#/definitions/" + name;
        SchemaNode* compiled = node(definition, path);
        compiled->name = name;
        targets_[path] = compiled;
        schema_.definitions_.emplace_back(name, compiled);
      }
    }
    for (const auto& [from, path, to] : refs_) {
      const auto target = targets_.find(to);
      if (target == targets_.end()) refuse(path, fmt::format("nothing at $ref '{}'", to));
      from->ref = target->second;
    }
    for (const auto& [from, path, to] : refs_) {
      std::size_t steps = 0;
      for (const SchemaNode* at = from; at->ref != nullptr; at = at->ref)
        if (++steps > refs_.size()) refuse(path, "$ref leads round in a circle");
    }
  }

 private:
  struct Ref {
    SchemaNode* from;
    std::string path, to;
  };

  [[noreturn]] static void refuse(const std::string& path, const std::string& why) {
    throw std::invalid_argument(fmt::format("schema at {}: {}", path, why));
  }

  SchemaNode* node(const Json& json, const std::string& path) {
    schema_.nodes_.push_back(std::make_unique<SchemaNode>());
    SchemaNode* made = schema_.nodes_.back().get();
    if (json.is_boolean()) {
      made->never = !json.get<bool>();
      return made;
    }
    if (!json.is_object()) refuse(path, "must be a map");
    for (const auto& [key, value] : entries(json)) {
      try {
        keyword(*made, key, value, path);
      } catch (const Json::exception& error) {
        refuse(path + "/" + key, error.what());
      } catch (const std::regex_error& error) {
        refuse(path + "/" + key, error.what());
      }
    }
    return made;
  }

  // One keyword of a schema; sorted into what holds values together, limits and descriptions.
  void keyword(SchemaNode& n, const std::string& key, const Json& v, const std::string& at) {
    if (!structure(n, key, v, at + "/" + key) && !limit(n, key, v, at + "/" + key) &&
        !annotation(n, key, v))
      refuse(at, fmt::format("keyword '{}' is not in the subset", key));
  }

  bool structure(SchemaNode& n, const std::string& key, const Json& v, const std::string& path) {
    if (key == "$ref") {
      refs_.push_back({&n, path, v.get<std::string>()});
    } else if (key == "type") {
      for (const Json& one : v.is_array() ? v : Json::array({v})) n.types |= type(one, path);
    } else if (key == "properties") {
      for (const auto& [name, child] : entries(v))
        n.properties.emplace_back(name, node(child, path + "/" + name));
    } else if (key == "patternProperties") {
      for (const auto& [name, child] : entries(v))
        n.pattern_properties.emplace_back(pattern(name), node(child, path + "/" + name));
    } else if (key == "additionalProperties") {
      if (v != true) n.additional = node(v, path);
    } else if (key == "propertyNames") {
      n.property_names = node(v, path);
    } else if (key == "items") {
      n.items = node(v, path);
    } else if (key == "oneOf" || key == "anyOf") {
      if (v.empty() || !v.is_array()) refuse(path, "must be a list of schemas");
      for (std::size_t i = 0; i < v.size(); ++i)
        (key == "oneOf" ? n.one_of : n.any_of).push_back(node(v[i], fmt::format("{}/{}", path, i)));
    } else if (key == "enum") {
      n.choices = v.get<std::vector<Json>>();
    } else if (key == "const") {
      n.choices = std::vector<Json>{v};
    } else {
      return key == "definitions" && path == "#/definitions";
    }
    return true;
  }

  bool limit(SchemaNode& n, const std::string& key, const Json& v, const std::string& path) {
    const std::map<std::string_view, std::optional<double>*> numbers = {
        {"minimum", &n.minimum},
        {"maximum", &n.maximum},
        {"exclusiveMinimum", &n.exclusive_minimum},
        {"exclusiveMaximum", &n.exclusive_maximum},
        {"multipleOf", &n.multiple_of}};
    const std::map<std::string_view, std::optional<std::size_t>*> counts = {
        {"minItems", &n.min_items},           {"maxItems", &n.max_items},
        {"minLength", &n.min_length},         {"maxLength", &n.max_length},
        {"minProperties", &n.min_properties}, {"maxProperties", &n.max_properties}};
    if (const auto number = numbers.find(key); number != numbers.end()) {
      if (!v.is_number()) refuse(path, "must be a number");
      *number->second = v.get<double>();
    } else if (const auto count = counts.find(key); count != counts.end()) {
      if (!v.is_number_integer() || v < 0) refuse(path, "must be a whole number");
      *count->second = v.get<std::size_t>();
    } else if (key == "uniqueItems") {
      n.unique_items = v.get<bool>();
    } else if (key == "required") {
      n.required = v.get<std::vector<std::string>>();
    } else if (key == "pattern") {
      n.pattern = pattern(v.get<std::string>());
    } else {
      return false;
    }
    return true;
  }

  static bool annotation(SchemaNode& n, const std::string& key, const Json& v) {
    const std::map<std::string_view, std::string*> texts = {
        {"title", &n.title},      {"description", &n.description},
        {"x-unit", &n.unit},      {"x-shorthand", &n.shorthand},
        {"x-ref", &n.collection}, {"x-pattern-text", &n.pattern_says}};
    if (const auto text = texts.find(key); text != texts.end())
      *text->second = v.get<std::string>();
    else if (key == "x-ref-made")
      n.made_by_rule = SchemaPattern{v.get<std::string>(), std::regex(v.get<std::string>())};
    else if (key == "default")
      n.default_value = v;
    else if (key == "examples")
      n.examples = v.get<std::vector<Json>>();
    else
      return key == "$schema" || key == "$id" || key == "$comment" || key.starts_with("x-");
    return true;
  }

  static unsigned type(const Json& name, const std::string& path) {
    static const std::map<std::string, unsigned> kTypes = {
        {"null", kNullType},     {"boolean", kBooleanType}, {"integer", kIntegerType},
        {"number", kNumberType}, {"string", kTextType},     {"array", kListType},
        {"object", kMapType}};
    const auto found = kTypes.find(name.get<std::string>());
    if (found == kTypes.end()) refuse(path, "no such type");
    return found->second;
  }

  static SchemaPattern pattern(const std::string& text) {
    return {text, std::regex(text, std::regex::ECMAScript)};
  }

  Schema& schema_;
  const Json& json_;
  std::map<std::string, SchemaNode*> targets_;
  std::vector<Ref> refs_;
};

Schema::Schema(std::string_view json_text) {
  Json json;
  try {
    json = Json::parse(json_text);
  } catch (const Json::parse_error& error) {
    throw std::invalid_argument(fmt::format("schema: {}", error.what()));
  }
  SchemaCompiler(*this, json).compile();
}

}  // namespace vedette
