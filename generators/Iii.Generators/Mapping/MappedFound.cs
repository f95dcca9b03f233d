using Iii.Generators.Functions;

namespace Iii.Generators.Mapping;

/// <summary>A call of MapFunction.</summary>
/// <param name="Function">The handler as a function.</param>
/// <param name="Location">The attribute's arguments that say which call is intercepted, as C# source.</param>
/// <param name="Place">The file and the line, for people.</param>
internal sealed record MappedFound(FunctionFound Function, string Location, string Place);
