using Spectre.Console;
using Spectre.Console.Rendering;

namespace Backprop.Cli.Terminals;

/// <summary>A display that is drawn again and again while work goes on; a timer alone draws, so that the work never waits for the terminal.</summary>
internal static class LiveDisplay
{
    /// <summary>Does the work, with a last drawing at its end, whatever that is.</summary>
    /// <param name="environment">Whose terminal it is.</param>
    /// <param name="interval">From one drawing to the next.</param>
    /// <param name="render">How it looks now; called from the timer's thread.</param>
    /// <param name="work">The work.</param>
    public static T Follow<T>(CommandEnvironment environment, TimeSpan interval, Func<IRenderable> render, Func<T> work) =>
        Screen.Create(environment).Live(render()).Start(display =>
        {
            Lock gate = new();
            using var timer = new Timer(_ => Draw(), null, interval, interval);
            try
            {
                return work();
            }
            finally
            {
                timer.Change(Timeout.Infinite, Timeout.Infinite);
                Draw();
            }

            void Draw()
            {
                lock (gate) display.UpdateTarget(render());
            }
        });
}
