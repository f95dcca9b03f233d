using System.Net;
using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Another port for workers, with rules of its own. What registers there and on other ports sees each other as the rules allow.</summary>
public sealed record IIIWorkerListenerOptions
{
    /// <summary>The port; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The address; null for <see cref="IIIDevEngineOptions.Address"/>. Default: null.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>A function that is called instead of every function that is called through this port; it calls them itself. Default: none.</summary>
    public string? MiddlewareFunctionId { get; init; }

    /// <summary>Who may do what. Default: everybody everything.</summary>
    public IIIRbacOptions? Rbac { get; init; }
}

/// <summary>Who may do what on a port for workers.</summary>
public sealed record IIIRbacOptions
{
    /// <summary>The function that gets the headers, the query and the address of a new connection and says what it may do. Default: none; every connection is accepted.</summary>
    public string? AuthFunctionId { get; init; }

    /// <summary>The functions that every connection may call. Default: none but those of the engine's infrastructure.</summary>
    public IReadOnlyList<IIIFunctionFilter> ExposeFunctions { get; init; } = [];

    /// <summary>The function that is asked before a function is registered, and may change it.</summary>
    public string? OnFunctionRegistrationFunctionId { get; init; }

    /// <summary>The function that is asked before a trigger is bound, and may change it.</summary>
    public string? OnTriggerRegistrationFunctionId { get; init; }

    /// <summary>The function that is asked before a trigger type is registered, and may change it.</summary>
    public string? OnTriggerTypeRegistrationFunctionId { get; init; }
}

/// <summary>Functions that may be called: by their ids or by their metadata, in one namespace.</summary>
public sealed record IIIFunctionFilter
{
    private IIIFunctionFilter()
    {
    }

    /// <summary>The pattern of the id, with <c>*</c> for any run of characters; null when the metadata decides.</summary>
    public string? Pattern { get; private init; }

    /// <summary>What the metadata must hold; a text <c>match("…")</c> is a pattern.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; private init; }

    /// <summary>The namespace of the functions.</summary>
    public string Namespace { get; private init; } = "default";

    /// <summary>Functions by their ids.</summary>
    /// <param name="pattern">The id, with <c>*</c> for any run of characters.</param>
    /// <param name="namespace">Their namespace.</param>
    public static IIIFunctionFilter Matching(string pattern, string @namespace = "default") => new() { Pattern = pattern, Namespace = @namespace };

    /// <summary>Functions by their metadata.</summary>
    /// <param name="metadata">What it must hold, all of it; a text <c>match("…")</c> is a pattern.</param>
    /// <param name="namespace">Their namespace.</param>
    public static IIIFunctionFilter WithMetadata(IReadOnlyDictionary<string, JsonElement> metadata, string @namespace = "default") => new() { Metadata = metadata, Namespace = @namespace };
}
