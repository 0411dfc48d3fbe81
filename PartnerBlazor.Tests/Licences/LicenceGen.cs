using CsCheck;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Licences;

/// <summary>Licences around a day, dense where states change, impossible dates included.</summary>
internal static class LicenceGen
{
    public static readonly DateOnly Today = new(2028, 2, 29);

    private static readonly int[] s_near = [-61, -60, -59, -31, -30, -2, -1, 0, 1, 2, 29, 30, 31, 32, 59, 60, 61];

    public static readonly Gen<DateOnly> Day =
        Gen.OneOf(Gen.OneOf(s_near), Gen.Int[-400, 400]).Select(days => Today.AddDays(days));

    public static readonly Gen<Licence> Any =
        Gen.Select(
            Gen.Select(Day, Gen.Nullable(Day), Gen.Nullable(Day), Gen.Bool),
            Gen.Select(Gen.Nullable(Gen.Int[0, 3]), Gen.Nullable(Gen.Int[0, 3]), Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))),
            Gen.Enum<LicenceType>(), Gen.Int[0, 2],
            (days, seats, type, category) => new Licence
            {
                Id = Guid.NewGuid(),
                ProductCode = "P",
                ProductName = "Product",
                Category = (LicenceCategory)category,
                Type = type,
                StartDate = days.Item1,
                EndDate = days.Item2,
                ReplacedFrom = days.Item3,
                RollsOver = days.Item4,
                Quantity = seats.Item1,
                Usage = seats.Item2,
                Revoked = seats.Item3,
            });

    /// <summary>What a failed property prints.</summary>
    public static string Print(Licence l) =>
        $"{l.Category} {l.Type} {l.StartDate:yyyy-MM-dd}..{l.EndDate:yyyy-MM-dd} replaced {l.ReplacedFrom:yyyy-MM-dd} rolls {l.RollsOver} {l.Usage}/{l.Quantity} revoked {l.Revoked}";

    public static string Print(IEnumerable<Licence> licences) => string.Join('\n', licences.Select(Print));
}
