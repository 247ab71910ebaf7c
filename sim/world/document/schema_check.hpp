// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/document/located.hpp"
#include "world/document/schema.hpp"

namespace vedette {

/// Checks a document against its schema and adds everything that is wrong, each finding at its
/// place: an unknown key at the key, with what was probably meant; a missing key at the map that
/// lacks it; a value of the wrong kind with what was found and what was expected.
///
/// This is our own checker, and not valijson, for what people see: valijson reports a path into
/// the document instead of a line, says of a failed oneOf only that no branch fits, and knows
/// neither nearest keys nor units. Here the branch of a oneOf or anyOf that the writer meant is
/// found first (by the kind of value, by a key with a fixed value such as `kind: dome`, by the
/// keys it holds) and only its findings are told. The tests hold both against each other.
///
/// A number without fraction is a whole number (draft-07), up to 2^53.
void check_schema(const Schema& schema, const Located& document, Diagnostics& diagnostics);

}  // namespace vedette
