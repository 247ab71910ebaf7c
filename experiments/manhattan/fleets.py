# SPDX-License-Identifier: Apache-2.0
"""Sector cars for each precinct, and the scenarios that lay the assumptions over the city.

Usage: fleets.py OUT, where OUT/city is the imported city and OUT/assumptions.yaml its overlay.
"""
import csv
import sys
from pathlib import Path

# assumption: of a precinct's officers one in five is at work at any time (168 hours a week, some
# 34 worked), half of these answer calls in cars, and two sit in a car.
OFFICERS_PER_CAR = 20
# Patrol points of a beat: its junctions, evenly thinned out in the order of the file.
POINTS = 60

# One changed value each; everything else stays as it is.
SCENARIOS = {
    "as-is": "",
    "handling-120":
        "city: {dispatch: {handling_s: {lognormal: {mean: 120, cv: 0.5}}}}\n",
    "half-speed":
        "models: {roads: {streets: {speed_by_hour: [" + ", ".join(["0.5"] * 24) + "],\n"
        "  sources: {speed_by_hour: \"assumption: sensitivity, half the free speed\"}}}}\n",
}


def main():
    out = Path(sys.argv[1])
    with open(out / "city/junctions.csv", newline="", encoding="utf-8") as file:
        by_precinct = {}
        for row in csv.DictReader(file):
            by_precinct.setdefault(row["district"], []).append(row["id"])
    lines = ["# Made by experiments/manhattan/fleets.py: cars = officers / "
             f"{OFFICERS_PER_CAR}, rounded (assumption).", "units:"]
    with open(out / "city/districts.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            count = (int(row["officers_2026"]) + OFFICERS_PER_CAR // 2) // OFFICERS_PER_CAR
            junctions = by_precinct[row["id"]]
            step = max(1, len(junctions) // POINTS)
            lines.append(f"  precinct-{row['id']}:")
            lines.append(f"    {{type: sector-car, count: {count}, at: beat,")
            lines.append(f"     route: {{rule: random}}, beat: [{', '.join(junctions[::step])}]}}")
    (out / "fleets.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    head = "vedette: 1\ninclude: [city/scenario.yaml, assumptions.yaml, fleets.yaml]\n"
    for name, change in SCENARIOS.items():
        text = head + f'name: "Manhattan, {name}"\nstart: "2026-03-02T00:00:00-05:00"\n' + change
        (out / f"{name}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
