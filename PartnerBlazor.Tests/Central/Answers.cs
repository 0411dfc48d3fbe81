namespace PartnerBlazor.Tests.Central;

/// <summary>Answers of the vendor (domain.md B3, B6, B9) about one customer, with only what a test is about.</summary>
internal static class Answers
{
    public const string Acme = "03b43abe-4f41-4734-b6d6-70b2fbdc2504";

    public static string Customer(string name = "Acme", string id = Acme) =>
        $$"""[{"id":"{{id}}","name":"Acme","showAs":"{{name}}","billingType":"term","apiHost":"h"}]""";

    public static string Licence(string id, string days, string rest = "\"quantity\":10", string code = "CIXA-MSP", string type = "term") =>
        $$"""{"id":"{{id}}","licenseIdentifier":"{{id}}","product":{"code":"{{code}}","name":"{{code}}"},{{Days(days)}}"type":"{{type}}",{{rest}}}""";

    public static string Licences(params string[] licences) =>
        $$"""{"tenant":{"id":"{{Acme}}"},"licenses":[{{string.Join(',', licences)}}]}""";

    public static string Alert(string id, string severity = "medium") => $$"""
        {"id":"{{id}}","severity":"{{severity}}","description":"About {{id}}","type":"Rule","managedAgent":{"id":"{{id}}"},"tenant":{"id":"{{Acme}}"},"raisedAt":"2026-06-01T00:00:00Z"}
        """;

    public static string AlertPage(int pages, int items, params string[] alerts) =>
        $$"""{"items":[{{string.Join(',', alerts)}}],"pages":{"total":{{pages}},"items":{{items}},"size":50,"maxSize":1000} }""";

    /// <summary>A page asked for without <c>pageTotal</c>.</summary>
    public static string UncountedPage(params string[] alerts) => $$"""{"items":[{{string.Join(',', alerts)}}],"pages":{"nextKey":"k","size":50,"maxSize":1000} }""";

    // "2026-01-01..2026-12-31", or without one of them.
    private static string Days(string days)
    {
        var parts = days.Split("..");
        return (parts[0].Length > 0 ? $"\"startDate\":\"{parts[0]}\"," : "") + (parts[1].Length > 0 ? $"\"endDate\":\"{parts[1]}\"," : "");
    }
}
