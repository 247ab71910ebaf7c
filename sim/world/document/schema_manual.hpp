// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "world/document/schema.hpp"

namespace vedette {

/// The schema as a reference manual in Markdown: the document's keys first, then one section for
/// each map inside it and for each definition, with a table of keys (kind and unit, bounds,
/// required or default, description) and the examples as YAML. A string among `examples` is taken
/// as YAML text and printed as it is.
std::string schema_manual(const Schema& schema);

/// JSON as YAML in block style, each line behind `indent` spaces.
std::string yaml_text(const Json& value, std::size_t indent = 0);

}  // namespace vedette
