namespace Iii.Registration;

/// <summary>A service of this worker: a name under which its functions are shown.</summary>
internal sealed record ServiceRegistration(string Id, string Name, string? Description, string? ParentId);
