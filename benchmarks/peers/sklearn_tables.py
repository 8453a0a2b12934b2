"""One model of a table by scikit-learn with its usual pipeline and its own defaults, as a whole process:
sklearn_tables.py TRAIN.csv TEST.csv TARGET classification|regression SEED prints a JSON object. Both files have a header."""
import csv
import json
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

MISSING = {"", "NA", "NaN", "nan"}


def read(path, target):
    """The cells by column without the target, and the target."""
    with open(path, newline="") as file:
        header, *rows = csv.reader(file)
    columns = dict(zip(header, zip(*rows)))
    return {name: cells for name, cells in columns.items() if name != target}, columns[target]


def number(cell):
    return float("nan") if cell in MISSING else float(cell)


def is_numeric(cells):
    try:
        return all(number(cell) is not None for cell in cells)
    except ValueError:
        return False


def table(columns, numeric):
    """Numbers as floats and categories as text, in one array of objects where there are both."""
    arrays = [
        numpy.array([number(cell) for cell in cells]) if name in numeric else numpy.array([numpy.nan if cell in MISSING else cell for cell in cells], dtype=object)
        for name, cells in columns.items()]
    return numpy.column_stack(arrays) if len(numeric) == len(columns) else numpy.column_stack([array.astype(object) for array in arrays])


train_path, test_path, target, task, seed = sys.argv[1:]
columns, answers = read(train_path, target)
test_columns, test_answers = read(test_path, target)
numeric = {name for name, cells in columns.items() if is_numeric(cells)}
places = list(columns)
preparation = ColumnTransformer([
    ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), [i for i, name in enumerate(places) if name in numeric]),
    ("categories", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), [i for i, name in enumerate(places) if name not in numeric]),
])
is_regression = task == "regression"
network = (MLPRegressor if is_regression else MLPClassifier)(random_state=int(seed))
inputs, test_inputs = table(columns, numeric), table({name: test_columns[name] for name in places}, numeric)
targets, test_targets = (numpy.array([float(cell) for cell in cells]) if is_regression else numpy.array(cells) for cells in (answers, test_answers))
# Without a scaled target 200 epochs of its default step do not even reach the mean of diabetes (R² below 0).
pipeline = make_pipeline(preparation, TransformedTargetRegressor(network, transformer=StandardScaler()) if is_regression else network)
start = time.perf_counter()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # "not converged yet": its own 200 epochs are its default
    pipeline.fit(inputs, targets)
seconds = time.perf_counter() - start
print(json.dumps({"score": pipeline.score(test_inputs, test_targets), "seconds": seconds, "epochs": (pipeline[-1].regressor_ if is_regression else network).n_iter_, "version": sklearn.__version__}))
