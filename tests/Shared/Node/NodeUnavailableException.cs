namespace Iii.TestSupport;

/// <summary>Represents that tests with the official Node SDK cannot run here, and what to do about it.</summary>
internal sealed class NodeUnavailableException(string reason) : Exception(
    $"The interop tests run the official Node SDK and need Node.js {NodeTools.MinimumVersion} or later with npm, but {reason}. " +
    "Install Node.js from nodejs.org or your distribution and put it on PATH, " +
    "or leave these tests out: dotnet test --filter 'FullyQualifiedName!~Iii.Interop.Tests'");
