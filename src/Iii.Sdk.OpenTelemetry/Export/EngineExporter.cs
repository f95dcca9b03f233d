using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Iii.Export;

/// <summary>Sends what it is given to the engine, by a connection that it shares. Nothing that goes wrong leaves it.</summary>
internal abstract class EngineExporter<T>(IIIExporterOptions options) : BaseExporter<T>
    where T : class
{
    private readonly SharedConnections.Lease _connection = SharedConnections.Take(options);
    private Resource? _resource;

    public override ExportResult Export(in Batch<T> batch)
    {
        try
        {
            _resource ??= ParentProvider.GetResource();
            return _connection.Send(Write(_resource, in batch)) ? ExportResult.Success : ExportResult.Failure;
        }
        catch (Exception e)
        {
            ExporterEvents.Log.Failed(e.ToString());
            return ExportResult.Failure;
        }
    }

    /// <summary>The frames of a batch.</summary>
    protected abstract List<byte[]> Write(Resource resource, in Batch<T> batch);

    protected override bool OnForceFlush(int timeoutMilliseconds) => _connection.Flush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => _connection.Leave(timeoutMilliseconds);
}
