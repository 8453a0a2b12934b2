"""What `backprop train iris --test 0.2` does, by scikit-learn, as a whole process."""
import warnings

from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

inputs, labels = load_iris(return_X_y=True)
inputs, test_inputs, labels, test_labels = train_test_split(inputs, labels, test_size=0.2, stratify=labels, random_state=0)
scaler = StandardScaler().fit(inputs)
# Batches, epochs and hidden layer as Backprop's defaults; tol=0 keeps training from ending early.
network = MLPClassifier(
    hidden_layer_sizes=(64,), solver="sgd", momentum=0, learning_rate_init=0.1, alpha=0,
    batch_size=32, max_iter=50, tol=0, n_iter_no_change=50, random_state=0)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # "not converged yet": 50 epochs are what was asked for
    network.fit(scaler.transform(inputs), labels)
print(f"test accuracy {network.score(scaler.transform(test_inputs), test_labels):.3f}")
