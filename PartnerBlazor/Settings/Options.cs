namespace PartnerBlazor.Settings;

/// <summary>Where the data is kept: section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Store";
    /// <summary>Folder of the database, absolute or below the content root.</summary>
    public string Folder { get; set; } = "App_Data";
}

/// <summary>Machines in front of the portal that end TLS or pass requests on: section <c>Proxy</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Proxy";
    /// <summary>Their IP addresses, separated by semicolons. Without them and <see cref="Networks"/>, nobody's forwarded headers are read.</summary>
    public string Addresses { get; set; } = "";
    /// <summary>Networks they are in, such as <c>10.1.0.0/24</c>, separated by semicolons.</summary>
    public string Networks { get; set; } = "";
}

/// <summary>The journal: section <c>Journal</c>.</summary>
public sealed class JournalOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Journal";
    /// <summary>Stands for the path of the database in <see cref="HeadFile"/>.</summary>
    public const string Database = "<database>";
    /// <summary>
    /// File that says how far the journal of each partner goes, outside the database, so that a shortened or rewritten journal is found;
    /// absolute or below the content root.
    /// </summary>
    public string HeadFile { get; set; } = $"{Database}.journal-head";
}

/// <summary>The demo: section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Demo";
    /// <summary>Runs on demo data with one-click sign-in. Without it, neither exists.</summary>
    public bool Enabled { get; set; }
    /// <summary>Allows the demo to listen beyond loopback.</summary>
    public bool AllowRemote { get; set; }
    /// <summary>The same number gives the same demo data.</summary>
    public int Seed { get; set; } = 2026;
    /// <summary>Customers of the first demo partner; 1 to 1,000,000.</summary>
    public int Customers { get; set; } = 400;
    /// <summary>Changes the demo's vendor makes a minute; 0 = none, at most 6,000.</summary>
    public double ChangesPerMinute { get; set; } = 12;
}
