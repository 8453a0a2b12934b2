#:project ../src/Backprop
#:property PublishAot=true
#:property IlcInstructionSet=x86-64-v4
#:property StripSymbols=false
#:property InvariantGlobalization=true

// What benchmarks/machine-code.sh compiles ahead and reads: a program that reaches the kernels of every width.

using Backprop;
using Backprop.Data;

var data = BuiltInDatasets.Load("iris");
var network = new Network(data.Features, [new Dense(8, Activation.Relu), new Dense(3, Activation.Softmax)]);
network.Initialize(seed: 1);
var result = new Trainer(network, Loss.CrossEntropy, new Sgd(learningRate: 0.1f), new TrainingOptions { Epochs = 2, BatchSize = 16 }).Train(data);
Console.WriteLine(result.StopReason);
