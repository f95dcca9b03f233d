using System.Text.Json;

namespace Iii.Invocation;

/// <summary>The metadata of a call does not fit its function: the message says all, and nothing of what the metadata holds.</summary>
internal sealed class MetadataException(string message) : JsonException(message);
