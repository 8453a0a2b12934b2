using System.ComponentModel.DataAnnotations.Schema;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Backprop.Tabular;

/// <summary>The public properties of a type as columns.</summary>
internal static class RowProperties<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>
{
    /// <exception cref="InvalidInputException">The type has no property that could be a column.</exception>
    public static RowColumns<T> Columns()
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.GetMethod is { IsPublic: true })
            .Select(property => (Name: property.GetCustomAttribute<ColumnAttribute>()?.Name ?? property.Name, Property: property))
            .ToArray();
        if (properties.Length == 0) throw new InvalidInputException($"Rows of the type {typeof(T).Name} have no public property to read. Map the columns with RowColumns.By.");
        return new RowColumns<T>(typeof(T).Name, [.. properties.Select(entry => entry.Name)], Find);

        Func<T, object?>? Find(string column)
        {
            var found = properties.Where(entry => entry.Name == column).ToArray();
            if (found.Length == 0) found = [.. properties.Where(entry => Plain(entry.Name) == Plain(column))];
            return found is [var (_, property)] ? row => property.GetValue(row) : null;
        }
    }

    /// <summary>Letters and digits alone, in lower case.</summary>
    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
