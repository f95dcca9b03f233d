using System.Diagnostics;
using System.Text.Json;
using Iii.Bench.Wire;

namespace Iii.Bench.Load;

/// <summary>Keeps a number of calls in flight on one worker: each answer is checked, counted, and followed by the next call at once.</summary>
/// <remarks>One thread, no task and no parsing beyond the id: the bench must cost much less than any worker that it measures.</remarks>
internal sealed class Flood
{
    private const int DifferentCalls = 16;

    // Every answer must name a similarity; one of so many is parsed and compared.
    private const uint SampleEvery = 256;

    private readonly WorkerSocket _socket;
    private readonly BenchOptions _options;
    private readonly Process _worker;
    private readonly SimilarityCall[] _calls;
    private readonly uint[] _sequences;
    private readonly long[] _sentAt;
    private Latencies _latencies = new();
    private long _answers;
    private int _open;

    public Flood(WorkerSocket socket, Process worker, BenchOptions options)
    {
        _socket = socket;
        _worker = worker;
        _options = options;
        var random = new Random(49134);
        _calls = [.. Enumerable.Range(0, DifferentCalls).Select(_ => new SimilarityCall(options.Vector, random))];
        _sequences = new uint[options.InFlight];
        _sentAt = new long[options.InFlight];
    }

    public Measurement Run(CancellationToken cancellationToken)
    {
        for (var slot = 0; slot < _options.InFlight; slot++)
        {
            Issue(slot, Stopwatch.GetTimestamp());
        }

        _socket.Flush();
        Drive(TimeSpan.FromSeconds(_options.Warmup), cancellationToken);

        _latencies = new Latencies();
        _answers = 0;
        var cpu = _worker.TotalProcessorTime;
        var elapsed = Drive(TimeSpan.FromSeconds(_options.Seconds), cancellationToken);
        cpu = _worker.TotalProcessorTime - cpu;
        _worker.Refresh();
        var measured = new Measurement(
            _answers / elapsed.TotalSeconds, _latencies.Percentile(0.5), _latencies.Percentile(0.99), cpu.TotalMicroseconds / _answers, _worker.WorkingSet64);

        // Those still in flight must be answered too, each once.
        Drain(cancellationToken);
        return measured;
    }

    private TimeSpan Drive(TimeSpan time, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            Exchange(follow: true, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private void Drain(CancellationToken cancellationToken)
    {
        while (_open > 0)
        {
            Exchange(follow: false, cancellationToken);
        }
    }

    private void Exchange(bool follow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _socket.Receive();
        var now = Stopwatch.GetTimestamp();
        while (_socket.TryTake(out var message))
        {
            if (!CallId.TryFind(message, out var id))
            {
                continue;
            }

            Check(id, message);
            _latencies.Add((long)Stopwatch.GetElapsedTime(_sentAt[id.Slot], now).TotalMicroseconds);
            _answers++;
            _open--;
            if (follow)
            {
                Issue(id.Slot, now);
            }
        }

        _socket.Flush();
    }

    private void Issue(int slot, long now)
    {
        _sentAt[slot] = now;
        _socket.Gather(CallOf(slot).WithId(new CallId(slot, ++_sequences[slot])));
        _open++;
    }

    private SimilarityCall CallOf(int slot) => _calls[slot % DifferentCalls];

    private void Check(CallId id, ReadOnlySpan<byte> answer)
    {
        if (id.Slot >= _sequences.Length || id.Sequence != _sequences[id.Slot])
        {
            throw new InvalidDataException($"The worker answered a call that does not wait for an answer: {System.Text.Encoding.UTF8.GetString(answer)}");
        }

        if (answer.IndexOf("\"similarity\":"u8) < 0 || (id.Sequence % SampleEvery == 1 && !IsRight(answer, CallOf(id.Slot).Similarity)))
        {
            throw new InvalidDataException($"The worker gave a wrong answer (the similarity is {CallOf(id.Slot).Similarity:R}): {System.Text.Encoding.UTF8.GetString(answer)}");
        }
    }

    private static bool IsRight(ReadOnlySpan<byte> answer, double expected)
    {
        using var frame = JsonDocument.Parse(answer.ToArray());
        return frame.RootElement.TryGetProperty("result"u8, out var result)
            && Math.Abs(result.GetProperty("similarity"u8).GetDouble() - expected) < 1e-9;
    }
}
