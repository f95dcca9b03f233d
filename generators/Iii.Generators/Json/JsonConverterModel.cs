namespace Iii.Generators.Json;

/// <summary>A codec that hands over to a converter of System.Text.Json.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="Display">The type as the user writes it.</param>
/// <param name="Converter">The converter's C# type.</param>
/// <param name="IsFactory">It makes the converter, as the one of enums does.</param>
/// <param name="CanBeNull">The type has null among its values.</param>
/// <param name="IsReference">The type is a class or an interface.</param>
internal sealed record JsonConverterModel(string Type, string Name, string Display, string Converter, bool IsFactory, bool CanBeNull, bool IsReference) : JsonCodecModel(Type, Name, Display);
