using System.Reflection;
using System.Runtime.CompilerServices;

namespace Backprop.Reference;

/// <summary>
/// Copies a network, layer or loss of the reference into this compilation of it: each object becomes one of the type of the same name here,
/// field by field, and a double becomes a <see cref="Real"/> where the field is one here. What was one object stays one, so that a layer and
/// the list of its parameters share their numbers. A layer that is added to the reference needs no line here.
/// </summary>
internal sealed class ReferenceMirror
{
    private const BindingFlags OwnFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Assembly _from;
    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);

    private ReferenceMirror(Assembly from) => _from = from;

    /// <exception cref="TypeLoadException">It holds an object of a type that is no part of the reference.</exception>
    public static T Of<T>(object original) where T : class => (T)new ReferenceMirror(original.GetType().Assembly).Copy(original, typeof(T))!;

    private object? Copy(object? original, Type wanted)
    {
        if (original is null) return null;
        if (original is double number) return wanted == typeof(Real) ? (object)(Real)number : number;
        Type type = original.GetType();
        if (type.IsPrimitive || original is string or Delegate) return original;
        if (type.IsEnum) return Enum.ToObject(TypeHere(type), original);
        if (_copies.TryGetValue(original, out object? copy)) return copy;
        return original is Array array
            ? Elements(array, wanted.IsArray ? wanted.GetElementType()! : TypeHere(type.GetElementType()!))
            : Fields(original, TypeHere(type));
    }

    private Array Elements(Array original, Type element)
    {
        var copy = Array.CreateInstance(element, original.Length);
        _copies[original] = copy;
        for (int i = 0; i < original.Length; i++) copy.SetValue(Copy(original.GetValue(i), element), i);
        return copy;
    }

    private object Fields(object original, Type type)
    {
        object copy = RuntimeHelpers.GetUninitializedObject(type);
        _copies[original] = copy;
        for (Type from = original.GetType(), here = type; here != typeof(object); (from, here) = (from.BaseType!, here.BaseType!))
            foreach (var field in here.GetFields(OwnFields))
                field.SetValue(copy, Copy(from.GetField(field.Name, OwnFields)!.GetValue(original), field.FieldType));
        return copy;
    }

    private Type TypeHere(Type type)
    {
        if (type.IsArray) return TypeHere(type.GetElementType()!).MakeArrayType();
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (definition.Assembly == _from) definition = typeof(ReferenceMirror).Assembly.GetType(definition.FullName!, throwOnError: true)!;
        return type.IsGenericType ? definition.MakeGenericType([.. type.GetGenericArguments().Select(TypeHere)]) : definition;
    }
}
