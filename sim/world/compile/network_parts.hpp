// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "world/compile/context.hpp"
#include "world/network_ways.hpp"

// Parts of compile_network() and what they share.
namespace vedette {

/// A link of type `models.links.<type>` between two hosts, named `name`.
void add_link(CompileContext& c, const std::string& name, const Typed& link, HostId a, HostId b,
              const Place& place);
/// The same without values of its own.
void add_link(CompileContext& c, const std::string& name, const Located& type_name, HostId a,
              HostId b, const Place& place);

/// The host or link that is named, also one that a rule has made; invalid after an error.
HostId network_host(CompileContext& c, const Located& at);
LinkId network_link(CompileContext& c, const Located& at);

/// The index of the machine room that is named; kNoIndex where none is.
std::uint32_t network_room(CompileContext& c, const std::optional<Located>& at);

/// Cameras on access switches, by the rules under network.access.
void compile_access_layer(CompileContext& c, const Located& network);

/// Profiles, streams, transfers, recorders; after all hosts and links.
void compile_streams(CompileContext& c, const Located& network);

}  // namespace vedette
