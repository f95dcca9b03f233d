namespace Iii.Generators.Json;

/// <summary>A codec that hands over to a context of System.Text.Json.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="Display">The type as the user writes it.</param>
/// <param name="Context">The context's C# type.</param>
/// <param name="IsReference">The type is a class or an interface.</param>
internal sealed record JsonContextModel(string Type, string Name, string Display, string Context, bool IsReference) : JsonCodecModel(Type, Name, Display);
