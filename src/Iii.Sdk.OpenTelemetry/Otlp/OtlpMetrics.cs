using System.Globalization;
using System.Text.Json;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Iii.Otlp;

/// <summary>Metrics as the engine reads them. It knows gauges, sums and histograms with buckets; others are left out.</summary>
internal static class OtlpMetrics
{
    private const int Delta = 1;
    private const int Cumulative = 2;

    private static readonly OtlpFrame.Names s_names = new("resourceMetrics", "scopeMetrics", "metrics");

    public static List<byte[]> Write(Resource resource, List<Metric> metrics)
    {
        var frame = new OtlpFrame("MTRC"u8, s_names, resource);
        foreach (var meter in metrics.Where(m => m.MetricType is not MetricType.ExponentialHistogram).GroupBy(m => (m.MeterName, m.MeterVersion)))
        {
            foreach (var metric in meter)
            {
                Write(frame.Item(meter.Key.MeterName, meter.Key.MeterVersion), metric);
            }
        }

        return frame.End();
    }

    private static void Write(Utf8JsonWriter json, Metric metric)
    {
        var isSum = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic;
        var isHistogram = metric.MetricType is MetricType.Histogram;
        json.WriteStartObject();
        json.WriteString("name", metric.Name);
        json.WriteString("description", metric.Description);
        json.WriteString("unit", metric.Unit);
        json.WriteStartObject(isHistogram ? "histogram" : isSum ? "sum" : "gauge");
        if (isSum || isHistogram)
        {
            json.WriteNumber("aggregationTemporality", metric.Temporality is AggregationTemporality.Delta ? Delta : Cumulative);
        }

        if (isSum)
        {
            json.WriteBoolean("isMonotonic", metric.MetricType is MetricType.LongSum or MetricType.DoubleSum);
        }

        json.WriteStartArray("dataPoints");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            WritePoint(json, metric.MetricType, in point);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, MetricType type, in MetricPoint point)
    {
        json.WriteStartObject();
        json.WriteStartArray("attributes");
        foreach (var (key, value) in point.Tags)
        {
            OtlpAttributes.Write(json, key, value);
        }

        json.WriteEndArray();
        OtlpAttributes.WriteTime(json, "startTimeUnixNano", point.StartTime.UtcDateTime);
        OtlpAttributes.WriteTime(json, "timeUnixNano", point.EndTime.UtcDateTime);
        switch (type)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                WriteNumber(json, "asInt", point.GetSumLong());
                break;
            case MetricType.LongGauge:
                WriteNumber(json, "asInt", point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                WriteNumber(json, "asDouble", point.GetSumDouble());
                break;
            case MetricType.DoubleGauge:
                WriteNumber(json, "asDouble", point.GetGaugeLastValueDouble());
                break;
            default:
                WriteHistogram(json, in point);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteHistogram(Utf8JsonWriter json, in MetricPoint point)
    {
        WriteNumber(json, "count", point.GetHistogramCount());
        WriteNumber(json, "sum", point.GetHistogramSum());
        if (point.TryGetHistogramMinMaxValues(out var least, out var most))
        {
            WriteNumber(json, "min", least);
            WriteNumber(json, "max", most);
        }

        json.WriteStartArray("bucketCounts");
        foreach (var bucket in point.GetHistogramBuckets())
        {
            json.WriteStringValue(bucket.BucketCount.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
        json.WriteStartArray("explicitBounds");
        foreach (var bucket in point.GetHistogramBuckets())
        {
            if (double.IsFinite(bucket.ExplicitBound))
            {
                json.WriteNumberValue(bucket.ExplicitBound);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long value) => json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));

    // JSON has no number for the others, and a point without one is no point.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
    }
}
