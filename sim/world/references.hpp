// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/document/located.hpp"
#include "world/document/schema.hpp"

namespace vedette {

/// Checks every name that the schema says refers to something (`x-ref: site.doors`): it must be a
/// key of that map (or an item of that list) in the document. Values of the wrong type are left to
/// the schema check, so both may run over a faulty document.
void check_references(Located root, const Schema& schema, Diagnostics& diagnostics);

}  // namespace vedette
