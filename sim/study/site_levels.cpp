// SPDX-License-Identifier: Apache-2.0
#include "study/site_levels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "cover/site_choice.hpp"
#include "world/document/key_hint.hpp"

namespace vedette {

namespace {

template <class T>
void take(const Located& at, const char* key, T& out) {
  if (const auto found = at.find(key)) out = found->value().get<T>();
}

std::uint32_t district_of(const City& city, const Located& at, Diagnostics& diagnostics) {
  const auto given = at.find("district");
  if (!given) return kNoIndex;
  std::vector<std::string> names;
  for (const District& d : city.districts) names.push_back(d.name);
  const std::string name = given->value().get<std::string>();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
  diagnostics.error(given->place(), fmt::format("there is no district '{}'", name),
                    key_hint(name, names).text);
  return kNoIndex;
}

// `count` places for the sites, as evenly as it goes; the first of the list get one more. 0: each
// once.
std::vector<std::string> shared_out(const std::vector<std::string>& sites, std::size_t count) {
  if (count <= sites.size()) return sites;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < sites.size(); ++i)
    out.insert(out.end(), count / sites.size() + (i < count % sites.size() ? 1 : 0), sites[i]);
  return out;
}

// The value of city.stations with the answer to one question. Null after an error.
Json stations_of(const World& base, const Located& at, Diagnostics& diagnostics) {
  const City& city = base.city;
  SiteQuestion q;
  q.goal = at.find("goal")->value().get<std::string>();
  take(at, "minutes", q.minutes);
  take(at, "busy", q.busy);
  take(at, "turnout_s", q.turnout_s);
  take(at, "candidates", q.candidates);
  take(at, "keep", q.keep);
  take(at, "nodes", q.node_limit);
  const int errors = diagnostics.errors();
  q.district = district_of(city, at, diagnostics);
  std::size_t p = 0, share_out = 0;
  take(at, "p", p);
  take(at, "share_out", share_out);
  if (p == 0 && q.goal != "all")
    diagnostics.error(at.key_place(), fmt::format("goal {} needs to know how many", q.goal),
                      "p: 4");
  if (diagnostics.errors() > errors) return {};
  try {
    const SiteTown town = site_town(city, q);
    const LocationAnswer answer = choose_sites(town, q, p);
    if (!answer.feasible) {
      diagnostics.error(at.key_place(), "no choice of sites is enough for what is asked");
      return {};
    }
    if (!answer.proven)
      diagnostics.warning(at.key_place(),
                          fmt::format("not proven to be the best choice: up to {:.1f} % better "
                                      "ones may exist",
                                      100 * site_gap(answer)),
                          "fewer 'candidates', or more 'nodes'");
    Json out = Json::object();
    if (!q.keep)
      for (const Station& s : city.stations)
        if (q.district == kNoIndex || s.district == q.district)
          out[base.entities[s.entity.index()].name] = nullptr;
    const std::vector<std::string> sites = site_names(city, town, answer);
    if (share_out > 0 && sites.size() > share_out) {
      diagnostics.error(at.find("share_out")->place(),
                        fmt::format("{} sites were chosen, more than the {} stations in all",
                                    sites.size(), share_out),
                        fmt::format("share_out: {}", sites.size()));
      return {};
    }
    std::set<std::string> taken;
    for (const Station& s : city.stations) taken.insert(base.entities[s.entity.index()].name);
    std::size_t number = 0;
    for (const std::string& junction : shared_out(sites, share_out)) {
      std::string name;
      do name = fmt::format("site-{}", ++number);
      while (taken.contains(name));
      out[name] = {{"junction", junction}};
    }
    return out;
  } catch (const std::invalid_argument& e) {
    diagnostics.error(at.key_place(), e.what());
    return {};
  }
}

// Whatever was made up stands where it was asked for.
PlaceNode places_of(const Json& value, PlaceNode at) {
  at.children.clear();
  if (value.is_structured())
    for (const Json& child : value) {
      PlaceNode below = places_of(child, at);
      below.key_line = at.key_line ? at.key_line : at.line;
      below.key_column = at.key_line ? at.key_column : at.column;
      at.children.push_back(std::move(below));
    }
  return at;
}

}  // namespace

bool asks_for_sites(const Located& root) {
  const auto factors = root.find("factors");
  for (std::size_t i = 0; factors && i < factors->size(); ++i)
    if (factors->at(i).find("sites")) return true;
  return false;
}

void fill_in_sites(Document& document, const World& base, Diagnostics& diagnostics) {
  const Located factors = *document.located().find("factors");
  Json changed = document.root["factors"];
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const Located factor = factors.at(i);
    const auto sites = factor.find("sites");
    if (!sites) continue;
    if (factor.find("path")->value() != "city.stations")
      diagnostics.error(factor.find("path")->place(), "sites are chosen for the city's stations",
                        "path: city.stations");
    if (!base.city.present || !base.city.roads) {
      diagnostics.error(sites->key_place(), "the scenario has no city");
      return;
    }
    Json levels = Json::object();
    if (const auto given = factor.find("levels")) {
      if (!given->value().is_object())
        diagnostics.error(given->place(), "beside 'sites' the levels need names",
                          "levels: {today: {}}");
      else
        levels = given->value();
    }
    for (std::size_t k = 0; k < sites->size(); ++k) {
      if (levels.contains(sites->key(k)))
        diagnostics.error(sites->at(k).key_place(),
                          fmt::format("the level '{}' is there already", sites->key(k)));
      levels[sites->key(k)] = stations_of(base, sites->at(k), diagnostics);
    }
    Json& body = changed[factors.key(i)];
    body.erase("sites");
    body["levels"] = std::move(levels);
  }
  // Places: those of the factors stay, what was made up gets that of its factor.
  PlaceNode& node = document.places.root;
  std::size_t at = 0;
  for (const auto& [key, unused] : entries(document.root)) {
    if (key == "factors") break;
    ++at;
  }
  PlaceNode& list = node.children[at];
  std::size_t number = 0;
  for (const auto& [name, body] : entries(changed)) {
    PlaceNode& place = list.children[number];
    const auto& was = entries(document.root["factors"][name]);
    std::map<std::string, PlaceNode> known;
    std::size_t child = 0;
    for (const auto& [key, unused] : was) known[key] = place.children[child++];
    std::vector<PlaceNode> children;
    for (const auto& [key, value] : entries(body)) {
      const auto same = known.find(key);
      const auto from = same != known.end() ? same : known.find("sites");
      const bool as_written = same != known.end() && value == document.root["factors"][name][key];
      children.push_back(as_written ? same->second : places_of(value, from->second));
    }
    place.children = std::move(children);
    ++number;
  }
  document.root["factors"] = std::move(changed);
}

}  // namespace vedette
