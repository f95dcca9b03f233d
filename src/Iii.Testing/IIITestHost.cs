using System.Text;
using Iii.DevEngine;
using Iii.Testing.Network;

namespace Iii.Testing;

/// <summary>
/// An engine and workers for one test: in this process, without sockets or ports, with a clock that stands still until the test moves it. Starts in milliseconds; any number run side by side.
/// </summary>
/// <example>
/// <code>
/// await using var host = await IIITestHost.StartAsync(worker => worker.AddFunctions());
/// var sum = await host.Client.CallAsync&lt;AddRequest, double>("math::add", new AddRequest(1, 2));
/// </code>
/// </example>
public sealed partial class IIITestHost : IAsyncDisposable
{
    /// <summary>How long waits last by default, in the machine's time: the clock of the test stands still meanwhile.</summary>
    public static TimeSpan DefaultPatience { get; } = TimeSpan.FromSeconds(10);

    private const int MaxListed = 20;

    private readonly IIITestHostOptions _options;
    private readonly EngineActivity _activity = new();
    private readonly InvocationRecorder _recorder;
    private readonly MemoryNetwork _network;
    private readonly Rest _rest;
    private readonly TestLog _log;
    private readonly Lock _gate = new();
    private readonly List<IIIWorker> _workers = [];
    private IIIDevEngine? _engine;
    private IIIWorker? _worker;
    private IIIWorker? _client;

    private IIITestHost(IIITestHostOptions options)
    {
        _options = options;
        Clock = options.Clock ?? new IIITestClock();
        _recorder = new InvocationRecorder(options.MaxRecordedInvocations);
        _network = new MemoryNetwork(Clock, _activity);
        _rest = new Rest(_activity);
        _log = new TestLog(options.Output, options.Engine.LoggerFactory, Clock);
        Faults = new IIITestFaults(_network);
    }

    /// <summary>The clock of the engine and all workers. <see cref="AdvanceAsync"/> moves it.</summary>
    public IIITestClock Clock { get; }

    /// <summary>The worker that the host was started with.</summary>
    /// <exception cref="InvalidOperationException">It was started without one.</exception>
    public IIIWorker Worker => _worker ?? throw new InvalidOperationException("The host was started without a worker: give StartAsync one, or use what AddWorkerAsync returns.");

    /// <summary>Calls functions as somebody else: a worker named <c>test</c> that has none itself.</summary>
    public IIIClient Client => _client!;

    /// <summary>Calls http triggers, without a port: paths such as <c>/orders/7</c> are the engine's. Belongs to the host.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>What the test puts in the way.</summary>
    public IIITestFaults Faults { get; }

    /// <summary>The engine's addresses, for clients of <see cref="CreateHandler"/>.</summary>
    public IIIDevEngine Engine => _engine!;

    /// <summary>The calls that the engine has routed, in the order of their beginnings: of workers, of triggers, of queues, of the engine's own functions too.</summary>
    public IReadOnlyList<IIIInvocation> Invocations => _recorder.All;

    /// <summary>Forgets the calls so far.</summary>
    public void ClearInvocations() => _recorder.Clear();

    /// <summary>Waits for a call that has ended. One that was recorded before counts too, but each is found once: the next wait finds the next call.</summary>
    /// <param name="functionId">The function that was called.</param>
    /// <param name="predicate">What the call must be like; null for any.</param>
    /// <param name="timeout">How long to wait, in the machine's time. Default: <see cref="DefaultPatience"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">There was none in time; the message says what was recorded and logged instead.</exception>
    public async Task<IIIInvocation> WaitForInvocationAsync(
        string functionId, Func<IIIInvocation, bool>? predicate = null, TimeSpan? timeout = null,
            CancellationToken cancellationToken = default) =>
        await WaitAsync(functionId, isActivation: false, predicate, timeout, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Waits for a run of a function that an observer caused and that has ended. One that was recorded before counts too, but each is found
    /// once, by this or by <see cref="WaitForInvocationAsync"/>. What triggers cause counts where the worker sends observers for them.
    /// </summary>
    /// <param name="functionId">The function that the observer runs.</param>
    /// <param name="predicate">What the run must be like, such as <c>run => run.CausedBy?.ErrorCode == "declined"</c>; null for
    /// any.</param>
    /// <param name="timeout">How long to wait, in the machine's time. Default: <see cref="DefaultPatience"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">There was none in time; the message says what was recorded, how the observers stand, and what was
    /// logged.</exception>
    public async Task<IIIInvocation> WaitForActivationAsync(
        string functionId, Func<IIIInvocation, bool>? predicate = null, TimeSpan? timeout = null,
            CancellationToken cancellationToken = default) =>
        await WaitAsync(functionId, isActivation: true, predicate, timeout, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Moves the clock: from one timer to the next, and before and after each it lets the engine and the workers finish what they are at, so that everything happens at its time.
    /// </summary>
    /// <remarks>A handler that neither ends nor moves for a quarter of a second of the machine's time is taken for one that waits for the clock, which then goes on.</remarks>
    /// <param name="time">By how much.</param>
    /// <param name="cancellationToken">Ends the moving where it is.</param>
    public async Task AdvanceAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = Clock.GetUtcNow() + time;
        var step = ClockStep.Fired;

        // Away from a test framework's context: there, what a timer sets going would not go at once.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _rest.ReachAsync(step is ClockStep.Fired, cancellationToken).ConfigureAwait(false);
            step = Clock.Step(target);
        }
        while (step is not ClockStep.Done);

        await _rest.ReachAsync(mayGoOn: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until nothing is on its way any more and nobody runs, but for those who wait for the clock or the test.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task SettleAsync(CancellationToken cancellationToken = default) => _rest.ReachAsync(mayGoOn: true, cancellationToken);

    /// <summary>A handler for clients of one's own that reaches the engine's http triggers, and with <see cref="System.Net.WebSockets.ClientWebSocket"/> its streams, without a port. Whoever makes it disposes it.</summary>
    public HttpMessageHandler CreateHandler() => new ActivityHandler(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ConnectCallback = (context, cancellationToken) => _network.DialAsync(context.DnsEndPoint, null, cancellationToken),
        },
        _activity);

    /// <summary>How many connections there are.</summary>
    internal int LinkCount => _network.LinkCount;

    /// <summary>How much is under way.</summary>
    internal int ActivityCount => _activity.Count;

    private async Task<IIIInvocation> WaitAsync(
        string functionId, bool isActivation, Func<IIIInvocation, bool>? predicate, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(functionId);
        var limit = timeout ?? DefaultPatience;
        try
        {
            return await _recorder.WaitAsync(functionId, isActivation, predicate, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var what = $"further {(isActivation ? "activation" : "call")}{(predicate is null ? "" : " that fits")}";
            throw new TimeoutException(InVain($"No {what} of '{functionId}' has ended within {limit.TotalSeconds:0.###} s"));
        }
    }

    private string InVain(string what)
    {
        var text = new StringBuilder().Append(what).Append(", by the machine's time; the host's clock stands at ").Append($"{Clock.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff}").Append(" until AdvanceAsync moves it.");
        var invocations = Invocations;
        text.AppendLine().Append(invocations.Count == 0 ? "Nothing was called." : invocations.Count > MaxListed ? $"The last {MaxListed} of {invocations.Count} calls:" : "The calls:");
        foreach (var invocation in invocations.Skip(invocations.Count - MaxListed))
        {
            text.AppendLine().Append("  ").Append(invocation);
        }

        // Those that run nothing are what a wait in vain is mostly about.
        foreach (var observer in _engine!.Core.Observers.All.Where(o => !o.IsActive).Take(MaxListed))
        {
            text.AppendLine().Append("Observer ").Append(observer.Request.Source.Id).Append(" → ").Append(observer.Request.Target.Id)
                .Append(" is ").Append(observer.State);
            if (observer.Reason is { } reason)
            {
                text.Append(": ").Append(reason.Code).Append(": ").Append(reason.Message);
            }
        }

        var warnings = _log.Warnings;
        if (warnings.Count > 0)
        {
            text.AppendLine().Append("The last warnings:");
            foreach (var warning in warnings)
            {
                text.AppendLine().Append("  ").Append(warning);
            }
        }

        return text.ToString();
    }
}
