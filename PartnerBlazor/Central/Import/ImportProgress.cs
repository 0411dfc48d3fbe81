namespace PartnerBlazor.Central.Import;

/// <summary>Says how far it is, about once a second and at the end.</summary>
internal sealed class ImportProgress(TextWriter errors, TimeProvider time)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private long _told = time.GetTimestamp();

    public void Tell(string what, int done, int of)
    {
        if (done < of && time.GetElapsedTime(_told) < s_every)
            return;
        _told = time.GetTimestamp();
        errors.WriteLine($"{what} {done}/{of}");
    }
}
