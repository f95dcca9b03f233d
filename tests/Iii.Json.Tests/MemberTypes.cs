#pragma warning disable CA1051, CS0414, CS0649, CS0169, IDE0044, IDE0051 // What only a serializer sees is what is tested.
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

public class Included
{
    [JsonInclude]
    public int Field = 1;

    [JsonInclude]
    internal int InternalField = 2;

    [JsonInclude]
    private int _privateField = 3;

    [JsonInclude]
    private readonly int _readOnlyField = 4;

    public int NotIncluded = 5;

    [JsonInclude]
    internal string? InternalProperty { get; set; }

    [JsonInclude]
    private string? PrivateProperty { get; init; }

    [JsonInclude]
    public int PrivateSetter { get; private set; } = 6;

    [JsonInclude]
    public int PrivateGetter { private get; set; } = 7;

    public int HiddenSetter { get; private set; } = 8;

    public int WriteOnly
    {
        set => _privateField = value;
    }
}

public struct IncludedInStruct
{
    [JsonInclude]
    private int _field;

    [JsonInclude]
    private int Property { get; init; }

    [JsonInclude]
    public readonly int ReadOnly;

    public int Set
    {
        readonly get => _field;
        init => _field = value;
    }
}

public class GenericBase<T>
    where T : notnull
{
    public T? Init { get; init; }

    [JsonInclude]
    public T? PrivateSet { get; private set; }

    [JsonInclude]
    private protected int Protected { get; set; }
}

public sealed class OfGeneric : GenericBase<string>
{
    public int Own { get; init; } = 3;
}

public sealed class PrivateConstructor
{
    [JsonConstructor]
    private PrivateConstructor(int number, string text = "t")
    {
        Number = number + 1000;
        Text = text;
    }

    public int Number { get; }

    public string Text { get; }
}

public sealed class PrivateGenericConstructor<T>
{
    [JsonConstructor]
    internal PrivateGenericConstructor(T value) => Value = value;

    public T Value { get; }
}

public sealed class SetsRequired
{
    [SetsRequiredMembers]
    public SetsRequired() => Name = "set";

    public required string Name { get; init; }

    [JsonRequired]
    public int Still { get; set; }
}

public sealed class RequiredByConstructor
{
    [JsonConstructor]
    public RequiredByConstructor(string name) => Name = name + "!";

    public required string Name { get; init; }

    public required int Other { get; init; }
}

public struct StructWithConstructors
{
    public StructWithConstructors() => A = 3;

    public StructWithConstructors(int a) => A = a + 1;

    public int A { get; set; }

    public int B { get; init; }
}

public struct StructWithMarked
{
    [JsonConstructor]
    public StructWithMarked(int a, int b = 8) => (A, B) = (a + 1, b);

    public int A { get; }

    public int B { get; }
}

public record IgnoredParameter(int A, [property: JsonIgnore] int B = 3, [property: JsonIgnore] string? C = null)
{
    public int Sum => A + B;
}

public abstract class VirtualBase
{
    public virtual int A { get; set; } = 1;

    public virtual int B { get; set; } = 2;

    public abstract int C { get; }

    public int D { get; set; } = 4;

    public int E { get; set; } = 5;
}

public class Overriding : VirtualBase
{
    public override int A { get; set; } = 10;

    [JsonIgnore]
    public override int B { get; set; } = 20;

    public override int C => 30;

    public new string D { get; set; } = "forty";
}

public record Ordered(int Last, int First)
{
    public int Body { get; init; }

    public int Sum => Last + First;
}

public sealed record OrderedMore(int Last, int First, int Own) : Ordered(Last, First)
{
    public new int Body { get; init; }
}
