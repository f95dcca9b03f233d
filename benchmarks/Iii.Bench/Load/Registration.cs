using System.Text.Json;
using Iii.Bench.Wire;

namespace Iii.Bench.Load;

/// <summary>What comes before the first call: the engine's greeting, and the worker's registration of the function.</summary>
internal static class Registration
{
    public static void Await(WorkerSocket socket)
    {
        socket.Gather(ServerFrame.Of(FrameKind.Text, """{"type":"workerregistered","worker_id":"be4c0000-0000-4000-8000-ffffffffffff"}"""u8));
        socket.Flush();
        while (true)
        {
            socket.Receive();
            while (socket.TryTake(out var message))
            {
                if (IsTheFunction(message))
                {
                    return;
                }
            }

            socket.Flush();
        }
    }

    private static bool IsTheFunction(ReadOnlySpan<byte> message)
    {
        using var frame = JsonDocument.Parse(message.ToArray());
        return frame.RootElement.GetProperty("type").ValueEquals("registerfunction"u8)
            && frame.RootElement.GetProperty("id").ValueEquals(SimilarityCall.FunctionId);
    }
}
