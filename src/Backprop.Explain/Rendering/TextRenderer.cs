namespace Backprop.Explain;

/// <summary>An explanation as plain Unicode text with aligned tables, for a terminal.</summary>
public static class TextRenderer
{
    /// <summary>The width that lines are broken at, in characters.</summary>
    public const int DefaultWidth = 100;

    private const int LeastWidth = 40;

    /// <summary>The whole text; every line ends with a line feed.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="width">Where formulas and remarks are broken, at least 40 characters; tables may be wider.</param>
    public static string Render(Explanation explanation, int width = DefaultWidth) =>
        string.Concat(Lines(explanation, width).Select(line => string.Concat(line.Select(span => span.Text)).TrimEnd() + "\n"));

    /// <summary>The lines, each as spans that say what they are: colour is the caller's choice.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="width">Where formulas and remarks are broken, at least 40 characters; tables may be wider.</param>
    public static IEnumerable<IReadOnlyList<TextSpan>> Lines(Explanation explanation, int width = DefaultWidth)
    {
        var layout = new TextLayout(new UnicodeEmitter(explanation.Precision), Math.Max(width, LeastWidth));
        yield return [new(explanation.Title, TextRole.Heading)];
        yield return [new(new string('═', explanation.Title.Length), TextRole.Heading)];
        foreach (var line in explanation.Preface.SelectMany(step => layout.Step(step))) yield return line;
        int number = 0;
        foreach (var section in explanation.Sections)
        {
            string heading = StepView.Text($"{++number}  {section.Heading}");
            yield return [];
            yield return [];
            yield return [new(heading, TextRole.Heading)];
            yield return [new(new string('─', TextLayout.Columns(heading)), TextRole.Heading)];
            foreach (var line in section.Steps.SelectMany(step => layout.Step(step))) yield return line;
        }
    }
}
