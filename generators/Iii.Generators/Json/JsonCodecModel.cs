namespace Iii.Generators.Json;

/// <summary>A codec that is emitted.</summary>
/// <param name="Type">The C# type, global-qualified, not null.</param>
/// <param name="Name">The emitted codec's name.</param>
/// <param name="Display">The type as the user writes it.</param>
internal abstract record JsonCodecModel(string Type, string Name, string Display);
