using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>A type with [JsonDerivedType]: its codec hands over to that of the type a value turns out to be.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="Display">The type as the user writes it.</param>
/// <param name="Discriminator">The property that says which type it is; null when none of the types is said.</param>
/// <param name="Base">The codec of the type without regard to those derived; null when it can not be made.</param>
/// <param name="Derived">The types it may turn out to be.</param>
/// <param name="FallsBack">Other types are written as the base.</param>
/// <param name="IgnoresUnknown">Names of other types are read as the base.</param>
internal sealed record JsonPolymorphicModel(
    string Type, string Name, string Display, string? Discriminator, string? Base, EquatableArray<JsonDerivedType> Derived, bool FallsBack, bool IgnoresUnknown) : JsonCodecModel(Type, Name, Display);

/// <param name="Type">The C# type.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="Text">The discriminator when it is a string.</param>
/// <param name="Number">The discriminator when it is a number.</param>
internal sealed record JsonDerivedType(string Type, string Codec, string? Text, int? Number);
