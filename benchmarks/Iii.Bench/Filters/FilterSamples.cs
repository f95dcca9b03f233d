using System.Text;

namespace Iii.Bench.Filters;

/// <summary>Holds a document of 50 rows, about 4 KB, and filters that do not match it.</summary>
internal static class FilterSamples
{
    public const string Typical =
        """{"input.total":{"$gte":500,"$lt":1000},"caller.worker_name":{"$ne":"audit"},"$or":[{"input.region":{"$in":["eu",null]}},{"input.lines":{"$any":{"@.sku":{"$prefix":"GIFT-"}}}}]}""";

    public static byte[] Input { get; } = Encoding.UTF8.GetBytes(
        $$"""{"region":"eu","total":1250.5,"lines":[{{string.Join(",", Enumerable.Range(0, 50).Select(Row))}}],"note":"leave at the door","customer":{"id":4711,"tier":"gold"} }""");

    public static byte[] Output { get; } = """{"status":"accepted","order":{"id":"o-81234","total":1250.5},"warnings":[]}"""u8.ToArray();

    public static byte[] Caller { get; } = """{"worker_id":"w-17","worker_name":"checkout","namespace":"default","trace_id":"5b8aa5a2d2c872e8321cf37308d69df2"}"""u8.ToArray();

    /// <summary>Gets filters most of which read rows too.</summary>
    public static string[] OverRows { get; } =
    [
        """{"input.lines":{"$any":{"@.sku":{"$eq":"SKU-99999"}}}}""",
        """{"input.lines":{"$any":{"@.qty":{"$gt":1000}}}}""",
        """{"input.lines":{"$any":{"@.sku":{"$prefix":"GIFT-"}}}}""",
        """{"input.lines":{"$any":{"@.price":{"$lt":0}}},"input.region":{"$eq":"eu"}}""",
        """{"input.region":{"$in":["us","ap"]}}""",
        """{"input.total":{"$gte":5000}}""",
        """{"input.customer.tier":{"$ne":"gold"}}""",
        """{"$or":[{"input.customer.id":{"$eq":1}},{"input.note":{"$prefix":"ring"}}]}""",
        """{"output.status":{"$eq":"rejected"}}""",
        """{"$not":{"caller.worker_name":{"$eq":"checkout"}}}""",
    ];

    /// <summary>Gets filters that read the same part of the call, but no row.</summary>
    public static string[] BesideRows { get; } =
    [
        """{"input.region":{"$in":["us","ap"]}}""",
        """{"input.total":{"$gte":5000}}""",
        """{"input.total":{"$lt":10}}""",
        """{"input.customer.tier":{"$ne":"gold"}}""",
        """{"input.customer.id":{"$eq":1}}""",
        """{"input.note":{"$prefix":"ring"}}""",
        """{"input.coupon":{"$exists":true}}""",
        """{"$or":[{"input.customer.id":{"$eq":1}},{"input.note":{"$prefix":"ring"}}]}""",
        """{"output.status":{"$eq":"rejected"}}""",
        """{"$not":{"caller.worker_name":{"$eq":"checkout"}}}""",
    ];

    /// <summary>Gets filters that read other parts of the call.</summary>
    public static string[] OtherParts { get; } =
    [
        """{"output.status":{"$eq":"rejected"}}""",
        """{"output.order.total":{"$gte":5000}}""",
        """{"output.order.id":{"$prefix":"x-"}}""",
        """{"output.warnings":{"$any":{}}}""",
        """{"output.status":{"$in":["failed","expired"]}}""",
        """{"output.refund":{"$exists":true}}""",
        """{"$not":{"caller.worker_name":{"$eq":"checkout"}}}""",
        """{"caller.worker_id":{"$eq":"w-18"}}""",
        """{"$or":[{"caller.namespace":{"$ne":"default"}},{"output.order.total":{"$lt":1}}]}""",
        """{"caller.worker_name":{"$prefix":"audit"},"output.status":{"$eq":"accepted"}}""",
    ];

    private static string Row(int i) => $$"""{"id":{{1000 + i}},"sku":"SKU-{{20000 + (i * 37)}}","qty":{{1 + (i % 9)}},"price":{{9 + i}}.95,"name":"item {{i}}"}""";
}
