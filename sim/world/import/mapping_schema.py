#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes mapping.schema.json: the tables of an import, and those parts of the scenario's schema that
a mapping may hold. Run it after a change of either; a test tells when they differ.

    python3 sim/world/import/mapping_schema.py
"""
import copy
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
SCENARIO = json.loads((HERE.parent / "schema" / "scenario.schema.json").read_text("utf-8"))
THEIRS = SCENARIO["properties"]


def text(description, **more):
    return {"type": "string", "minLength": 1, "description": description, **more}


def column(description):
    return text("Column: " + description)


def factor(description):
    return {"type": "number", "description": description, "exclusiveMinimum": 0, "maximum": 1000000}


def names(description):
    return {
        "type": "array",
        "description": description,
        "items": {"type": "string", "minLength": 1},
        "minItems": 1,
        "uniqueItems": True,
    }


def closed(description, properties, required):
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "properties": properties,
        "required": required,
    }


def table(description, properties, required):
    every = {
        "file": text("CSV file in the folder to import; may be missing when IN is itself a file."),
        "separator": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1,
            "description": "Between the fields (default a comma).",
        },
        "header": names(
            "Names of the columns in the order of the file, in place of its own header line (which "
            "is skipped): for a header with a comma too many, or with unreadable names."
        ),
        "skip_lines": {
            "type": "integer",
            "description": "Lines before the header line that are no part of the table.",
            "minimum": 0,
            "maximum": 1000,
        },
    }
    return closed(description, every | properties, required)


def flag(description):
    return {"type": "boolean", "description": description}


PLANE = {
    "coordinates": {
        "enum": ["metres", "wgs84", "gcj02"],
        "description": "What x and y are: lengths on a plane (default), or longitude and latitude "
        "in degrees: WGS 84, or GCJ-02 as on public maps of mainland China.",
    },
    "metres_per_unit": factor(
        "Metres that one unit of x and y stands for (a map of 1:100,000 in mm: 100)."
    ),
    "origin": {
        "type": "array",
        "description": "What becomes [0, 0], in units of x and y: for a national grid.",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 2,
    },
}
SNAP = {
    "type": "number",
    "description": "Furthest way to the nearest junction (default 200 m); what lies further is "
    "dropped and told.",
    "x-unit": "m",
    "minimum": 0,
    "maximum": 1000000,
}
CLASS_SPEEDS = {
    "speeds_kmh": {
        "type": "object",
        "description": "Speed by class of road, where the map gives none. A class without one has "
        "the road type's.",
        "minProperties": 1,
        "additionalProperties": {
            "type": "number",
            "description": "Speed.",
            "x-unit": "km/h",
            "exclusiveMinimum": 0,
            "maximum": 300,
        },
    },
    "sources": {
        "type": "object",
        "description": "Where each speed comes from: a citation, or 'assumption: why'; '*' for the "
        "others.",
        "additionalProperties": {"type": "string", "minLength": 3},
    },
}


JUNCTIONS = table(
    "Junctions of the road network.",
    {
        "id": column("id of the junction."),
        "x": column("to the east."),
        "y": column("to the north."),
        **PLANE,
        "whole_ids": flag(
            "Ids are whole numbers that a program has written as 12.0: everywhere they become 12."
        ),
        "district": column("district of the junction."),
        "calls_per_day": column("calls for service a day at the junction."),
    },
    ["id", "x", "y"],
)
ROADS = table(
    "Roads between junctions.",
    {
        "from": column("junction at one end."),
        "to": column("junction at the other end."),
        "length": column("length; without it (or in an empty cell) a road is straight."),
        "length_metres_per_unit": factor("Metres that one unit of length stands for (default 1)."),
        "speed": column("speed; without it (or in an empty cell) the road type's."),
        "speed_kmh_per_unit": factor("km/h that one unit of speed stands for (default 1)."),
        "time": column("time in ordinary driving, in place of length and speed."),
        "siren_time": column("time with siren."),
        "time_seconds_per_unit": factor(
            "Seconds that one unit of time and siren_time stands for (default 1; days: 86400)."
        ),
        "oneway": column(
            "1, true, yes or 是 where the road only goes from → to; 0, false, no, 否 or empty where it "
            "goes both ways."
        ),
        "both_ways": {
            "type": "boolean",
            "description": "Without a column oneway: every row goes both ways (default true), or "
            "only from → to.",
        },
    },
    ["from", "to"],
)
STATIONS = table(
    "Police stations and platforms.",
    {
        "id": column("id of the station."),
        "junction": column("junction it stands at."),
        "x": column("in place of a junction: to the east, or longitude."),
        "y": column("to the north, or latitude."),
        **PLANE,
        "snap_limit_m": SNAP,
        "name": column("its name."),
    },
    ["id"],
)
DEMAND = table(
    "Points that people live at or call from; they are added up at junctions.",
    {
        "id": column("id of the point."),
        "x": column("to the east, or longitude."),
        "y": column("to the north, or latitude."),
        **PLANE,
        "population": column("inhabitants."),
        "calls": column("calls for service."),
        "calls_over_days": factor("Days over which these calls have been counted (default 1)."),
        "calls_per_1000_inhabitants_year": {
            "type": "number",
            "description": "Calls from population, added to those of a column.",
            "minimum": 0,
            "maximum": 1000000,
        },
        "spread": {
            "enum": ["nearest_junction", "over_junctions"],
            "description": "Everything to the junction nearest to the point (default), or evenly "
            "over the junctions to which this point is the nearest.",
        },
        "as_districts": flag("With over_junctions: the point's id becomes their district."),
        "snap_limit_m": SNAP,
    },
    ["x", "y"],
)
OSM = closed(
    "Roads of an OpenStreetMap file (.osm.pbf, .osm, .osm.gz). Turn restrictions are not read.",
    {
        "file": text("File in the folder to import; may be missing when IN is itself the file."),
        "highways": names(
            "Values of the tag highway that are drivable (default motorway, trunk, primary, "
            "secondary, tertiary and their _link, unclassified, residential, living_street, "
            "service)."
        ),
        **CLASS_SPEEDS,
        "maxspeed": flag("The tag maxspeed goes before the class's speed (default true)."),
        "leave_out_access": names(
            "Values of the tag access that take a way out, such as no and private (default none)."
        ),
        "stations": names("Values of the tag amenity whose places become stations."),
        "snap_limit_m": SNAP,
    },
    [],
)
GEOJSON = closed(
    "Roads of a GeoJSON file: lines that meet where they share a position.",
    {
        "file": text("File in the folder to import; may be missing when IN is itself the file."),
        "speed": text("Property: speed, a number or text such as 30 mph; null: not known."),
        "speed_kmh_per_unit": factor("km/h that one unit of a number stands for (default 1)."),
        "oneway": text("Property: 1, true, yes; -1 against the line; 0, false, no or null."),
        "class": text("Property: class of road, as in OpenStreetMap."),
        **CLASS_SPEEDS,
        "coordinates": {
            "enum": ["wgs84", "gcj02"],
            "description": "What the positions are in (default wgs84).",
        },
    },
    [],
)
LISTED_STATIONS = {
    "type": "object",
    "description": "Stations by id, where no table has them.",
    "minProperties": 1,
    "propertyNames": {
        "pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]*$",
        "x-pattern-text": "letters, digits, _ and -, beginning with a letter, digit or _",
    },
    "additionalProperties": closed(
        "A station.",
        {
            "at": {
                "type": "array",
                "description": "Longitude and latitude.",
                "items": {"type": "number", "minimum": -180, "maximum": 180},
                "minItems": 2,
                "maxItems": 2,
            },
            "coordinates": {
                "enum": ["wgs84", "gcj02"],
                "description": "What 'at' is in (default: as the roads; wgs84 where those are "
                "metres).",
            },
            "name": text("Its name."),
            "snap_limit_m": SNAP,
        },
        ["at"],
    ),
}
DISTRICTS = table(
    "Facts about the districts; copied, not simulated.",
    {"id": column("district, as the junctions name it."), "keep": names("Columns to copy.")},
    ["id"],
)


def definitions():
    """A sample is a file, which the written folder would lack."""
    out = copy.deepcopy(SCENARIO["definitions"])
    duration = out["duration"]
    del duration["oneOf"][1]["properties"]["sample"]
    duration["description"] = "Seconds: a number, or one distribution."
    duration["oneOf"][1]["description"] = "A distribution of seconds."
    return {key: out[key] for key in ("label", "duration", "time_of_day")}


def mapping():
    models = THEIRS["models"]
    city = {
        key: value
        for key, value in THEIRS["city"]["properties"].items()
        if key not in ("junctions", "roads", "stations")
    }
    taken = ("name", "description", "start", "duration_h", "seed", "marks_min")
    return {
        "$schema": SCENARIO["$schema"],
        "$id": "vedette-mapping-roads",
        "title": "Mapping of a road import",
        **closed(
            "How foreign tables become a scenario: which column holds what, and what the tables do "
            "not say.",
            {
                "vedette": THEIRS["vedette"],
                "import": {"const": "roads", "description": "What is imported."},
                "source": {
                    "type": "string",
                    "minLength": 3,
                    "description": "Where the tables come from: a citation, and their licence.",
                },
                "tables": closed(
                    "Which file and which column holds what. Columns not named are left behind.",
                    {
                        "junctions": JUNCTIONS,
                        "roads": ROADS,
                        "stations": STATIONS,
                        "districts": DISTRICTS,
                        "demand": DEMAND,
                    },
                    [],
                ),
                "osm": OSM,
                "geojson": GEOJSON,
                "stations": LISTED_STATIONS,
                **{key: THEIRS[key] for key in taken},
                "models": closed(
                    models["description"],
                    {
                        key: models["properties"][key]
                        for key in ("roads", "demand", "dispatch", "units", "call_types")
                    },
                    ["roads"],
                ),
                "shifts": THEIRS["shifts"],
                "city": closed(
                    "The scenario's city, without the files, which the import writes.",
                    city,
                    ["road_type"],
                ),
                "units": THEIRS["units"],
            },
            ["vedette", "import", "source", "name", "start", "duration_h", "models", "city"],
        ),
        "definitions": definitions(),
    }


def pretty(value, indent=0):
    """As the scenario's schema is written: small maps and lists on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or (len(line) + indent <= 96 and line.count("{") <= 1):
        return line
    margin = "\n" + " " * (indent + 1)
    if isinstance(value, dict):
        parts = [json.dumps(k) + ": " + pretty(v, indent + 1) for k, v in value.items()]
        return "{" + margin + ("," + margin).join(parts) + "\n" + " " * indent + "}"
    parts = [pretty(v, indent + 1) for v in value]
    return "[" + margin + ("," + margin).join(parts) + "\n" + " " * indent + "]"


(HERE / "mapping.schema.json").write_text(pretty(mapping()) + "\n", "utf-8")
