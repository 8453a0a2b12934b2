"""MLPClassifier of scikit-learn, its defaults but for the sizes, on MNIST's IDX files: seconds of fit, and accuracy on the test digits.

    python3 benchmarks/mnist-sklearn.py FOLDER
"""
import gzip
import sys
import time

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier


def read(name):
    data = gzip.open(f"{sys.argv[1]}/{name}.gz").read()
    dimensions = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(dimensions)).reshape(dimensions[0], -1)


train, test = read("train10k-images-idx3-ubyte") / np.float32(255), read("t10k-images-idx3-ubyte") / np.float32(255)
train_labels, test_labels = read("train10k-labels-idx1-ubyte").ravel(), read("t10k-labels-idx1-ubyte").ravel()
model = MLPClassifier(hidden_layer_sizes=(512, 256), random_state=0)
start = time.perf_counter()
model.fit(train, train_labels)
print(f"scikit-learn {sklearn.__version__}: {time.perf_counter() - start:.1f} s, {model.n_iter_} epochs, test accuracy {model.score(test, test_labels):.4f}")
