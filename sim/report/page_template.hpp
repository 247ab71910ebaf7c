// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace vedette {

/// Text as HTML text.
std::string html_text(std::string_view text);
/// JSON inside a script element: no `<`, so that no text can close it or open a comment. Invalid
/// UTF-8 becomes U+FFFD.
std::string script_json(const nlohmann::ordered_json& json);
/// Styles without the images that they name: these stand beside them on disk; here they are
/// nowhere.
std::string without_images(std::string_view css);
/// A script without its last line, by which a debugger would fetch a source map.
std::string_view without_source_map(std::string_view text);
/// The template with every {{name}} replaced by its value.
std::string fill_template(std::string_view page,
                          const std::map<std::string_view, std::string>& values);

}  // namespace vedette
