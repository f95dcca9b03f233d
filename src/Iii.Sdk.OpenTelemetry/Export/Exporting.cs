using OpenTelemetry;

namespace Iii.Export;

/// <summary>What the three exporters have in common: nothing that goes wrong leaves them.</summary>
internal static class Exporting
{
    public static ExportResult Send(SharedConnections.Lease connection, Func<List<byte[]>> frames)
    {
        try
        {
            return connection.Send(frames()) ? ExportResult.Success : ExportResult.Failure;
        }
        catch (Exception e)
        {
            ExporterEvents.Log.Failed(e.ToString());
            return ExportResult.Failure;
        }
    }
}
