// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "world/document/document.hpp"

namespace vedette::testing {

/// All findings as people see them, in order, one behind the other.
inline std::string text_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) text += to_text(diagnostic) + "\n";
  return text;
}

/// A folder that is gone at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    static int number = 0;
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("vedette-test-{}-{}", getpid(), ++number);
    std::filesystem::create_directories(folder_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return path(name);
  }
  /// The text with this folder's name taken out.
  std::string without_folder(std::string text) const {
    const std::string prefix = folder_.string() + "/";
    for (std::size_t at; (at = text.find(prefix)) != std::string::npos;)
      text.erase(at, prefix.size());
    return text;
  }

 private:
  std::filesystem::path folder_;
};

/// A schema that admits everything.
inline const Schema& any_schema() {
  static const Schema schema("{}");
  return schema;
}

/// A scenario in small, with the usual kinds of keys.
inline constexpr std::string_view kSmallSchema = R"json({
  "title": "the scenario",
  "type": "object",
  "required": ["name"],
  "additionalProperties": false,
  "properties": {
    "name": {"type": "string", "minLength": 1, "description": "What the scenario is called."},
    "include": {"type": "array", "items": {"type": "string"}},
    "start_s": {"type": "number", "minimum": 0, "x-unit": "s", "default": 0},
    "weather": {
      "type": "object", "additionalProperties": false,
      "properties": {
        "fog_m": {"type": "number", "exclusiveMinimum": 0, "x-unit": "m"},
        "night": {"type": "boolean", "default": false}
      }
    },
    "cameras": {
      "type": "object",
      "propertyNames": {"pattern": "^[a-z][a-z0-9-]*$",
                        "x-pattern-text": "lower-case letters, digits and dashes"},
      "additionalProperties": {"$ref": "#/definitions/camera"}
    },
    "units": {
      "type": "object",
      "additionalProperties": {"$ref": "#/definitions/unit"}
    },
    "points": {"type": "array", "items": {"$ref": "#/definitions/point"}},
    "doors": {
      "type": "array", "uniqueItems": true,
      "items": {"type": "object", "required": ["id"], "additionalProperties": false,
                "properties": {"id": {"type": "string"}, "delay_s": {"type": "number"}}}
    }
  },
  "definitions": {
    "point": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    "camera": {
      "type": "object",
      "required": ["kind", "hfov_deg"],
      "additionalProperties": false,
      "description": "A camera at a fixed place.",
      "examples": [{"gate": {"kind": "dome", "hfov_deg": 90, "at": [1, 2.5]}}],
      "properties": {
        "kind": {"enum": ["bullet", "dome", "ptz"]},
        "hfov_deg": {"type": "number", "exclusiveMinimum": 0, "maximum": 360, "x-unit": "deg"},
        "range_m": {"type": "number", "minimum": 1, "default": 50, "x-unit": "m"},
        "watches": {"type": "string", "x-ref": "doors"},
        "at": {"$ref": "#/definitions/point"}
      }
    },
    "unit": {
      "type": "object", "x-shorthand": "count", "additionalProperties": false,
      "properties": {
        "count": {"type": "integer", "minimum": 0},
        "turnout_s": {
          "oneOf": [
            {"type": "number", "minimum": 0},
            {"type": "object", "required": ["kind", "mean"], "additionalProperties": false,
             "properties": {"kind": {"const": "exponential"}, "mean": {"type": "number"}}},
            {"type": "object", "required": ["kind", "low", "high"], "additionalProperties": false,
             "properties": {"kind": {"const": "uniform"}, "low": {"type": "number"},
                            "high": {"type": "number"}}}
          ]
        }
      }
    }
  }
})json";

inline const Schema& small_schema() {
  static const Schema schema(kSmallSchema);
  return schema;
}

/// What the small schema finds in a text.
inline std::string findings(std::string_view text, const std::vector<std::string>& overrides = {}) {
  Diagnostics diagnostics;
  load_document_text(text, "s.yaml", small_schema(), overrides, diagnostics);
  return text_of(diagnostics);
}

}  // namespace vedette::testing
