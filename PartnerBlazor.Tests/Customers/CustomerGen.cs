using CsCheck;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Licences;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>Random customers, people and filters; what they refer to is given by number, so that they can be printed and shrunk.</summary>
internal static class CustomerGen
{
    public const int Groups = 4;

    private static readonly string[] s_words = ["Alpha", "alpha", "Álpha", "Société", "SOCIETE", "Œuvre", "Zoo", "zoo", "Ünion", "ß & Co", "شركة", "12", ""];

    private static readonly Gen<string> s_name = Gen.OneOf(s_words).Array[0, 3].Select(words => string.Join(' ', words));
    private static readonly Gen<(AlertSeverity Severity, AlertState State)> s_alert = Gen.Select(Gen.Enum<AlertSeverity>(), Gen.Enum<AlertState>());

    /// <summary>How a customer is added to a partner whose groups are given; as-of in minutes before the start, null: never read.</summary>
    public sealed record Made(
        string Name, string ShowAs, BillingType Billing, PartnerAssistance Assistance, bool Managed, int[] Groups, Licence[] Licences,
        (AlertSeverity Severity, AlertState State)[] Alerts, int? AsOf, int? Unprotected)
    {
        public TestCustomer For(int partner, IReadOnlyList<Guid> groups)
        {
            var customer = new TestCustomer(partner, Name).In(Groups.Distinct().Select(i => groups[i]));
            customer.Customer.ShowAs = ShowAs;
            customer.Customer.BillingType = Billing;
            customer.Customer.PartnerAssistance = Assistance;
            customer.Customer.Origin = Managed ? CustomerOrigin.ManagedOrder : CustomerOrigin.Term;
            customer.Customer.UnprotectedDevices = Unprotected;
            foreach (var l in Licences)
                customer.Licence(made => (made.Category, made.Type, made.StartDate, made.EndDate, made.RollsOver, made.Quantity, made.Usage, made.Revoked, made.ReplacedFrom)
                    = (l.Category, l.Type, l.StartDate, l.EndDate, l.RollsOver, l.Quantity, l.Usage, l.Revoked, l.ReplacedFrom));
            foreach (var (severity, state) in Alerts)
                customer.Alert(alert => (alert.Severity, alert.State) = (severity, state));
            return customer;
        }
    }

    public static readonly Gen<Made> Customer = Gen.Select(
        Gen.Select(s_name, s_name, Gen.Enum<BillingType>(), Gen.Enum<PartnerAssistance>()),
        Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Gen.Int[0, Groups - 1].Array[0, 3], LicenceGen.Any.Array[0, 4], s_alert.Array[0, 3],
        Gen.Select(Gen.Nullable(Gen.Int[0, 5]), Gen.Nullable(Gen.Int[0, 2])),
        (basics, managed, groups, licences, alerts, told) =>
            new Made(basics.Item1, basics.Item2, basics.Item3, basics.Item4, managed, groups, licences, alerts, told.Item1, told.Item2));

    /// <summary>Whose eyes: all customers, or some groups and some customers, by number.</summary>
    public sealed record Eyes(Role Role, bool All, int[] Groups, int[] Customers, bool FlexConnect)
    {
        public PartnerScope For(int partner, IReadOnlyList<Guid> groups, IReadOnlyList<Guid> customers) => new()
        {
            PartnerId = partner,
            PersonId = Guid.NewGuid(),
            PersonName = "Eve",
            Role = Role,
            MspFlex = true,
            MspFlexConnect = FlexConnect,
            AllCustomers = All || Role.SeesAllCustomers(),
            GroupIds = Groups.Select(i => groups[i]).ToHashSet(),
            CustomerIds = Customers.Select(i => customers[i % customers.Count]).ToHashSet(),
        };
    }

    public static readonly Gen<Eyes> Person = Gen.Select(
        Gen.Enum<Role>(), Gen.Bool, Gen.Int[0, Groups - 1].Array[0, 2], Gen.Int[0, 1000].Array[0, 3], Gen.Bool,
        (role, all, groups, customers, connect) => new Eyes(role, all, groups, customers, connect));

    /// <summary>A filter of which each part is mostly left out; groups by number.</summary>
    public static readonly Gen<(CustomerFilter Filter, int[] Groups)> Filter = Gen.Select(
        Gen.Select(Rarely(Gen.OneOf("alp", "a", "so", "oe", "œu", "zoo 12", "شر", "none"), ""), Some(Gen.Enum<BillingType>()), Some(Gen.Enum<LicenceState>())),
        Gen.Select(Some(Gen.Enum<LicenceCategory>()), Some(Gen.Int[0, Groups - 1]), Some(Gen.Enum<PartnerAssistance>())),
        Rarely(Gen.Int[0, 400].Select(days => (int?)days), null), Gen.Select(Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))),
        Gen.Enum<CustomerSort>(), Gen.Bool,
        (a, b, within, only, sort, down) => (new CustomerFilter
        {
            Search = a.Item1,
            Billing = a.Item2,
            States = a.Item3,
            Categories = b.Item1,
            Assistance = b.Item3,
            ExpiresWithin = within,
            WithAlerts = only.Item1,
            WithUnprotected = only.Item2,
            Sort = sort,
            Descending = down,
        }, b.Item2));

    private static Gen<T> Rarely<T>(Gen<T> gen, T otherwise) => Gen.Frequency((3, Gen.Const(otherwise)), (1, gen));

    private static Gen<T[]> Some<T>(Gen<T> gen) => Gen.Frequency((3, Gen.Const(Array.Empty<T>())), (1, gen.Array[1, 2]));
}
