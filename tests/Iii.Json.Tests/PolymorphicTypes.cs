using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), 2)]
[JsonDerivedType(typeof(Group), "a\"<group>")]
public abstract class Shape
{
    public string? Name { get; set; }
}

public sealed class Circle : Shape
{
    public double Radius { get; init; }
}

public class Square(double side) : Shape
{
    public double Side => side;
}

public sealed class Unit() : Square(1);

public sealed class Group : Shape
{
    public List<Shape> Shapes { get; set; } = [];

    public Circle? Plain { get; set; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType, IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(Animal), "animal")]
[JsonDerivedType(typeof(Dog), "dog")]
public class Animal
{
    public int Legs { get; set; } = 4;
}

public sealed class Dog : Animal
{
    public bool Barks { get; set; }
}

public sealed class Cat : Animal;

[JsonDerivedType(typeof(Car))]
public class Vehicle
{
    public int Wheels { get; set; }
}

public sealed class Car : Vehicle
{
    public int Doors { get; set; }
}

[JsonDerivedType(typeof(Cash), "cash")]
public interface IPayment
{
    decimal Amount { get; }
}

public sealed record Cash(decimal Amount, string Currency) : IPayment;

public sealed record Zoo(Shape? Shape, Animal? Animal, Vehicle? Vehicle, IPayment? Payment, List<Animal>? Animals);
