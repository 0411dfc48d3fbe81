using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PartnerBlazor.Store.Demo;

/// <summary>Writes demo customers and their rows inside one transaction; a named exception to the one road (DESIGN §3).</summary>
internal sealed class DemoWriter : IDisposable
{
    private readonly RowWriter _rows;
    private readonly BulkInsert<Customer> _customers;
    private readonly BulkInsert<FormerName> _formerNames;
    private readonly BulkInsert<GroupMember> _members;
    private readonly BulkInsert<Licence> _licences;
    private readonly BulkInsert<Alert> _alerts;
    private readonly BulkInsert<CustomerAsOf> _asOf;

    public DemoWriter(PartnerDb db, IDbContextTransaction transaction)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var within = (SqliteTransaction)transaction.GetDbTransaction();
        _rows = new(db, connection, within);
        _customers = new(db, connection, within);
        _formerNames = new(db, connection, within);
        _members = new(db, connection, within);
        _licences = new(db, connection, within);
        _alerts = new(db, connection, within);
        _asOf = new(db, connection, within);
    }

    /// <summary>Writes a customer with all that belongs to it, and its row.</summary>
    public void Write(DemoCustomer demo, CustomerRow row)
    {
        var customer = demo.Customer;
        _customers.Write(customer);
        foreach (var name in customer.FormerNames)
            _formerNames.Write(name);
        foreach (var member in customer.Groups)
            _members.Write(member);
        foreach (var licence in demo.Licences)
            _licences.Write(licence);
        foreach (var alert in demo.Alerts)
            _alerts.Write(alert);
        if (demo.AsOf is { } asOf)
            _asOf.Write(asOf);
        _rows.Write(row);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _customers.Dispose();
        _formerNames.Dispose();
        _members.Dispose();
        _licences.Dispose();
        _alerts.Dispose();
        _asOf.Dispose();
    }
}
