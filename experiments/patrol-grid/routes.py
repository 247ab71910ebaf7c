# SPDX-License-Identifier: Apache-2.0
"""One night's patrol of every car, as an officer reads it: routes.py FOLDER > routes.txt"""
import csv
import os
import sys

folder = sys.argv[1]
places = []
with open(os.path.join(folder, "tour", "junctions.csv"), newline="") as file:
    for row in csv.DictReader(file):
        places.append((float(row["east_m"]), float(row["north_m"]), row["junction"]))
stops = {}
with open(os.path.join(folder, "tour", "halts.csv"), newline="") as file:
    for row in csv.DictReader(file):
        who = row["name"]
        if who.startswith("cars-"):
            stops.setdefault(who, []).append(row)


def junction(row):
    x, y = float(row["east_m"]), float(row["north_m"])
    return min(places, key=lambda p: (p[0] - x) ** 2 + (p[1] - y) ** 2)[2]


def clock(seconds):
    minutes = int(float(seconds)) // 60
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


print("Halts of the night from 22:00 to 24:00, each with the junction and the minutes there.")
for who in sorted(stops, key=lambda name: int(name.split("-")[1])):
    line = []
    for row in stops[who]:
        start, end = float(row["start_s"]), float(row["end_s"])
        if 22 * 3600 <= start < 24 * 3600 and end - start >= 60:
            line.append(f"{clock(start)} at {junction(row)} ({(end - start) / 60:.0f} min)")
    print(f"{who}: " + ("; ".join(line) if line else "at calls"))
