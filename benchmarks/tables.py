"""What benchmarks/tables.sh runs: divides each table, trains with both, and writes the table. Needs no package itself."""
import argparse
import csv
import datetime
import json
import os
import random
import re
import shlex
import statistics
import subprocess
import sys

# Name, file, target, task; optdigits has files of its own for training and test.
TABLES = [
    ("penguins", "penguins/penguins.csv", "species", "classification"),
    ("iris", "iris/iris.csv", "species", "classification"),
    ("optdigits", "optdigits/optdigits-train.csv", "digit", "classification"),
    ("taxi-fare", "taxi-fare/taxi-fare-train.csv", "fare_amount", "regression"),
    ("diabetes", "diabetes/diabetes.csv", "progression", "regression"),
]
TEST_FILES = {"optdigits": "optdigits/optdigits-test.csv"}
WITHOUT_HEADER = {"optdigits", "diabetes"}  # the target is the last column
TEST_SHARE = 0.2


def read(path, name, target):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    header = [f"x{i + 1}" for i in range(len(rows[0]) - 1)] + [target] if name in WITHOUT_HEADER else rows.pop(0)
    return header, rows


def divide(rows, place, task, seed):
    """A fifth of the rows at random for the test, of classes a fifth of each; both parts keep the order of the file."""
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    groups = {}
    for row in order:
        groups.setdefault(rows[row][place] if task == "classification" else None, []).append(row)
    test = {row for group in groups.values() for row in group[: round(TEST_SHARE * len(group))]}
    return [row for i, row in enumerate(rows) if i not in test], [row for i, row in enumerate(rows) if i in test]


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def timed(command):
    """The last line of the output, a JSON object, and the seconds of the whole process."""
    measure = shlex.split(os.environ.get("MEASURE", ""))
    clock = [sys.executable, "-c", "import subprocess,sys,time\nstart=time.perf_counter()\nout=subprocess.run(sys.argv[1:],check=True,stdout=subprocess.PIPE,text=True).stdout\nprint(out.splitlines()[-1])\nprint(time.perf_counter()-start)"]
    line, seconds = subprocess.run([*measure, *clock, *command], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return json.loads(line), float(seconds)


def ours(train, test, target, task, seed, work):
    result, process = timed([os.environ["BACKPROP"], "train", train, "--target", target, "--test", test, "--seed", str(seed), "--json", "--output", f"{work}/model.safetensors"])
    return {"score": result["test"]["r2" if task == "regression" else "accuracy"], "training": result["seconds"], "process": process, "epochs": result["epochs"]}


def peer(train, test, target, task, seed):
    result, process = timed([os.environ["PYTHON"], "benchmarks/peers/sklearn_tables.py", train, test, target, task, str(seed)])
    return {"score": result["score"], "training": result["seconds"], "process": process, "epochs": result["epochs"], "version": result["version"]}


def processor():
    if not os.path.exists("/proc/cpuinfo"):
        return os.uname().machine
    fields = dict(re.findall(r"^([\w ]+?)\s*: (.*)$", open("/proc/cpuinfo").read().split("\n\n")[0], re.M))
    return f"{fields.get('model name', os.uname().machine)} {fields.get('cpu family', '')}-{fields.get('model', '')}".strip(" -")


def spread(values, digits=4):
    deviation = statistics.stdev(values) if len(values) > 1 else 0
    return f"{statistics.mean(values):.{digits}f} ± {deviation:.{digits}f}"


def row(table):
    def column(who, key):
        return [run[key] for run in table[who]]

    cells = [table["name"], "R²" if table["task"] == "regression" else "accuracy", str(table["trainingRows"]), str(table["testRows"])]
    cells += [spread(column(who, "score")) for who in ("backprop", "scikit-learn")]
    cells += [f"{statistics.median(column(who, 'training')):.2f} s" for who in ("backprop", "scikit-learn")]
    times = [statistics.median(column(who, "process")) for who in ("backprop", "scikit-learn")]
    cells += [f"{seconds:.2f} s" for seconds in times] + [f"{times[1] / times[0]:.1f}"]
    return "| " + " | ".join(cells) + " |"


HEAD = """| table | score | rows to learn from | test rows | Backprop | scikit-learn | training | its `fit` | whole process | its | times as fast |
|---|---|---|---|---|---|---|---|---|---|---|"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("work")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", default=",".join(name for name, *_ in TABLES))
    options = parser.parse_args()
    tables = []
    print(HEAD, flush=True)
    for name, path, target, task in TABLES:
        if name not in options.only.split(",") or not os.path.exists(f"{options.data}/{path}"):
            continue
        header, rows = read(f"{options.data}/{path}", name, target)
        table = {"name": name, "task": task, "backprop": [], "scikit-learn": []}
        for seed in range(options.seeds):
            train, test = (rows, read(f"{options.data}/{TEST_FILES[name]}", name, target)[1]) if name in TEST_FILES else divide(rows, header.index(target), task, seed)
            table |= {"trainingRows": len(train), "testRows": len(test)}
            files = [f"{options.work}/train.csv", f"{options.work}/test.csv"]
            for file, part in zip(files, (train, test)):
                write(file, header, part)
            table["backprop"].append(ours(*files, target, task, seed, options.work))
            table["scikit-learn"].append(peer(*files, target, task, seed))
        tables.append(table)
        print(row(table), flush=True)
    if options.save:
        save(tables, options.seeds)


def save(tables, seeds):
    here, today = processor(), datetime.date.today().isoformat()
    slug = "-".join(re.findall(r"[a-z0-9]+", here.lower()))
    version = tables[0]["scikit-learn"][0]["version"]
    # A run of some tables leaves the others of the same processor as they were.
    if os.path.exists(f"benchmarks/results/tables-{slug}.json"):
        kept = json.load(open(f"benchmarks/results/tables-{slug}.json"))
        tables = tables + [table for table in kept["tables"] if table["name"] not in [made["name"] for made in tables]]
    tables = sorted(tables, key=lambda table: [name for name, *_ in TABLES].index(table["name"]))
    machine = {"date": today, "processor": here, "cores": os.cpu_count(), "scikit-learn": version, "seeds": seeds}
    with open(f"benchmarks/results/tables-{slug}.json", "w") as file:
        json.dump({**machine, "tables": tables}, file, indent=1)
        file.write("\n")
    with open(f"benchmarks/results/tables-{slug}.md", "w") as file:
        file.write(f"""# Tables by defaults, beside scikit-learn

`benchmarks/tables.sh FOLDER --save`, {today}, {here}, {os.cpu_count()} cores, scikit-learn {version}.

Mean and standard deviation over the seeds 0 to {seeds - 1}, which draw both the split (a fifth for the test, of classes a fifth of each; optdigits has a test file) and the initial weights; times are medians. Both get the same two files. Backprop: `train TRAIN.csv --target COLUMN --test TEST.csv --seed S`, everything else by default, which holds a tenth of the training rows out for early stopping. scikit-learn: `MLPClassifier` or `MLPRegressor` with its own defaults behind `SimpleImputer`, `StandardScaler` and `OneHotEncoder`, numeric targets standardized too ([sklearn_tables.py](../peers/sklearn_tables.py)). The whole process reads, prepares, trains and judges.

{HEAD}
{chr(10).join(row(table) for table in tables)}
""")


main()
