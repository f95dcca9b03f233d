namespace Iii.Registration;

/// <summary>A trigger of this worker: what the engine is told of it.</summary>
internal sealed record TriggerRegistration(string Id, string Type, string FunctionId, string Config);
