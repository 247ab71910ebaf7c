# SPDX-License-Identifier: Apache-2.0
"""Makes a study of the sites that were chosen: designs.py FOLDER SCENARIO > study.yaml"""
import json
import os
import sys

CARS = 12
folder, scenario = sys.argv[1], sys.argv[2]


def spread(sites):
    """The cars over the sites, as evenly as it goes; the first of a list get one more."""
    return [site for k, site in enumerate(sites) for _ in range(CARS // len(sites) + (k < CARS % len(sites)))]


def stations(sites):
    return {f"new-{k + 1}": {"junction": site} for k, site in enumerate(sorted(sites, key=int))}


levels = {}
for goal in ("coverage", "mean", "longest", "all"):
    answer = json.load(open(os.path.join(folder, goal + ".json")))["answers"][-1]
    levels[f"{goal}-{len(answer['sites'])}"] = stations(spread(answer["sites"]))
levels["coverage-4"] = stations(spread(json.load(open(os.path.join(folder, "curve.json")))["answers"][3]["sites"]))
levels["expected-12"] = stations(json.load(open(os.path.join(folder, "expected.json")))["answers"][-1]["sites"])

# `null` takes today's stations away; map members merge otherwise.
today = [f"S{k}{half}" for k in range(1, 7) for half in "ab"]
for level in levels.values():
    level.update({name: None for name in today})

print(json.dumps({
    "vedette": 1,
    "study": {"en": "Where the stations should stand", "zh": "警务站选址"},
    "question": {"en": "Twelve cars: where should they wait so that most calls are reached within 3 minutes?",
                 "zh": "十二辆车应在哪里待命，才能使三分钟内到达的警情最多？"},
    "scenario": os.path.relpath(scenario, folder),
    "factors": {"sites": {"path": "city.stations", "levels": levels,
                          "label": {"en": "places of the cars", "zh": "待命地点"}}},
    "design": {"full_factorial": {}},
    "measures": [{"id": "calls.within.180", "goal": "largest"},
                 {"id": "calls.response_s.mean", "goal": "smallest"},
                 {"id": "calls.response_s.p90", "goal": "smallest"},
                 {"id": "utilisation.unit"}],
    "replications": 60,
}, indent=1, ensure_ascii=False))
