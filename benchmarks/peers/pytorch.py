#!/usr/bin/python3
"""PyTorch as a peer of `compare`: the usual training loops, and the fastest step that its operations can make."""
import peer_protocol

VARIANTS = ["fused", "script", "inplace", "sgd", "foreach"]

# Measured on two cores of a Zen 4 server: `script` is fastest for small networks, `fused` as fast for large ones and fastest for
# predictions. Two threads help the large ones, and only with an active wait; a passive one costs small products up to a half.
# No core type is best in every case, and single runs of one configuration differ by a tenth and more, so several stay in the
# sweep; scripted predictions were three times slower with Haswell and Zen. `sgd` and `inplace` show what the usual loops cost;
# `foreach` trained within 4 % of `sgd`, in one short run, so it is there to be asked for, but not swept.
CONFIGURATIONS = [
    (1, "default", "passive", "fused"), (1, "default", "passive", "script"), (1, "SkylakeX", "passive", "script"),
    (1, "Haswell", "passive", "script"), (2, "default", "active", "fused"), (2, "default", "active", "script"),
    (2, "SkylakeX", "active", "script"), (2, "Haswell", "active", "script"), (2, "Zen", "active", "script"),
    (2, "default", "passive", "script"), (1, "default", "passive", "inplace"), (1, "default", "passive", "sgd")]
LEARNING_RATE = 0.01


def epochs(torch, rows, batch):
    """Endless indices of batches, in a new order each epoch."""
    while True:
        yield from torch.randperm(rows).split(batch)


def automatic(torch, case, inputs, targets, variant):
    """The loop that PyTorch's tutorials teach; `inplace` replaces the optimizer by one line and drops the gradients."""
    from torch.nn import functional
    labels = targets.argmax(dim=1)
    layers = []
    for size, following in zip(case.layers, case.layers[1:]):
        layers += [torch.nn.Linear(size, following), torch.nn.Sigmoid() if case.sigmoid else torch.nn.ReLU()]
    network = torch.nn.Sequential(*(layers if case.sigmoid else layers[:-1]))
    parameters = list(network.parameters())
    optimizer = torch.optim.SGD(parameters, LEARNING_RATE, foreach=variant == "foreach")

    def loss_of(rows):
        outputs = network(inputs.index_select(0, rows))
        if case.classifies: return functional.cross_entropy(outputs, labels.index_select(0, rows))
        return functional.mse_loss(outputs, targets.index_select(0, rows), reduction="sum") * (0.5 / len(rows))

    def step(rows):
        loss = loss_of(rows)
        if variant == "inplace":
            gradients = torch.autograd.grad(loss, parameters)
            with torch.no_grad(): torch._foreach_add_(parameters, gradients, alpha=-LEARNING_RATE)
        else:
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        return loss.detach()
    return step


def by_hand(torch, case, inputs, targets, variant):
    """Forward and backward without autograd, into buffers that are made once; the gradient's product adds to the weights itself."""
    from typing import List
    Tensor = torch.Tensor

    def step(inputs: Tensor, targets: Tensor, rows: Tensor, weights: List[Tensor], biases: List[Tensor], activations: List[Tensor],
             deltas: List[Tensor], target: Tensor, ones: Tensor, classifies: bool, sigmoid: bool, rate: float) -> Tensor:
        torch.index_select(inputs, 0, rows, out=activations[0])
        torch.index_select(targets, 0, rows, out=target)
        last = len(weights)
        for l in range(last):
            torch.addmm(biases[l], activations[l], weights[l], out=activations[l + 1])
            if sigmoid: torch.sigmoid_(activations[l + 1])
            elif l + 1 < last: torch.relu_(activations[l + 1])
        if classifies:
            logarithms = torch.log_softmax(activations[last], 1)
            loss = torch.dot(logarithms.view(-1), target.view(-1)) * (-1.0 / len(rows))
            torch.sub(torch.exp_(logarithms), target, out=deltas[last])
        else:
            torch.sub(activations[last], target, out=deltas[last])
            loss = torch.dot(deltas[last].view(-1), deltas[last].view(-1)) * (0.5 / len(rows))
            if sigmoid: deltas[last] = torch.ops.aten.sigmoid_backward(deltas[last], activations[last])
        for l in range(last - 1, -1, -1):
            if l > 0:
                torch.mm(deltas[l + 1], weights[l].t(), out=deltas[l])
                if sigmoid: deltas[l] = torch.ops.aten.sigmoid_backward(deltas[l], activations[l])
                else: deltas[l] = torch.ops.aten.threshold_backward(deltas[l], activations[l], 0)
            weights[l].addmm_(activations[l].t(), deltas[l + 1], alpha=-rate / len(rows))
            biases[l].addmv_(deltas[l + 1].t(), ones, alpha=-rate / len(rows))
        return loss

    weights, biases = [], []
    for size, following in zip(case.layers, case.layers[1:]):
        weights.append((torch.rand(size, following) * 2 - 1) / size ** 0.5)
        biases.append((torch.rand(following) * 2 - 1) / size ** 0.5)
    activations, deltas = ([torch.zeros(case.batch, size) for size in case.layers] for _ in range(2))
    target, ones = torch.zeros(case.batch, case.layers[-1]), torch.ones(case.batch)
    whole = torch.jit.script(step) if variant == "script" else step

    def run(rows):
        count = len(rows)  # the last batch of an epoch may be smaller
        if count == case.batch:
            return whole(inputs, targets, rows, weights, biases, activations, deltas, target, ones, case.classifies, case.sigmoid, LEARNING_RATE)
        return whole(inputs, targets, rows, weights, biases, [a[:count] for a in activations], [d[:count] for d in deltas], target[:count], ones[:count],
                     case.classifies, case.sigmoid, LEARNING_RATE)
    return run


def prediction(torch, case, inputs, variant):
    """One row through the network: layer by layer by hand, or as a module (scripted and frozen where the variant says so)."""
    layers = []
    for size, following in zip(case.layers, case.layers[1:]):
        layers += [torch.nn.Linear(size, following), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1], torch.nn.Softmax(dim=-1)).eval()
    if variant == "script":
        network = torch.jit.freeze(torch.jit.script(network))
    if variant != "fused":
        return lambda row: network(inputs[row])
    pairs = [(layer.weight.detach(), layer.bias.detach()) for layer in network if isinstance(layer, torch.nn.Linear)]
    values = [torch.zeros(size) for size in case.layers]
    joined = list(zip(pairs, values[1:]))

    def predict(row):
        value = inputs[row]
        for (weight, bias), result in joined[:-1]:
            value = torch.relu_(torch.addmv(bias, weight, value, out=result))
        (weight, bias), result = joined[-1]
        return torch.softmax(torch.addmv(bias, weight, value, out=result), 0)
    return predict


def prepare_with(torch, variant):
    def prepare(case):
        torch.manual_seed(1)
        inputs, targets = (torch.from_numpy(values) for values in case.data())
        if case.predicts:
            call, state = prediction(torch, case, inputs, variant), [0]

            def work(steps):
                with torch.inference_mode():
                    for row in range(state[0], state[0] + steps): call(row % case.rows)
                state[0] += steps
                return steps, None
        else:
            step = (by_hand if variant in ("fused", "script") else automatic)(torch, case, inputs, targets, variant)
            batches = epochs(torch, case.rows, case.batch)

            def work(steps):
                with torch.set_grad_enabled(variant not in ("fused", "script")):
                    for _ in range(steps): loss = step(next(batches))
                return steps, float(loss)
        work(20)  # buffers, threads, and the script's profiling runs
        return work
    return prepare


def main():
    options, title = peer_protocol.start(__doc__, "torch", VARIANTS, CONFIGURATIONS)
    import torch
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    wrong = peer_protocol.wrong_product(lambda a, b: (torch.from_numpy(a) @ torch.from_numpy(b)).numpy())
    peer_protocol.converse("pytorch", torch.__version__, title, prepare_with(torch, options.variant), wrong)


if __name__ == "__main__":
    main()
