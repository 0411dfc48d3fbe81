namespace PartnerBlazor.Central.Import;

/// <summary>A file is broken beyond reading: nothing is imported. The message names it and says why.</summary>
public sealed class BrokenAnswerException(string file, string reason) : Exception($"{file} {reason}. Nothing was imported.");
