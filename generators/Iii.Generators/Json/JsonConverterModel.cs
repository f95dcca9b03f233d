namespace Iii.Generators.Json;

/// <summary>A codec that hands over to a converter of System.Text.Json.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="Display">The type as the user writes it.</param>
/// <param name="Converter">The converter's C# type.</param>
/// <param name="Making">How the converter comes into being.</param>
/// <param name="CanBeNull">The type has null among its values.</param>
/// <param name="IsReference">The type is a class or an interface.</param>
internal sealed record JsonConverterModel(string Type, string Name, string Display, string Converter, ConverterMaking Making, bool CanBeNull, bool IsReference) : JsonCodecModel(Type, Name, Display);

/// <summary>How a converter comes into being.</summary>
internal enum ConverterMaking
{
    /// <summary>By its constructor.</summary>
    New,

    /// <summary>By a factory that is known to make it, as the one of enums does.</summary>
    KnownFactory,

    /// <summary>By a factory of the user's, which is asked first whether it can.</summary>
    Factory,
}
