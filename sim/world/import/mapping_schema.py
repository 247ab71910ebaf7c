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
    }
    return closed(description, every | properties, required)


JUNCTIONS = table(
    "Junctions of the road network.",
    {
        "id": column("id of the junction."),
        "x": column("to the east."),
        "y": column("to the north."),
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
        "district": column("district of the junction."),
        "calls_per_day": column("calls for service a day at the junction."),
    },
    ["id", "x", "y", "metres_per_unit"],
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
        "oneway": column(
            "1, true or yes where the road only goes from → to; 0, false, no or empty where it "
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
        "name": column("its name."),
    },
    ["id", "junction"],
)
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
                    },
                    ["junctions", "roads"],
                ),
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
            ["vedette", "import", "source", "tables", "name", "start", "duration_h", "models", "city"],
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
