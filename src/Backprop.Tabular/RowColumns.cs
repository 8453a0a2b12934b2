using System.Diagnostics.CodeAnalysis;

namespace Backprop.Tabular;

/// <summary>Ways in which the rows of a program have columns.</summary>
public static class RowColumns
{
    /// <summary>
    /// Each public property is a column of its name, or of its <c>[Column("name")]</c>. A column that no property is called like exactly is that of
    /// the one which differs in case, blanks and signs alone: <c>passenger_count</c> is <c>PassengerCount</c>. Rows that are
    /// dictionaries of <see cref="object"/> by <see cref="string"/> have their keys for columns instead.
    /// </summary>
    /// <typeparam name="T">The type of a row: a class, record, struct or anonymous type, or such a dictionary.</typeparam>
    public static RowColumns<T> ByProperty<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>() =>
        typeof(IReadOnlyDictionary<string, object?>).IsAssignableFrom(typeof(T))
            ? new RowColumns<T>("a row", null, name => row => ((IReadOnlyDictionary<string, object?>)row!).TryGetValue(name, out object? value) ? value : RowColumns<T>.NoValue)
            : RowProperties<T>.Columns();

    /// <summary>A function gives the value of a column.</summary>
    /// <param name="value">From a row and the name of a column to the value; null where it is missing.</param>
    /// <param name="names">The columns that there are, which training needs to know; by default (null) any that are asked for.</param>
    public static RowColumns<T> By<T>(Func<T, string, object?> value, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new RowColumns<T>("the function", names is null ? null : [.. names], name => names?.Contains(name) == false ? null : row => value(row, name));
    }

    /// <summary>A function for each column gives its value.</summary>
    /// <param name="values">From a row to the value of the column of that name; null where it is missing.</param>
    public static RowColumns<T> By<T>(IReadOnlyDictionary<string, Func<T, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new RowColumns<T>("the dictionary", [.. values.Keys], name => values.GetValueOrDefault(name));
    }
}

/// <summary>
/// How rows of a type have columns; <see cref="RowColumns"/> makes it. A value is written as a table would have it, whatever the culture: numbers of any type,
/// texts, yes or no, <see cref="DateTime"/>, <see cref="DateTimeOffset"/> (as UTC), <see cref="DateOnly"/>, <see cref="TimeOnly"/>, enums by
/// their names, null (also of nullable types) where it is missing.
/// </summary>
/// <typeparam name="T">The type of a row.</typeparam>
public sealed class RowColumns<T>
{
    private readonly string _owner;
    private readonly Func<string, Func<T, object?>?> _find;

    internal RowColumns(string owner, string[]? names, Func<string, Func<T, object?>?> find) => (_owner, Names, _find) = (owner, names, find);

    /// <summary>The columns that there are; null where only the rows themselves know.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>What a getter gives where a row has no such value, not even null.</summary>
    internal static object NoValue { get; } = new();

    /// <summary>What gives the value of a column.</summary>
    /// <exception cref="MissingColumnException">There is no such column.</exception>
    internal Func<T, object?> Getter(string name) => _find(name) ?? throw new MissingColumnException(
        $"The rows have no column '{name}', which the model needs: {_owner} has {string.Join(", ", Names!)}. Give it that name, or map the columns with RowColumns.By.", name);
}
