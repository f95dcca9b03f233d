using Iii.TestSupport;

namespace Iii.Aot.Tests;

/// <summary>Finds the linker and the zlib that native publishing needs; as root on Debian or Ubuntu it installs them.</summary>
internal static class NativeToolchain
{
    private static readonly TimeSpan s_updateTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_installTimeout = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task> s_ready = new(() => EnsureAsync(new ThisMachine(), Console.WriteLine));

    /// <summary>Completes when this machine has the toolchain.</summary>
    /// <exception cref="InvalidOperationException">It has not, and the message names the way out.</exception>
    public static Task ReadyAsync() => s_ready.Value;

    public static async Task EnsureAsync(IMachine machine, Action<string> report)
    {
        if (machine.Platform != System.Runtime.InteropServices.OSPlatform.Linux || HasLinker(machine))
        {
            return;
        }

        if (!machine.IsPrivileged || !machine.FileExists("/usr/bin/apt-get"))
        {
            throw new InvalidOperationException(
                "Native publishing needs a C compiler's linker and zlib: neither 'clang' nor 'gcc' is on PATH. Install them, on Debian or Ubuntu by: "
                + "sudo apt-get install -y clang zlib1g-dev");
        }

        report($"apt-get installs clang and zlib1g-dev, which native publishing needs (at most {(s_updateTimeout + s_installTimeout).TotalMinutes:0} min).");
        await RunAsync(machine, ["update", "-qq"], s_updateTimeout);
        await RunAsync(machine, ["install", "-y", "-qq", "clang", "zlib1g-dev"], s_installTimeout);
    }

    private static bool HasLinker(IMachine machine) => (ProgramPath.Find(machine, "clang") ?? ProgramPath.Find(machine, "gcc")) is not null;

    private static async Task RunAsync(IMachine machine, string[] arguments, TimeSpan timeout)
    {
        var variables = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        var result = await machine.RunAsync(new ProcessCommand("apt-get", arguments) { Variables = variables }, timeout);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(
                $"{result.Describe($"apt-get {string.Join(' ', arguments)}", timeout)} Install 'clang' and 'zlib1g-dev' by hand, and run the tests again.");
        }
    }
}
