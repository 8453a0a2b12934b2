#!/usr/bin/python3
"""The experiment behind docs/defaults.md: what `backprop train DATA` reaches by its defaults, and with each of them changed.

Usage: benchmarks/defaults.py FOLDER [choose|report] [set,set,…]
FOLDER has penguins/, iris/, diabetes/, optdigits/, taxi-fare/. `choose` (seeds 10 to 14) compares the candidates, `report`
(seeds 0 to 4) runs the defaults alone. scikit-learn makes the sets of `choose` that are nobody's file: wine, breast cancer,
Friedman's functions. Build first: dotnet build -c Release src/Backprop.Cli
"""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "src/Backprop.Cli/bin/Release/net10.0/Backprop.Cli"
CANDIDATES = {
    "small": ["", "--optimizer sgd", "--schedule constant", "--learning-rate 0.003", "--weight-decay 0", "--weight-decay 0.01",
              "--weight-decay 0.05", "--weight-decay 0.1", "--hidden 32", "--hidden 128", "--hidden 64,64", "--dropout 0.1",
              "--average ema:0.98", "--validation 0.2", "--activation silu", "--activation tanh"],
    "middle": ["", "--optimizer sgd", "--schedule constant", "--hidden 64", "--hidden 64,64", "--dropout 0", "--dropout 0.3",
               "--weight-decay 0", "--weight-decay 0.003", "--learning-rate 0.001", "--learning-rate 0.01"],
    "large": ["", "--optimizer sgd", "--schedule constant", "--hidden 64", "--hidden 64,64", "--hidden 128,128",
              "--weight-decay 0", "--weight-decay 0.001", "--learning-rate 0.003", "--batch-size 256"],
}


def sets(data, made):
    """Name → size class, arguments of `train`, metric."""
    def table(size, path, target, metric, test="0.2"):
        return size, [str(path), "--target", target, "--test", str(test)], metric
    files = {
        "penguins": table("small", data / "penguins/penguins.csv", "species", "accuracy"),
        "iris": table("small", data / "iris/iris.csv", "species", "accuracy"),
        "diabetes": table("small", data / "diabetes/diabetes.csv", "last", "r2"),
        "optdigits-own-fifth": table("middle", data / "optdigits/optdigits-train.csv", "last", "accuracy"),
        "optdigits": table("report", data / "optdigits/optdigits-train.csv", "last", "accuracy", data / "optdigits/optdigits-test.csv"),
        "taxi-fare": table("large", data / "taxi-fare/taxi-fare-train.csv", "fare_amount", "r2"),
    }
    files = {name: entry for name, entry in files.items() if pathlib.Path(entry[1][0]).exists()}
    for name, size in {"xor": "small", "moons": "small", "circles": "small", "spirals": "small", "digits": "middle"}.items():
        files[name] = size, [name, "--test", "0.2"], "accuracy"
    for name, size, metric in made_sets(made): files[name] = table(size, made / f"{name}.csv", "y", metric)
    return files


def made_sets(folder):
    import numpy
    from sklearn import datasets as source
    made = {
        "cancer": ("small", "accuracy", source.load_breast_cancer(return_X_y=True)),
        "wine": ("small", "accuracy", source.load_wine(return_X_y=True)),
        "friedman1-400": ("small", "r2", source.make_friedman1(400, noise=1, random_state=0)),
        "friedman2-400": ("small", "r2", source.make_friedman2(400, noise=125, random_state=0)),
        "friedman1-400-exact": ("small", "r2", source.make_friedman1(400, noise=0, random_state=1)),
        "friedman1-4000": ("middle", "r2", source.make_friedman1(4000, noise=1, random_state=0)),
        "friedman2-4000": ("middle", "r2", source.make_friedman2(4000, noise=125, random_state=0)),
        "classes-3000": ("middle", "accuracy", source.make_classification(
            3000, 20, n_informative=10, n_redundant=4, n_classes=4, random_state=0)),
    }
    for name, (size, metric, (inputs, answers)) in made.items():
        header = ",".join([*(f"x{i}" for i in range(inputs.shape[1])), "y"])
        numpy.savetxt(folder / f"{name}.csv", numpy.column_stack([inputs, answers]), "%.8g", ",", header=header, comments="")
        yield name, size, metric


def train(arguments, metric, options, seed, model):
    command = [PROGRAM, "train", *arguments, *options.split(), "--seed", str(seed), "--json", "--quiet", "--output", model]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    finished = json.loads(lines[-1])
    return finished["test"][metric], finished["seconds"]


def main():
    data, mode = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "report"
    wanted = sys.argv[3].split(",") if len(sys.argv) > 3 else None
    print("| data | options | mean | by seed | seconds (median) |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, (size, arguments, metric) in sets(data, pathlib.Path(folder)).items():
            if (wanted and name not in wanted) or (mode == "choose" and size == "report"): continue
            for options in CANDIDATES[size] if mode == "choose" else [""]:
                runs = [train(arguments, metric, options, seed, f"{folder}/model.safetensors") for seed in (range(10, 15) if mode == "choose" else range(5))]
                values = " ".join(f"{value:.3f}" for value, _ in runs)
                mean, seconds = statistics.mean(value for value, _ in runs), statistics.median(second for _, second in runs)
                print(f"| {name} | {f'`{options}`' if options else 'the defaults'} | {metric} {mean:.4f} | {values} | {seconds:.1f} |", flush=True)


main()
