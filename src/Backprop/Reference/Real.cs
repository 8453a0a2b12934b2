// The number that the reference computes with. Tests compile the same files with other numbers in its place:
// dual numbers, which carry derivatives (tests/Backprop.DualReference), and numbers that are rounded as floats are (tests/Backprop.RoundedReference).
global using Real = double;
