// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/document/located.hpp"
#include "world/document/schema.hpp"

namespace vedette {

/// Lays `over` on top of `base`: maps merge key by key (new keys come last, null takes an entry
/// away), anything else is replaced; a value's places are those of where it was last written. A
/// bare number over a map that is written in short by one of its keys sets this key only: the key
/// is the schema's x-shorthand, or else `count` where the map holds one.
///
/// `schemas` are those that may hold for `base` (empty: no schema is known).
void merge(Json& base, PlaceNode& base_places, Json&& over, PlaceNode&& over_places,
           const SchemaSet& schemas);

/// Takes entry number `i` out of a map and its places.
void remove_entry(Json& map, PlaceNode& places, std::size_t i);

/// Where the map at `value` (null: a value yet to be made) is written in short by one of its keys:
/// that key, else "".
std::string number_key(const Json& value, const SchemaSet& schemas);

/// Turns a bare value into the map { key: value }.
void wrap_in_map(Json& value, PlaceNode& places, const std::string& key);

}  // namespace vedette
