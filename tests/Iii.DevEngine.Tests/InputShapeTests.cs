using System.Text;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Tests;

/// <summary>What is wrong with the input of a function, in the words of the real engine's reader.</summary>
public sealed class InputShapeTests
{
    private static readonly InputShape s_shape = new(
        "ThingInput", InputField.Required("scope"), InputField.Required("value", InputKind.Any) with { Alias = "data" }, InputField.Optional("size", InputKind.Unsigned), InputField.Optional("names", InputKind.Texts), InputField.Optional("all", InputKind.Flag));

    [Theory]
    [InlineData("null", "invalid type: null, expected struct ThingInput")]
    [InlineData("5", "invalid type: integer `5`, expected struct ThingInput")]
    [InlineData("{}", "missing field `scope`")]
    [InlineData("""{"scope":"a"}""", "missing field `value`")]
    [InlineData("""{"scope":null,"value":1}""", "invalid type: null, expected a string")]
    [InlineData("""{"value":1,"size":"x"}""", "invalid type: string \"x\", expected usize")]
    [InlineData("""{"scope":"a","value":1,"size":-1}""", "invalid value: integer `-1`, expected usize")]
    [InlineData("""{"scope":"a","value":1,"size":1.5}""", "invalid type: floating point `1.5`, expected usize")]
    [InlineData("""{"scope":"a","value":1,"names":[true]}""", "invalid type: boolean `true`, expected a string")]
    [InlineData("""{"scope":"a","value":1,"all":{}}""", "invalid type: map, expected a boolean")]
    [InlineData("""{"scope":"a","data":null,"size":null,"names":null,"all":null,"other":[]}""", null)]
    public void Is_said_as_there(string input, string? problem) => Assert.Equal(problem, s_shape.Problem(CanonicalJson.Parse(Encoding.UTF8.GetBytes(input))));
}
