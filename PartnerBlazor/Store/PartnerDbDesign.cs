using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PartnerBlazor.Store;

/// <summary>What <c>dotnet ef</c> uses to write migrations; never used at run time.</summary>
public sealed class PartnerDbDesign : IDesignTimeDbContextFactory<PartnerDb>
{
    /// <inheritdoc/>
    public PartnerDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PartnerDb>().UseSqlite("Data Source=:memory:").Options);
}
