using System.Text;

namespace Backprop.Explain;

/// <summary>An explanation as a complete LaTeX document, which pdflatex, xelatex and lualatex compile.</summary>
public static class LatexRenderer
{
    // What fits on a line of 16 cm at 11 pt.
    private const int Width = 78;

    // More columns than that are set smaller.
    private const int MostColumns = 5;

    // A longer table may break over pages, at the price of a second run of LaTeX that aligns its heading.
    private const int MostRows = 30;

    private const string Rule = "\\hline\n\\noalign{\\vskip 2pt}\n";

    private const string Preamble = """
        \documentclass[11pt,a4paper]{article}
        \usepackage[T1]{fontenc}
        \usepackage[utf8]{inputenc}
        \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
        \usepackage{amsmath}
        \usepackage{longtable}
        \usepackage[margin=2.5cm]{geometry}
        \allowdisplaybreaks
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{4pt}
        \setlength{\LTleft}{0pt}
        \setlength{\tabcolsep}{4pt}
        \begin{document}

        """;

    /// <summary>The document's source; every line ends with a line feed.</summary>
    public static string Render(Explanation explanation)
    {
        var formulas = new LatexFormulas(explanation.Precision, Width);
        var text = new StringBuilder(Preamble.ReplaceLineEndings("\n"));
        text.Append("\\section*{").Append(LatexText.Escape(explanation.Title)).Append("}\n");
        foreach (var step in explanation.Preface) Write(text, step, formulas);
        foreach (var section in explanation.Sections)
        {
            text.Append("\n\\section{").Append(LatexText.Escape(section.Heading)).Append("}\n");
            foreach (var step in section.Steps) Write(text, step, formulas);
        }
        return text.Append("\n\\end{document}\n").ToString();
    }

    private static void Write(StringBuilder text, ExplanationStep step, LatexFormulas formulas)
    {
        text.Append("\n\\subsection*{").Append(LatexText.Escape(step.Heading)).Append("}\n");
        foreach (string remark in step.Remarks) text.Append(LatexText.Escape(remark)).Append("\n\n");
        if (step.Formulas.Count > 0) text.Append("\\begin{align*}\n").Append(formulas.Lines(step.Formulas)).Append("\n\\end{align*}\n");
        foreach (var table in step.Tables) Write(text, table, formulas);
    }

    private static void Write(StringBuilder text, ExplanationTable table, LatexFormulas formulas)
    {
        string Cell(Expression cell) => cell is Words words ? LatexText.Escape(words.Text) : $"${formulas.Emit(cell)}$";
        string Line(IEnumerable<Expression> cells) => string.Join(" & ", cells.Select(Cell)) + " \\\\\n";
        string columns = string.Concat(table.Columns.Select((_, column) => table.Rows.Any(row => row[column] is Number) ? 'r' : 'l'));
        text.Append("\n\\textbf{").Append(LatexText.Escape(table.Caption)).Append("}\n\n");
        bool isLong = table.Rows.Count > MostRows;
        string environment = isLong ? "longtable" : "tabular";
        bool wide = table.Columns.Count > MostColumns;
        text.Append(wide ? "{\\small\n" : "").Append("\\begin{").Append(environment).Append("}{").Append(columns).Append("}\n");
        text.Append(Line(table.Columns)).Append(Rule).Append(isLong ? "\\endhead\n" : "");
        for (int row = 0; row < table.Rows.Count; row++)
        {
            if (table.SummaryRows > 0 && row == table.Rows.Count - table.SummaryRows) text.Append(Rule);
            text.Append(Line(table.Rows[row]));
        }
        text.Append("\\end{").Append(environment).Append("}\n").Append(wide ? "}\n" : "").Append("\n\\medskip\n");
    }
}
