# SPDX-License-Identifier: Apache-2.0
"""1,000 processes that only wait, in SimPy 2.3.1 (Debian's python3-simpy): the same work as
BM_Calendar. Prints events per second."""
import sys
import time

from SimPy.Simulation import Process, Simulation, hold


class Waiter(Process):
    def go(self, state):
        while True:
            # xorshift64, as in the benchmark: delays of 1 to 1,000,000 microseconds
            state ^= (state << 13) & 0xFFFFFFFFFFFFFFFF
            state ^= state >> 7
            state ^= (state << 17) & 0xFFFFFFFFFFFFFFFF
            yield hold, self, 1 + state % 1000000


def main():
    processes, until = 1000, int(sys.argv[1]) if len(sys.argv) > 1 else 500_000_000
    sim = Simulation()
    sim.initialize()
    for i in range(processes):
        w = Waiter(sim=sim)
        sim.activate(w, w.go((88172645463325252 * (i + 1)) & 0xFFFFFFFFFFFFFFFF))
    events = processes * until / 500_000.5
    began = time.perf_counter()
    sim.simulate(until=until)
    spent = time.perf_counter() - began
    print(f"{events / spent:.0f}")


main()
