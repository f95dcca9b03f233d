using System.Text;
using System.Text.Json;
using Iii.DevEngine.Sessions;

namespace Iii.DevEngine.Tests;

/// <summary>Features, as workers declare them and engines advertise them.</summary>
public sealed class WorkerFeaturesTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"features":null}""", "")]
    [InlineData("""{"features":"observe.v1"}""", "")]
    [InlineData("""{"features":{"observe.v1":true}}""", "")]
    [InlineData("""{"features":[]}""", "")]
    [InlineData("""{"features":[1,null,["observe.v1"],"observe.v3","Observe.v1"]}""", "")]
    [InlineData("""{"features":["large-messages.v1"]}""", "large")]
    [InlineData("""{"features":[5,"observe.v1","future.v9","observe.v1"]}""", "v1")]
    [InlineData("""{"features":["observe.v2"]}""", "v1 v2")]
    [InlineData("""{"features":["observe.v1","local-dispatch.v1","large-messages.v1"]}""", "v1 local large")]
    [InlineData("""{"features":["observe.v1","observe.v2","local-dispatch.v1","large-messages.v1"]}""", "v1 v2 local large")]
    public void Features_are_read_leniently(string registration, string expected) =>
        Assert.Equal(expected, Names(ProtocolFeatureNames.Read(JsonDocument.Parse(registration).RootElement.Json("features"))));

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22, "large")]
    [InlineData(IIIEngineGeneration.V0_24, "large")]
    [InlineData(IIIEngineGeneration.V0_25, "v1 local large")]
    [InlineData(IIIEngineGeneration.V0_26, "v1 v2 local large")]
    [InlineData(null, "v1 v2 local large")]
    public void Features_in_effect_are_those_that_the_engine_has_too(IIIEngineGeneration? generation, string expected) =>
        Assert.Equal(expected, Names(GenerationRules.InEffect(new GenerationRules(generation).Features, ProtocolFeatureNames.OfEngine | ProtocolFeatures.LargeMessages)));

    [Fact]
    public void Features_of_a_worker_that_declares_none_stay_off() =>
        Assert.Equal(ProtocolFeatures.None, GenerationRules.InEffect(new GenerationRules(null).Features, ProtocolFeatures.None));

    [Fact]
    public void Features_of_no_generation_are_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GenerationRules((IIIEngineGeneration)6));

    private static string Names(ProtocolFeatures features)
    {
        var names = new StringBuilder();
        names.Append(features.HasFlag(ProtocolFeatures.ObserveV1) ? "v1 " : "").Append(features.HasFlag(ProtocolFeatures.ObserveV2) ? "v2 " : "").Append(features.HasFlag(ProtocolFeatures.LocalDispatch) ? "local " : "").Append(features.HasFlag(ProtocolFeatures.LargeMessages) ? "large" : "");
        return names.ToString().TrimEnd();
    }
}
