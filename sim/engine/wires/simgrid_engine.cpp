// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/simgrid_engine.hpp"

#include <csignal>
#include <iterator>

namespace vedette {

// SimGrid reads its settings from argv, once per process.
simgrid::s4u::Engine& simgrid_engine() {
  static simgrid::s4u::Engine* engine = [] {
    static const char* words[] = {
      "vedette",
      "--log=root.thres:critical",
      "--cfg=network/model:CM02",
      "--cfg=network/TCP-gamma:0",
      "--cfg=network/crosstraffic:0",
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
      "--cfg=contexts/factory:thread"
    };
#else
      "--cfg=contexts/factory:raw"
    };  // thread contexts hang after fork
#endif
    int argc = static_cast<int>(std::size(words));
    std::vector<char*> argv;
    for (const char* word : words) argv.push_back(const_cast<char*>(word));
    argv.push_back(nullptr);
    // SimGrid takes Ctrl-C and crashes for itself; whoever has them keeps them.
    constexpr int kTaken[] = {SIGINT, SIGSEGV, SIGBUS};
    struct sigaction before[std::size(kTaken)] = {};
    for (std::size_t i = 0; i < std::size(kTaken); ++i) sigaction(kTaken[i], nullptr, &before[i]);
    auto* made = new simgrid::s4u::Engine(&argc, argv.data());
    for (std::size_t i = 0; i < std::size(kTaken); ++i) sigaction(kTaken[i], &before[i], nullptr);
    return made;
  }();
  return *engine;
}

}  // namespace vedette
