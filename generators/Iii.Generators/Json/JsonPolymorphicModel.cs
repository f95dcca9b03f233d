using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>A type with [JsonDerivedType]: its codec hands over to that of the type a value turns out to be.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="Display">The type as the user writes it.</param>
/// <param name="Discriminator">The property that says which type it is; null when none of the types is said.</param>
/// <param name="Base">The codec of the type without regard to those derived; null when it is neither read nor written as itself.</param>
/// <param name="Derived">The types it may turn out to be.</param>
/// <param name="IsAbstract">Nothing is read as the base.</param>
/// <param name="IsBaseTold">The codec of the base is told which property is the discriminator.</param>
/// <param name="Fallback">What becomes of other types.</param>
/// <param name="IgnoresUnknown">Names of other types are read as the base.</param>
/// <param name="AllowsOutOfOrder">The discriminator need not be the first property.</param>
internal sealed record JsonPolymorphicModel(
    string Type, string Name, string Display, string? Discriminator, string? Base, EquatableArray<JsonDerivedType> Derived, bool IsAbstract, bool IsBaseTold, JsonFallback Fallback, bool IgnoresUnknown, bool AllowsOutOfOrder) : JsonCodecModel(Type, Name, Display);

/// <param name="Type">The C# type.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="Text">The discriminator when it is a string.</param>
/// <param name="Number">The discriminator when it is a number.</param>
/// <param name="IsTold">Its codec is told which property is the discriminator.</param>
/// <param name="Depth">How many types it derives from.</param>
internal sealed record JsonDerivedType(string Type, string Codec, string? Text, int? Number, bool IsTold, int Depth);

/// <summary>What becomes of a value whose type is not named: JsonUnknownDerivedTypeHandling.</summary>
internal enum JsonFallback
{
    /// <summary>It is refused.</summary>
    None = 0,

    /// <summary>It is written as the base.</summary>
    Base = 1,

    /// <summary>It is written as the nearest type above it that is named.</summary>
    NearestAncestor = 2,
}
