using System.Diagnostics;
using System.Text;
using Iii.TestSupport;

namespace Iii.Interop.Tests;

/// <summary>A Node process that runs the official SDK as a worker of an engine.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private NodePeer(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>What the process has said of errors.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "node");

    /// <summary>Starts the process, and returns when all that it registers is registered.</summary>
    /// <param name="report">Takes one line before anything is downloaded.</param>
    public static async Task<NodePeer> StartAsync(Uri engine, Action<string> report)
    {
        var machine = new ThisMachine();
        var tools = await NodeTools.FindAsync(machine);
        await new NodePackages(machine, Folder, report).InstallAsync(tools);
        var peer = new NodePeer(Start(tools.Node, engine));
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        peer._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null or "ready")
            {
                ready.TrySetResult(line.Data is not null);
            }
        };
        peer._process.BeginOutputReadLine();
        Assert.True(await ready.Task.WaitAsync(TestTimeout.Default), $"The peer ended before it was ready: {peer.Errors}");
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static Process Start(string node, Uri engine)
    {
        var start = new ProcessStartInfo(node, ["peer.mjs"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OTEL_ENABLED"] = "false";
        start.Environment["III_URL"] = engine.ToString();
        return Process.Start(start)!;
    }
}
