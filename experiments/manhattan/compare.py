# SPDX-License-Identifier: Apache-2.0
"""Critical calls by precinct: simulated median and 90th percentile beside the recorded ones.

Usage: compare.py OUT. Reads OUT/city/districts.csv and OUT/MODEL/N.csv (critical calls of
replication N, as `vedette export --csv` writes them) with N.json beside it; writes table.csv,
table.md and scatter.svg into OUT. Times are minutes. Quantiles are Hyndman-Fan type 7, taken per
replication; intervals are 95 % Student-t over replications.
"""
import csv
import json
import math
import sys
from pathlib import Path

from scatter import draw

MODELS = ["as-is", "handling-120", "half-speed"]
# Precincts with fewer recorded critical calls a day are shown in the table but not summed up.
FEWEST_CALLS_A_DAY = 0.1
DAYS = 1461  # 2022 to 2025
T_95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093]  # Student's t, 0.975, 1 to 19 degrees of freedom


def quantile(values, share):
    ordered = sorted(values)
    at = (len(ordered) - 1) * share
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def mean(values):
    return math.fsum(values) / len(values)


def half_width(values):
    """Half the 95 % interval of the mean; None of a single value."""
    n = len(values)
    if n < 2:
        return None
    middle = mean(values)
    variance = math.fsum((v - middle) ** 2 for v in values) / (n - 1)
    return (T_95[n - 2] if n - 1 <= len(T_95) else 1.96) * math.sqrt(variance / n)


def ranks(values):
    """Ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    out = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for i in order[start:end + 1]:
            out[i] = (start + end) / 2 + 1
        start = end + 1
    return out


def spearman(a, b):
    """Pearson's correlation of the ranks."""
    x, y = ranks(a), ranks(b)
    mx, my = mean(x), mean(y)
    x, y = [p - mx for p in x], [q - my for q in y]
    over = math.fsum(p * q for p, q in zip(x, y))
    return over / math.sqrt(math.fsum(p * p for p in x) * math.fsum(q * q for q in y))


def read_real(out):
    with open(out / "city/districts.csv", newline="", encoding="utf-8") as file:
        return [{"precinct": row["id"], "officers": int(row["officers_2026"]),
                 "calls_a_day": int(row["critical_calls_2022_25"]) / DAYS,
                 "real_median": float(row["critical_median_min"]),
                 "real_p90": float(row["critical_p90_min"])} for row in csv.DictReader(file)]


def read_model(folder):
    """Per replication {precinct: response times}, and the stages of all calls, in minutes."""
    replications, stages = [], {"to dispatch": [], "turnout": [], "way": []}
    unreached, reached, own, waited = 0, 0, 0, 0
    for path in sorted(folder.glob("*.csv"), key=lambda p: int(p.stem)):
        by_precinct = {}
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if not row["response_s"]:
                    unreached += 1
                    continue
                by_precinct.setdefault(row["district"], []).append(float(row["response_s"]) / 60)
                moments = [float(row[k]) / 60 for k in
                           ("police_called_s", "police_dispatched_s", "police_en_route_s",
                            "police_arrived_s")]
                for name, begin, end in zip(stages, moments, moments[1:]):
                    stages[name].append(end - begin)
                reached += 1
                own += row["responder"].split("-")[1] == row["district"]
                waited += float(row["police_dispatched_s"]) > float(row["police_answered_s"]) + 1
        replications.append(by_precinct)
    busy = [measure["value"] for path in sorted(folder.glob("*.json"))
            for measure in json.loads(path.read_text(encoding="utf-8"))["measures"]
            if measure["id"] == "utilisation.unit"]
    facts = {"unreached": unreached, "own": own / max(1, reached),
             "waited": waited / max(1, reached)}
    return replications, stages, facts, busy


def add_simulated(rows, replications):
    for row in rows:
        samples = [r[row["precinct"]] for r in replications if row["precinct"] in r]
        row["simulated_calls"] = sum(len(s) for s in samples)
        for key, share in (("median", 0.5), ("p90", 0.9)):
            values = [quantile(s, share) for s in samples]
            row["sim_" + key] = mean(values) if values else None
            row["half_" + key] = half_width(values)


def with_calls(rows):
    """Those with recorded calls enough and, which only a short run lacks, a simulated one."""
    return [r for r in rows
            if r["calls_a_day"] >= FEWEST_CALLS_A_DAY and r["sim_median"] is not None]


def summary(rows):
    """Error figures over the precincts that have calls enough."""
    used = with_calls(rows)
    out = {"precincts": len(used)}
    for key in ("median", "p90"):
        real, sim = [r["real_" + key] for r in used], [r["sim_" + key] for r in used]
        errors = [s - r for s, r in zip(sim, real)]
        offset = mean(errors)
        out[key] = {
            "real": mean(real), "sim": mean(sim), "mae": mean([abs(e) for e in errors]),
            "offset": offset, "mae_without_offset": mean([abs(e - offset) for e in errors]),
            "mae_of_one_number": mean([abs(r - mean(real)) for r in real]),
            "spearman": spearman(sim, real),
            "spearman_calls": spearman([r["calls_a_day"] for r in used], real),
            "spearman_officers": spearman([r["officers"] for r in used], real)}
    return out


def number(value, digits=2, sign=False):
    if value is None:
        return "–"
    text = f"{value:{'+' if sign else ''}.{digits}f}"
    return text.replace("-", "−")


def table_lines(rows):
    lines = ["| precinct | calls/day | real median | simulated | difference | real p90 | "
             "simulated | difference |", "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for row in rows:
        cells = [row["precinct"], number(row["calls_a_day"])]
        for key in ("median", "p90"):
            sim, half = row["sim_" + key], row["half_" + key]
            cells += [number(row["real_" + key]),
                      number(sim) + (f" ± {number(half)}" if half is not None else ""),
                      number(None if sim is None else sim - row["real_" + key], sign=True)]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def summary_lines(models):
    lines = ["| model | replications | cars at work | figure | real mean | simulated mean | "
             "mean absolute error | mean difference | error without it | Spearman |",
             "|---|---:|---:|---|---:|---:|---:|---:|---:|---:|"]
    for name, (rows, count, stages, facts, busy) in models.items():
        s = summary(rows)
        for key in ("median", "p90"):
            f = s[key]
            lines.append(f"| {name} | {count} | {number(100 * mean(busy), 0)} % | {key} | "
                         f"{number(f['real'])} | {number(f['sim'])} | {number(f['mae'])} | "
                         f"{number(f['offset'], sign=True)} | {number(f['mae_without_offset'])} | "
                         f"{number(f['spearman'], sign=True)} |")
    return lines


def stage_lines(models):
    lines = ["| model | stage | mean | median | p90 |", "|---|---|---:|---:|---:|"]
    for name, (rows, count, stages, facts, busy) in models.items():
        for stage, values in stages.items():
            lines.append(f"| {name} | {stage} | {number(mean(values))} | "
                         f"{number(quantile(values, 0.5))} | {number(quantile(values, 0.9))} |")
    return lines


def main():
    out = Path(sys.argv[1])
    models = {}
    for name in MODELS:
        replications, stages, facts, busy = read_model(out / name)
        if not replications:
            continue
        rows = read_real(out)
        add_simulated(rows, replications)
        models[name] = (rows, len(replications), stages, facts, busy)
    if MODELS[0] not in models:
        sys.exit(f"compare: no replications of {MODELS[0]}")
    rows = models[MODELS[0]][0]
    with open(out / "table.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        keys = list(rows[0])
        writer.writerow(["model"] + keys)
        for name, model in models.items():
            for row in model[0]:
                writer.writerow([name] + [f"{row[k]:.4f}" if isinstance(row[k], float) else
                                          "" if row[k] is None else row[k] for k in keys])
    one = summary(rows)
    lines = ["Minutes; as is; ± is half the 95 % interval over replications.", ""]
    lines += table_lines(rows)
    lines += ["", f"Over the {one['precincts']} precincts with {FEWEST_CALLS_A_DAY} critical calls "
              "a day or more:", ""] + summary_lines(models)
    for key in ("median", "p90"):
        f = one[key]
        lines += ["", f"One number for all precincts, the mean of the real {key}s, would be off by "
                  f"{number(f['mae_of_one_number'])} on average; the rank correlation of the real "
                  f"{key}s with the calls a day is {number(f['spearman_calls'], sign=True)}, with "
                  f"the officers {number(f['spearman_officers'], sign=True)}."]
    lines += ["", "Where the simulated time goes (all critical calls, minutes):", ""]
    lines += stage_lines(models)
    for name, model in models.items():
        facts = model[3]
        lines += ["", f"{name}: {number(100 * facts['waited'], 1)} % of the critical calls waited "
                  f"for a car, {number(100 * facts['own'], 0)} % were reached first by a car of "
                  f"their own precinct, {facts['unreached']} not by the end of the run."]
    (out / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    other = with_calls(models["half-speed"][0]) if "half-speed" in models else None
    (out / "scatter.svg").write_text(draw(with_calls(rows), other, one), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
