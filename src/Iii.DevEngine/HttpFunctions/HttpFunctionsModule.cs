using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.HttpFunctions;

/// <summary>Calls functions that are hosted by http: registered by a worker, run by whoever answers at their address.</summary>
internal sealed class HttpFunctionsModule : IEngineModule
{
    private readonly TimeProvider _time;
    private readonly AddressRules _rules;
    private readonly HttpClient _client;

    public HttpFunctionsModule(EngineCore core)
    {
        _time = core.Options.TimeProvider;
        _rules = new AddressRules(core.Options.HttpFunctions);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectCallback = _rules.ConnectAsync })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = core.Options.MaxMessageBytes,
        };
    }

    public string Name => "iii-http-functions";

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes what calls a function.</summary>
    /// <param name="problem">Why it can not be called. What its name is resolved to is looked at by <see cref="ProblemAsync"/>.</param>
    public bool TryHost(string functionId, HostedFunction function, [NotNullWhen(true)] out BuiltInHandler? handler, [NotNullWhen(false)] out string? problem)
    {
        handler = null;
        problem = _rules.Problem(function.Url, out _);

        // The secret is read once, here: what the variable holds later does not count.
        var secret = function.Auth is { } auth ? Environment.GetEnvironmentVariable(auth.Variable) : null;
        problem ??= function.Auth is not null && secret is null ? $"the environment variable {function.Auth.Variable} is not set" : null;
        if (problem is not null)
        {
            return false;
        }

        handler = (call, cancellationToken) => CallAsync(functionId, function, secret, call, cancellationToken);
        return true;
    }

    /// <summary>Says what is wrong with a function's address; null when nothing is.</summary>
    public ValueTask<string?> ProblemAsync(HostedFunction function, CancellationToken cancellationToken) => _rules.ProblemAsync(function.Url, cancellationToken);

    private async ValueTask<Outcome> CallAsync(string functionId, HostedFunction function, string? secret, BuiltInCall call, CancellationToken cancellationToken)
    {
        if (await _rules.ProblemAsync(function.Url, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            return Outcome.Failed("url_validation_failed", problem);
        }

        using var request = Request(functionId, function, secret, call);
        using var timeout = new CancellationTokenSource(function.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return await HostedAnswer.ReadAsync(response, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Outcome.Failed("http_request_failed", $"error sending request for url ({function.Url}): operation timed out");
        }
        catch (HttpRequestException e)
        {
            return Outcome.Failed("http_request_failed", $"error sending request for url ({function.Url}): {e.Message}");
        }
    }

    private HttpRequestMessage Request(string functionId, HostedFunction function, string? secret, BuiltInCall call)
    {
        var body = CanonicalJson.Text(call.Payload, call.Caller?.Id);
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(function.Method, function.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("x-iii-Function-Path", functionId);
        request.Headers.TryAddWithoutValidation("x-iii-Invocation-ID", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("x-iii-Timestamp", timestamp);
        foreach (var (name, value) in function.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (function.Auth is { } auth)
        {
            request.Headers.TryAddWithoutValidation(auth.Header, auth.Kind switch
            {
                "hmac" => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret!), Encoding.UTF8.GetBytes($"{timestamp}:{Convert.ToBase64String(body)}")))}",
                "bearer" => $"Bearer {secret}",
                _ => secret,
            });
        }

        return request;
    }
}
