namespace Iii.Hosting;

/// <summary>What somebody registers with the host's worker.</summary>
internal sealed record WorkerRegistration(Action<IIIWorker> Register);
