# SPDX-License-Identifier: Apache-2.0
"""The dispatch model in SimPy 2.3.1 (Debian's python3-simpy), written as a SimPy user would who
cares for speed: a process per car, a source of calls, plain lists. Reads calls and travel times
from a file written by `dispatch_trace`, so that no time is spent on random numbers. Prints calls,
reached, sum of response times in microseconds, and calls per second."""
import heapq
import json
import sys
import time

from SimPy.Simulation import Process, Simulation, hold, passivate


class Car(Process):
    def __init__(self, sim, model, index, home):
        Process.__init__(self, name=str(index), sim=sim)
        self.model, self.home, self.hop, self.to = model, home, home, home
        self.hop_at = self.arrival = 0
        self.free, self.call = True, None

    def go(self):
        m = self.model
        sim = self.sim
        while True:
            if self.call is None:
                if m.waiting:
                    self.free = False
                    self.call = heapq.heappop(m.waiting)[2:]
                elif self.hop == self.home:
                    self.free = True
                    yield passivate, self
                    continue
                else:  # home, but ready to be sent on the way
                    now = int(sim.now())
                    self.to, self.hop_at = self.home, now
                    self.arrival = now + m.times[self.home][self.hop]
                    self.free = True
                    yield hold, self, m.times[self.home][self.hop]
                    if self.interrupted():
                        self.interruptReset()
                    else:
                        self.hop, self.hop_at = self.home, 0
                    continue
            node, received, on_scene = self.call
            now = int(sim.now())
            travel = max(0, self.hop_at - now) + m.times[node][self.hop]
            yield hold, self, travel
            m.reached += 1
            m.response += int(sim.now()) - received
            self.hop = self.to = node
            self.hop_at = 0
            yield hold, self, on_scene
            self.call = None

    def where(self, now):
        m = self.model
        while self.hop != self.to and self.hop_at < now:
            self.hop = m.next[self.to][self.hop]
            self.hop_at = self.arrival - m.times[self.to][self.hop]
        return max(0, self.hop_at - now)


class Source(Process):
    def go(self, model):
        sim = self.sim
        cars = model.cars
        number = 0
        for at, node, priority, on_scene in model.calls:
            yield hold, self, at - sim.now()
            row = model.times[node]
            best, best_time = None, 1 << 60
            for car in cars:
                if car.free:
                    t = car.where(at) + row[car.hop]
                    if t < best_time:
                        best, best_time = car, t
            number += 1
            if best is None:
                heapq.heappush(model.waiting, (priority, number, node, at, on_scene))
                continue
            best.free = False
            best.call = (node, at, on_scene)
            if best.passive():
                sim.reactivate(best)
            else:
                self.interrupt(best)


class Model:
    pass


def main():
    with open(sys.argv[1]) as f:
        data = json.load(f)
    m = Model()
    m.times, m.next, m.calls = data["times"], data["next"], data["calls"]
    m.waiting, m.reached, m.response = [], 0, 0
    sim = Simulation()
    sim.initialize()
    m.cars = [Car(sim, m, i, home) for i, home in enumerate(data["homes"])]
    for car in m.cars:
        sim.activate(car, car.go())
    source = Source(sim=sim)
    sim.activate(source, source.go(m))
    began = time.perf_counter()
    sim.simulate(until=data["end"])
    spent = time.perf_counter() - began
    print(len(m.calls), m.reached, m.response, f"{len(m.calls) / spent:.0f}")


main()
