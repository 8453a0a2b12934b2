using System.Reflection;
using System.Runtime.Loader;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public class SimdTests
{
    [Theory]
    [InlineData("scalar")]
    [InlineData("128")]
    [InlineData("256")]
    [InlineData("512")]
    public void The_variable_forces_the_width_that_it_names(string forced) =>
        Assert.Equal(forced, Simd.NameOf(Simd.Choose(forced)));

    [Fact]
    public void An_empty_variable_is_no_variable() => Assert.Equal(Simd.Choose(null), Simd.Choose(""));

    [Fact]
    public void The_width_in_use_is_the_forced_one() =>
        Assert.Equal(Simd.Choose(Environment.GetEnvironmentVariable(Simd.Variable)), Simd.Width);

    [Theory]
    [InlineData("1024")]
    [InlineData("Scalar")]
    [InlineData(" 256")]
    [InlineData("51\n2")]
    public void Anything_else_is_refused_in_one_line_that_names_variable_value_and_choices(string forced)
    {
        string message = Assert.Throws<InvalidInputException>(() => Simd.Choose(forced)).Message;
        Assert.Equal(
            $"The environment variable BACKPROP_SIMD is \"{forced.Replace('\n', '?')}\" but must be scalar, 128, 256 or 512. "
            + "Unset it to use the widest vectors of this machine.",
            message);
    }

    // A second copy of the engine, as the width of this one is chosen already. A static constructor on the way
    // would turn the error into a TypeInitializationException, which no command line prints as the user's.
    [Theory]
    [InlineData("Backprop.Numerics.Simd", nameof(Simd.Width))]
    [InlineData("Backprop.Numerics.MatrixProduct", nameof(MatrixProduct.Current))]
    public void The_refusal_itself_reaches_the_caller(string type, string property)
    {
        _ = Simd.Width;
        var fresh = new AssemblyLoadContext(nameof(SimdTests), isCollectible: true);
        string? before = Environment.GetEnvironmentVariable(Simd.Variable);
        Environment.SetEnvironmentVariable(Simd.Variable, "64");
        try
        {
            var getter = fresh.LoadFromAssemblyPath(typeof(Simd).Assembly.Location).GetType(type, throwOnError: true)!
                .GetProperty(property, BindingFlags.Static | BindingFlags.Public)!.GetMethod!;
            var error = Record.Exception(() => getter.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null));
            Assert.Equal(typeof(InvalidInputException).FullName, error?.GetType().FullName);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Simd.Variable, before);
            fresh.Unload();
        }
    }
}
