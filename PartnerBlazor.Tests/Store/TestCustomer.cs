using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>A customer to be added, with what belongs to it.</summary>
public sealed class TestCustomer(int partnerId, string name)
{
    public Customer Customer { get; } = new()
    {
        Id = Guid.NewGuid(),
        PartnerId = partnerId,
        Name = name,
        BillingType = BillingType.Term,
        Origin = CustomerOrigin.Term,
        PartnerAssistance = PartnerAssistance.On,
    };

    public Guid Id => Customer.Id;
    public List<Licence> Licences { get; } = [];
    public List<Alert> Alerts { get; } = [];

    public TestCustomer In(params IEnumerable<Guid> groups)
    {
        Customer.Groups.AddRange(groups.Select(group => new GroupMember { CustomerId = Id, GroupId = group }));
        return this;
    }

    public TestCustomer Managed()
    {
        Customer.Origin = CustomerOrigin.ManagedOrder;
        Customer.BillingType = BillingType.Ordered;
        return this;
    }

    public TestCustomer Formerly(params IEnumerable<string> names)
    {
        Customer.FormerNames.AddRange(names.Select((former, i) => new FormerName
        {
            CustomerId = Id,
            Name = former,
            Until = TestStore.Start.UtcDateTime.AddDays(-1 - i),
        }));
        return this;
    }

    /// <summary>Adds a licence: a perpetual term licence of Endpoint unless <paramref name="with"/> says otherwise.</summary>
    public TestCustomer Licence(Action<Licence>? with = null)
    {
        var licence = new Licence
        {
            Id = Guid.NewGuid(),
            PartnerId = Customer.PartnerId,
            CustomerId = Id,
            ProductCode = "CIXA",
            ProductName = "Intercept X",
            Type = LicenceType.Term,
            StartDate = new DateOnly(2026, 1, 1),
            Quantity = 10,
            Usage = 5,
        };
        with?.Invoke(licence);
        Licences.Add(licence);
        return this;
    }

    /// <summary>Adds an open alert of medium severity unless <paramref name="with"/> says otherwise.</summary>
    public TestCustomer Alert(Action<Alert>? with = null)
    {
        var id = Guid.NewGuid();
        var alert = new Alert
        {
            Id = id,
            PartnerId = Customer.PartnerId,
            CustomerId = Id,
            Cause = $"rule/{id:N}",
            Severity = AlertSeverity.Medium,
            Description = "Something happened",
            RaisedAt = TestStore.Start.UtcDateTime,
        };
        with?.Invoke(alert);
        Alerts.Add(alert);
        return this;
    }
}
