using Iii.DevEngine.Sessions;

namespace Iii.DevEngine.Tests;

/// <summary>How large messages a worker receives, by what it says of itself.</summary>
public sealed class ReceiveLimitTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData("dotnet", "0.1.0", true, 64)]
    [InlineData(null, null, true, 64)]
    [InlineData("python", "0.23.0", true, 64)]
    [InlineData("node", "0.24.5", false, 64)]
    [InlineData("rust", "0.24.5+build.7", false, 64)]
    [InlineData("go", "0.25.0-rc.4", false, 64)]
    [InlineData("python", "1.0", false, 64)]
    [InlineData("node", "0.24.4", false, 16)]
    [InlineData("rust", "0.24.5-rc.1", false, 16)]
    [InlineData("go", "0.9.9", false, 16)]
    [InlineData("node", "latest", false, 16)]
    [InlineData("node", null, false, 16)]
    [InlineData("dotnet", "9.0.0", false, 16)]
    [InlineData("unknown", "0.26.0", false, 16)]
    [InlineData(null, null, false, 16)]
    [InlineData("python", "0.24.4", false, 1)]
    [InlineData("python", "0.24.5-rc.1", false, 1)]
    [InlineData("python", null, false, 1)]
    public void ReceiveLimit_follows_feature_runtime_and_version(string? runtime, string? version, bool hasLargeMessages, int mebibytes) =>
        Assert.Equal(mebibytes * Mebibyte, ReceiveLimit.Of(hasLargeMessages ? ProtocolFeatures.LargeMessages : ProtocolFeatures.None, runtime, version));

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22, false)]
    [InlineData(IIIEngineGeneration.V0_23, false)]
    [InlineData(IIIEngineGeneration.V0_24, false)]
    [InlineData(IIIEngineGeneration.V0_25, true)]
    [InlineData(IIIEngineGeneration.V0_26, true)]
    [InlineData(IIIEngineGeneration.V0_27, true)]
    [InlineData(null, true)]
    public void ReceiveLimit_before_0_25_there_is_none(IIIEngineGeneration? generation, bool isChecked) =>
        Assert.Equal(isChecked ? 16 * Mebibyte : int.MaxValue, new GenerationRules(generation).ReceiveLimitOf(default, "node", "0.24.4"));
}
