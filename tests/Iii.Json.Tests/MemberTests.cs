namespace Iii.Json.Tests;

/// <summary>Which members are in the JSON, how they are set, and by which constructor a value is made.</summary>
public sealed class MemberTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"field":10,"internalField":20,"_privateField":30,"_readOnlyField":40,"notIncluded":50,"internalProperty":"a","privateProperty":"b","privateSetter":60,"privateGetter":70,"hiddenSetter":80}""")]
    [InlineData("""{"writeOnly":90,"FIELD":null}""")]
    [InlineData("""{"writeOnly":90,"INTERNALPROPERTY":null}""")]
    public void Included(string json)
    {
        Judge.Text<Included>(json);
        Judge.Text<IncludedInStruct>(json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"_field":1,"property":2,"readOnly":3}""")]
    [InlineData("""{"set":4}""")]
    public void Included_in_a_struct(string json) => Judge.Text<IncludedInStruct>(json);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"init":"i","privateSet":"p","protected":7,"own":8}""")]
    [InlineData("""{"init":null,"own":8}""")]
    public void Inherited_from_a_generic_type(string json) => Judge.Text<OfGeneric>(json);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"number":1}""")]
    [InlineData("""{"number":1,"text":null,"value":[1,2]}""")]
    [InlineData("""{"number":null}""")]
    [InlineData("""{"value":5}""")]
    public void Constructors_that_are_not_public(string json)
    {
        Judge.Text<PrivateConstructor>(json);
        Judge.Text<PrivateGenericConstructor<int>>(json);
        Judge.Text<PrivateGenericConstructor<List<int>>>(json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"still":1}""")]
    [InlineData("""{"name":"n","still":1}""")]
    [InlineData("""{"name":"n"}""")]
    [InlineData("""{"name":"n","other":1}""")]
    [InlineData("""{"other":1}""")]
    public void Required_members(string json)
    {
        Judge.Text<SetsRequired>(json);
        Judge.Text<RequiredByConstructor>(json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"b":2,"a":1}""")]
    [InlineData("""{"c":"x","d":"y","e":6,"b":7}""")]
    [InlineData("""{"A":1,"D":null}""")]
    [InlineData("""{"last":1,"first":2,"body":3,"own":4,"sum":5}""")]
    public void Constructors_parameters_and_inheritance(string json)
    {
        Judge.Text<StructWithConstructors>(json);
        Judge.Text<StructWithMarked>(json);
        Judge.Text<IgnoredParameter>(json);
        Judge.Text<Overriding>(json);
        Judge.Text<Ordered>(json);
        Judge.Text<OrderedMore>(json);
    }
}
