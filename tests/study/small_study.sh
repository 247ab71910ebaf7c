# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests of studies: a small scenario and studies of it, in the current folder.
# shellcheck shell=bash

small_scenario() {  # FOLDER
  mkdir -p "$1"
  {
    echo "id,x_m,y_m,district,calls_per_day"
    for y in 0 1 2 3 4; do
      for x in 0 1 2 3 4; do
        echo "$((y * 5 + x + 1)),$((x * 400)),$((y * 400)),d,3"
      done
    done
  } >"$1/junctions.csv"
  {
    echo "from,to,length_m,speed_kmh,oneway"
    for y in 0 1 2 3 4; do
      for x in 0 1 2 3 4; do
        id=$((y * 5 + x + 1))
        [ "$x" -lt 4 ] && echo "$id,$((id + 1)),400,40,0"
        [ "$y" -lt 4 ] && echo "$id,$((id + 5)),400,40,0"
      done
    done
  } >"$1/roads.csv"
  cat >"$1/scenario.yaml" <<YAML
vedette: 1
name: {en: "Small town", zh: "小镇"}
include: [$2/models/city.yaml]
start: "2026-03-02T00:00:00+08:00"
duration_h: 24
seed: 5
marks_min: [1, 2, 3]
city:
  junctions: junctions.csv
  roads: roads.csv
  road_type: town
  stations: {north: {junction: 3}, south: {junction: 23}}
  call_types: [emergency, ordinary, minor]
  dispatch: {type: command-centre, rule: nearest, desks: 2}
units:
  cars: {type: patrol-car, count: 2, at: stations}
YAML
}

small_study() {  # FILE RULE
  cat >"$1" <<YAML
vedette: 1
study: {en: "How many cars", zh: "需要多少车"}
question: {en: "How many cars reach nine of ten calls within 3 minutes?", zh: "九成警情三分钟内到达需要多少车？"}
scenario: town
factors:
  cars: {path: units.cars.count, levels: [1, 2, 4], unit_cost: 10, label: {en: "cars a station", zh: "每站车数"}}
  desks: {path: city.dispatch.desks, levels: [1, 2]}
design: {full_factorial: {}}
measures:
  - {id: calls.within.180, goal: largest, at_least: 0.3, half_width: 0.01}
  - {id: calls.response_s.p90, goal: smallest}
replications: $2
YAML
}
