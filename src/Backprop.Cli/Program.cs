using Backprop.Cli;

using var environment = CommandEnvironment.OfProcess();
return CommandLine.Run(args, environment);
