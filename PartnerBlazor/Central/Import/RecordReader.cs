using System.Globalization;
using System.Text.Json;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Import;

/// <summary>
/// Reads single records leniently. What a record does not say is left open; an unknown value falls back to something harmless and is
/// counted: billing type and status to what is known (else Term and Active), licence type to Term, severity to Medium. What a
/// product nobody knows protects is for <see cref="ProductMap"/> to say. A count nobody can read is handed on as such: it must not become "unlimited".
/// </summary>
internal sealed class RecordReader(ImportTally tally)
{
    private static readonly string[] s_devices = ["computer", "server"];
    private static readonly string[] s_geographies = ["US", "IE", "DE", "CA", "AU", "JP", "IN", "BR", "AE"];

    /// <summary>A customer; null when refused.</summary>
    public VendorCustomer? Customer(AnswerSource source, JsonElement record)
    {
        if (!Guid.TryParse(record.Get("id").Text(), out var id) || id == Guid.Empty)
        {
            tally.Refuse(tally.Customers, source, $"customer {NameFor(record)}has no account id");
            return null;
        }
        var geography = record.Get("dataGeography").Text()?.ToUpperInvariant();
        if (geography is { Length: > 0 } && !s_geographies.Contains(geography))
            tally.AddUnknown("dataGeography", geography);
        return new VendorCustomer(source, id)
        {
            Name = record.Get("name").Text() is { Length: > 0 } name ? name : null,
            ShowAs = record.TryGetProperty("showAs", out _) ? record.Get("showAs").Text() ?? "" : null,
            DataGeography = geography is { Length: > 0 } ? geography : null,
            DataRegion = record.Get("dataRegion").Text() is { Length: > 0 } region ? region : null,
            BillingType = Known("billingType", record.Get("billingType"), VendorWords.Billing),
            Status = Known("status", record.Get("status"), VendorWords.Status),
            ApiHost = record.Get("apiHost").Text() is { Length: > 0 } host ? host : null,
            Contact = record.Get("contact") is { ValueKind: JsonValueKind.Object } contact ? ContactOf(contact) : null,
        };
    }

    /// <summary>A customer's licences; null when nothing says whose.</summary>
    public VendorLicences? Licences(AnswerSource source, JsonElement answer)
    {
        var records = answer.Get("licenses").Items().ToList();
        tally.Licences.Read += records.Count;
        if (Guid.TryParse(answer.Get("tenant", "id").Text(), out var customer))
            return Licences(source, records, customer);
        if (records.Count > 0)
            tally.Refuse(tally.Licences, source, "licences without a customer (tenant.id)", records.Count);
        return null;
    }

    /// <summary>The licences of the customer that was asked for; null when the answer holds no list of them, or another customer's.</summary>
    public VendorLicences? LicencesOf(AnswerSource source, JsonElement answer, Guid customer) =>
        answer.Get("licenses") is not { ValueKind: JsonValueKind.Array } list || IsOfAnother(answer, customer) ? null : Licences(source, [.. list.EnumerateArray()], customer);

    private VendorLicences Licences(AnswerSource source, List<JsonElement> records, Guid customer)
    {
        var (read, refused, whole) = (new Dictionary<string, VendorLicence>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), true);
        foreach (var record in records)
        {
            if ((record.Get("id") ?? record.Get("licenseIdentifier")).Text() is not { Length: > 0 } id)
            {
                tally.Refuse(tally.Licences, source, $"a licence of customer {customer} has no id");
                whole = false;
            }
            else if (Licence(source, record, id) is not { } licence)
                refused.Add(id);
            else if (!read.TryAdd(id, licence))
                tally.Licences.Merged++;
        }
        return new VendorLicences(source, customer, [.. read.Values], refused, whole);
    }

    /// <summary>An alert; null when refused.</summary>
    public VendorAlert? Alert(AnswerSource source, JsonElement record)
    {
        if (record.Get("id").Text() is not { Length: > 0 } id)
        {
            tally.Refuse(tally.Alerts, source, "an alert has no id");
            return null;
        }
        if (!Guid.TryParse(record.Get("tenant", "id").Text(), out var customer))
        {
            tally.Refuse(tally.Alerts, source, $"alert {id} has no customer (tenant.id)");
            return null;
        }
        return Alert(source, record, id, customer);
    }

    /// <summary>An alert of the customer that was asked for; null when it has no id, or is another customer's.</summary>
    public VendorAlert? AlertOf(AnswerSource source, JsonElement record, Guid customer) =>
        record.Get("id").Text() is not { Length: > 0 } id || IsOfAnother(record, customer) ? null : Alert(source, record, id, customer);

    /// <summary>How well the devices of the customer that was asked for are protected; null when the answer does not name it, or tells no number where there is one.</summary>
    public static VendorHealth? HealthOf(AnswerSource source, JsonElement answer, Guid customer)
    {
        if (!Guid.TryParse(answer.Get("tenant", "id").Text(), out var told) || told != customer)
            return null;
        // Enrolled in nothing the check looks at.
        if (answer.Get("endpoint") is not { } endpoint)
            return new VendorHealth(source, customer, null);
        try
        {
            List<int?> counts = [.. s_devices.Select(kind => endpoint.Get("protection", kind)).OfType<JsonElement>().Select(devices => devices.Get("notFullyProtected").Count())];
            return counts.Contains(null) ? null : new VendorHealth(source, customer, counts.Count == 0 ? null : counts.Sum());
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsOfAnother(JsonElement record, Guid customer) =>
        record.Get("tenant", "id").Text() is { Length: > 0 } told && (!Guid.TryParse(told, out var other) || other != customer);

    private VendorAlert Alert(AnswerSource source, JsonElement record, string id, Guid customer)
    {
        var type = record.Get("type").Text() ?? "";
        var actions = record.Get("allowedActions");
        return new VendorAlert(source, id, customer)
        {
            Cause = $"{Rule(record, type, id)}|{ObjectOf(record)}",
            Rule = type,
            Severity = Known("severity", record.Get("severity"), VendorWords.Severity) ?? AlertSeverity.Medium,
            Category = Noted("alert.category", record.Get("category"), VendorWords.AlertCategories),
            Product = Noted("alert.product", record.Get("product"), VendorWords.AlertProducts),
            Description = record.Get("description").Text() is { Length: > 0 } text ? text : type.Length > 0 ? type : id,
            RaisedAt = RaisedAt(source, record),
            Device = record.Get("managedAgent", "name").Text() ?? "",
            Person = record.Get("person", "name").Text() ?? "",
            AllowedActions = actions is null ? "acknowledge"
                : string.Join(' ', actions.Items().Select(a => ((JsonElement?)a).Text()?.Replace(" ", "", StringComparison.Ordinal)).Where(a => !string.IsNullOrEmpty(a))),
        };
    }

    private VendorLicence? Licence(AnswerSource source, JsonElement record, string id)
    {
        var code = record.Get("product", "code").Text() ?? "";
        var name = record.Get("product", "name").Text() is { Length: > 0 } told ? told : code.Length > 0 ? code : id;
        var category = VendorWords.Category(code, name);
        if (category is null)
            tally.AddUnknown("product", code.Length > 0 ? code : name);
        var perpetual = record.Get("perpetual").IsTrue();
        var type = Known("license.type", record.Get("type"), VendorWords.Licence) ?? LicenceType.Term;
        var quantity = record.Get("unlimited").IsTrue() ? default : Count(record.Get("quantity"), "quantity");
        var usage = Count(record.Get("usage", "current")?.Get("count"), "usage");
        try
        {
            return new VendorLicence(
                id, record.Get("licenseIdentifier").Text() ?? "", code, name, category, type,
                Day(source, record, "startDate"), perpetual ? null : Day(source, record, "endDate"), quantity.Number, usage.Number)
            {
                OddQuantity = quantity.Odd,
                OddUsage = usage.Odd,
            };
        }
        catch (FormatException error)
        {
            tally.Refuse(tally.Licences, source, $"licence {id}: {error.Message}");
            return null;
        }
    }

    // Never-ending protection must not come from a date nobody could read.
    private DateOnly? Day(AnswerSource source, JsonElement record, string field)
    {
        var told = record.Get(field);
        if (told is null || told.Text() is { Length: 0 })
            return null;
        var text = told.Text() ?? told.Value.ValueKind.ToString();
        if (VendorJson.Day(text) is not { } day)
            throw new FormatException($"{field} \"{text}\" is no date");
        if (day.Corrected)
            tally.AddDate(source, field, text, IsoDay.Of(day.Day));
        return day.Day;
    }

    private DateTime? RaisedAt(AnswerSource source, JsonElement record)
    {
        if (record.Get("raisedAt").Text() is not { Length: > 0 } text)
            return null;
        if (VendorJson.Moment(text) is not { } moment)
        {
            tally.AddUnknown("raisedAt", text);
            return null;
        }
        var (at, corrected) = moment;
        if (corrected)
            tally.AddDate(source, "raisedAt", text, at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return at;
    }

    private (int? Number, string? Odd) Count(JsonElement? element, string field)
    {
        try
        {
            return (element.Count(), null);
        }
        catch (FormatException)
        {
            var odd = element.Text() ?? element!.Value.ValueKind.ToString();
            tally.AddUnknown(field, odd);
            return (null, odd);
        }
    }

    private T? Known<T>(string field, JsonElement? element, Func<string, T?> words)
        where T : struct
    {
        if (element.Text() is not { Length: > 0 } word)
            return null;
        if (words(word) is { } known)
            return known;
        tally.AddUnknown(field, word);
        return null;
    }

    // Kept as told, known or not.
    private string Noted(string field, JsonElement? element, IReadOnlySet<string> known)
    {
        var word = element.Text() ?? "";
        if (word.Length > 0 && !known.Contains(word))
            tally.AddUnknown(field, word);
        return word;
    }

    // Without a type the group key names the rule; without either, every alert is a cause of its own.
    private static string Rule(JsonElement record, string type, string id) =>
        type.Length > 0 ? type : record.Get("groupKey").Text() is { Length: > 0 } key ? key : id;

    private static string ObjectOf(JsonElement record)
    {
        foreach (var (of, field) in (ReadOnlySpan<(string, string)>)[("managedAgent", "id"), ("managedAgent", "name"), ("person", "id"), ("person", "name")])
            if (record.Get(of, field).Text() is { Length: > 0 } it)
                return it;
        return "";
    }

    private static string NameFor(JsonElement record) =>
        (record.Get("name") ?? record.Get("showAs")).Text() is { Length: > 0 } name ? $"\"{name}\" " : "";

    private static Contact ContactOf(JsonElement contact)
    {
        string Of(string name) => contact.Get(name).Text() ?? "";
        string At(string name) => contact.Get("address", name).Text() ?? "";
        return new Contact
        {
            FirstName = Of("firstName"),
            LastName = Of("lastName"),
            Email = Of("email"),
            Phone = Of("phone"),
            Mobile = Of("mobile"),
            Address1 = At("address1"),
            Address2 = At("address2"),
            Address3 = At("address3"),
            City = At("city"),
            State = At("state"),
            CountryCode = At("countryCode").ToUpperInvariant(),
            PostalCode = At("postalCode"),
        };
    }
}
