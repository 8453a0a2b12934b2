#!/usr/bin/python3
"""scikit-learn's MLPClassifier and MLPRegressor as a peer of `compare`: plain SGD by partial_fit, an epoch a call."""
import warnings

import peer_protocol

VARIANTS = ["partial_fit"]

# Measured on two cores of a Zen 4 server, one short run each: the second thread helps the large networks only, where an active
# wait was the faster one. A passive one with two threads won only in the smallest networks, where one thread does as well.
CONFIGURATIONS = [(threads, core, wait, "partial_fit") for threads, wait in ((1, "passive"), (2, "active")) for core in ("default", "SkylakeX", "Haswell")]
LEARNING_RATE = 0.01
PARAMETERS_OF_A_LARGE_NETWORK = 2_000_000
ROWS_OF_A_LARGE_NETWORK = 1024  # so that one call does not take longer than the time that was asked for


def network_for(case):
    """Sigmoid outputs with the squared error are not to be had: identity outputs stand in for them, which cost it less."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    kind = MLPClassifier if case.classifies else MLPRegressor
    return kind(
        hidden_layer_sizes=case.layers[1:-1], activation="logistic" if case.sigmoid else "relu", solver="sgd", momentum=0, alpha=0,
        batch_size=case.batch, learning_rate="constant", learning_rate_init=LEARNING_RATE, shuffle=True, early_stopping=False, random_state=1)


def prepare(case):
    inputs, targets = case.data()
    if sum(size * following for size, following in zip(case.layers, case.layers[1:])) > PARAMETERS_OF_A_LARGE_NETWORK:
        inputs, targets = inputs[:ROWS_OF_A_LARGE_NETWORK], targets[:ROWS_OF_A_LARGE_NETWORK]
    if case.classifies: targets = targets.argmax(axis=1)
    elif targets.shape[1] == 1: targets = targets.ravel()
    network = network_for(case)
    if case.classifies:
        network.partial_fit(inputs, targets, classes=range(case.layers[-1]))
    else:
        network.partial_fit(inputs, targets)
    if case.predicts:
        predict = network.predict_proba if case.classifies else network.predict

        def work(steps):
            for row in range(steps):
                row %= len(inputs)
                predict(inputs[row:row + 1])
            return steps, None
    else:
        def work(steps):  # whole epochs, as few as hold the steps asked for
            done = 0
            while done < steps:
                network.partial_fit(inputs, targets)
                done += -(-len(inputs) // case.batch)
            return done, float(network.loss_)
    work(1)
    return work


def main():
    _, title = peer_protocol.start(__doc__, "sklearn", VARIANTS, CONFIGURATIONS)
    import sklearn, sklearn.neural_network
    warnings.simplefilter("ignore")  # a batch size above the rows, no convergence yet: both are as asked
    wrong = peer_protocol.wrong_product(lambda a, b: a @ b)
    peer_protocol.converse("scikit-learn", sklearn.__version__, title, prepare, wrong)


if __name__ == "__main__":
    main()
