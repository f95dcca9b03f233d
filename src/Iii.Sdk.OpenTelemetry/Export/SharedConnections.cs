using System.Net.WebSockets;

namespace Iii.Export;

/// <summary>The connections of this process: exporters that go the same way share one, and the last of them that is shut down closes it.</summary>
internal static class SharedConnections
{
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<Way, Shared> s_connections = [];

    /// <summary>Takes part in a connection; the options of the first who does are its options.</summary>
    public static Lease Take(IIIExporterOptions options)
    {
        var way = new Way(options.Address, options.Headers, options.ConfigureSocket);
        lock (s_gate)
        {
            if (!s_connections.TryGetValue(way, out var shared))
            {
                s_connections[way] = shared = new Shared(new TelemetryConnection(options));
            }

            shared.Count++;
            return new Lease(way, shared.Connection, options.ShutdownTimeout);
        }
    }

    private static bool Leave(Way way)
    {
        lock (s_gate)
        {
            var shared = s_connections[way];
            return --shared.Count == 0 && s_connections.Remove(way);
        }
    }

    private sealed class Shared(TelemetryConnection connection)
    {
        public TelemetryConnection Connection => connection;

        public int Count { get; set; }
    }

    internal readonly record struct Way(Uri? Address, IReadOnlyDictionary<string, string>? Headers, Action<ClientWebSocketOptions>? ConfigureSocket);

    /// <summary>One exporter's part of a connection.</summary>
    internal sealed class Lease(Way way, TelemetryConnection connection, TimeSpan shutdownTimeout)
    {
        private int _hasLeft;

        /// <summary>Sends frames when there is a connection.</summary>
        /// <returns>False when some never will be sent.</returns>
        public bool Send(List<byte[]> frames)
        {
            var isSent = true;
            foreach (var frame in frames)
            {
                isSent &= Volatile.Read(ref _hasLeft) == 0 && connection.Send(frame);
            }

            return isSent;
        }

        /// <summary>Waits until all was sent.</summary>
        public bool Flush(int timeoutMilliseconds) => connection.FlushAsync(Limit(timeoutMilliseconds, TimeSpan.MaxValue)).GetAwaiter().GetResult();

        /// <summary>Leaves; the last one sees to it that all was sent, and closes the connection.</summary>
        /// <returns>False when there was no time for all.</returns>
        public bool Leave(int timeoutMilliseconds)
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) != 0)
            {
                return true;
            }

            // What is not sent yet goes by the connection of those who stay.
            if (!SharedConnections.Leave(way))
            {
                return true;
            }

            return connection.ShutdownAsync(Limit(timeoutMilliseconds, shutdownTimeout)).GetAwaiter().GetResult();
        }

        private static TimeSpan Limit(int timeoutMilliseconds, TimeSpan most)
        {
            var limit = timeoutMilliseconds == Timeout.Infinite ? TimeSpan.FromMilliseconds(int.MaxValue) : TimeSpan.FromMilliseconds(timeoutMilliseconds);
            return limit < most ? limit : most;
        }
    }
}
