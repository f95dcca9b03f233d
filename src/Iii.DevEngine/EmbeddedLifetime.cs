using Microsoft.Extensions.Hosting;

namespace Iii.DevEngine;

/// <summary>The engine begins and ends when the program around it says so; signals are the program's, which the usual lifetime would take for itself.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
