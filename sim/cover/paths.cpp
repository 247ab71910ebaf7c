// SPDX-License-Identifier: Apache-2.0
#include "cover/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "cover/timely_detection.hpp"

namespace vedette {
namespace {

void check_size(const std::vector<PathLayer>& layers, std::size_t most_paths) {
  std::size_t count = 1;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::size_t n = layers[i].alternatives.size();
    if (n == 0) throw std::invalid_argument(fmt::format("layer {} has no alternative", i + 1));
    if (count > most_paths / n)
      throw std::invalid_argument(fmt::format("more than {} paths", most_paths));
    count *= n;
  }
}

AdversaryPath evaluate(const std::vector<PathLayer>& layers, const std::vector<std::size_t>& choice,
                       const ResponseForce& response) {
  AdversaryPath path;
  path.choice = choice;
  std::vector<PathTask> tasks;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const PathAlternative& way = layers[i].alternatives[choice[i]];
    tasks.insert(tasks.end(), way.tasks.begin(), way.tasks.end());
    if (layers[i].alternatives.size() == 1) continue;
    if (!path.name.empty()) path.name += '>';
    path.name += way.name;
  }
  const EasiResult result = easi(tasks, response);
  path.p_interruption = result.p_interruption;
  path.p_detection = result.p_detection;
  path.delay_s = result.delay_s;
  path.p_timely = timely_detection(tasks, response).p_interruption;
  return path;
}

template <class Key>
std::size_t least(const std::vector<AdversaryPath>& paths, Key key) {
  const auto it = std::min_element(
      paths.begin(), paths.end(),
      [&](const AdversaryPath& a, const AdversaryPath& b) { return key(a) < key(b); });
  return static_cast<std::size_t>(it - paths.begin());
}

}  // namespace

PathSet path_set(const std::vector<PathLayer>& layers, const ResponseForce& response,
                 std::size_t most_paths) {
  check_size(layers, most_paths);
  PathSet set;
  std::vector<std::size_t> choice(layers.size(), 0);
  for (bool more = true; more;) {
    set.paths.push_back(evaluate(layers, choice, response));
    // The next choice, the last layer turning fastest.
    more = false;
    for (std::size_t i = layers.size(); i-- > 0 && !more;) {
      if (++choice[i] < layers[i].alternatives.size())
        more = true;
      else
        choice[i] = 0;
    }
  }
  std::stable_sort(set.paths.begin(), set.paths.end(),
                   [](const AdversaryPath& a, const AdversaryPath& b) {
                     return a.p_interruption < b.p_interruption;
                   });
  set.quickest = least(set.paths, [](const AdversaryPath& p) { return p.delay_s; });
  set.stealthiest = least(set.paths, [](const AdversaryPath& p) { return p.p_detection; });
  return set;
}

}  // namespace vedette
