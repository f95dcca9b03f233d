using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Triggers;

namespace Iii.Generators.Functions;

/// <summary>A function: all that is needed to emit it, nothing that changes when its neighbours do.</summary>
/// <param name="Class">The class that declares the method, global-qualified.</param>
/// <param name="ClassDisplay">The same as people write it.</param>
/// <param name="Result">The result's type; null for none.</param>
/// <param name="ResultIsHttpResponse">The result is a whole http response already.</param>
/// <param name="Literals">How text in a route, a query or a header becomes JSON, for what is no text in JSON; as C# source.</param>
/// <param name="Services">The types that must be among the worker's services.</param>
internal sealed record FunctionModel(
    string Id,
    string? Description,
    string Class,
    string ClassDisplay,
    string Method,
    bool IsStatic,
    ReturnKind Return,
    string TaskType,
    JsonTypeRef? Result,
    bool ResultIsHttpResponse,
    EquatableArray<ParameterModel> Parameters,
    string RequestSchema,
    string? ResponseSchema,
    EquatableArray<TriggerModel> Triggers,
    EquatableArray<string> Literals,
    EquatableArray<string> Services)
{
    /// <summary>The delegate that is called, when it is not a method of a class.</summary>
    public HandlerModel? Handler { get; init; }

    /// <summary>A parameter is, or contains, the end of a channel.</summary>
    public bool HasChannels { get; init; }

    /// <summary>How deep the JSON of its calls may be nested.</summary>
    public int MaxDepth { get; init; } = Json.JsonOptions.DefaultMaxDepth;

    /// <summary>What is set to its calls.</summary>
    public FunctionLimits Limits { get; init; } = FunctionLimits.None;

    /// <summary>Gets the observers whose target it is.</summary>
    public EquatableArray<Observers.ObserverModel> Observers { get; init; }

    /// <summary>Gets the types and codecs of the envelope that it is called with, as C# source; null for none.</summary>
    public string? Envelope { get; init; }

    /// <summary>It writes its http response itself.</summary>
    public bool StreamsResponse => Parameters.Any(p => p.Special == "call.HttpResponse");

    /// <summary>The parameters that are checked before the function runs.</summary>
    public EquatableArray<Validation.CheckedMember> Checked { get; init; }

    /// <summary>It may be called with an http request.</summary>
    public bool IsHttp => Triggers.Any(t => t.Type == "http");
}

/// <summary>A handler that is given at run time.</summary>
/// <param name="ReturnType">What it returns, as C# source.</param>
/// <param name="Parameters">Its parameters as they are declared, defaults and all, as C# source.</param>
internal sealed record HandlerModel(string ReturnType, string Parameters)
{
    /// <summary>The type of the delegate, as C# source; null for one that has no name.</summary>
    public string? DelegateType { get; init; }
}

/// <summary>A trigger as it is registered.</summary>
/// <param name="Type">The trigger type's id.</param>
/// <param name="Config">The configuration in JSON.</param>
internal sealed record TriggerModel(string Type, string Config, bool UsesResult);

/// <param name="Special">The expression for what does not come from the payload; null for what does.</param>
/// <param name="Default">The C# default as source; null when there is none.</param>
/// <param name="JsonName">The property of the payload; null for the whole payload.</param>
/// <param name="IsNullable">Null may be passed.</param>
internal sealed record ParameterModel(
    string Name,
    string? Special,
    JsonTypeRef? Type,
    string? JsonName,
    string? Default,
    bool IsNullable,
    bool IsHttpRequest)
{
    /// <summary>The statement's right side that reads the parameter from the call's metadata, as C# source; null for all others.</summary>
    public string? Metadata { get; init; }
}

/// <summary>One attributed method: its model where it can be a function, and what is wrong with it where not.</summary>
internal sealed record FunctionFound(
    FunctionModel? Model,
    string? Id,
    string Display,
    LocationRecord? IdLocation,
    EquatableArray<RouteFound> Routes,
    EquatableArray<ConditionFound> Conditions,
    EquatableArray<DiagnosticRecord> Problems,
    JsonTypesFound Json)
{
    /// <summary>Gets the observers whose target it is, with their places.</summary>
    public EquatableArray<Observers.ObserverFound> Observers { get; init; }

    /// <summary>What is checked before it runs.</summary>
    public Validation.ValidationFound Validation { get; init; } = Generators.Validation.ValidationFound.None;
}

/// <param name="Shape">The method and the path with its parameters' names taken out: what must be unique.</param>
internal sealed record RouteFound(string Shape, string Display, LocationRecord? Location);
