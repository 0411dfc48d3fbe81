namespace PartnerBlazor.Bench.Circuits;

/// <summary>What a browser of 1440 × 900 would answer when the page calls its scripts.</summary>
internal static class BrowserAnswers
{
    private const string Rectangle =
        """{"left":0,"top":0,"width":1200,"height":720,"bottom":720,"right":1200,"x":0,"y":0,"absoluteTop":0,"absoluteLeft":0,"windowHeight":900,"windowWidth":1440,"scrollX":0,"scrollY":0}""";

    // The result is a reference to an object of the browser's.
    private const int ObjectReference = 1;

    /// <summary>The answer as JSON.</summary>
    /// <param name="call">What is called: <c>mudElementRef.getBoundingClientRect</c>.</param>
    /// <param name="resultType">What the page expects: 0 a value, 1 an object of the browser's, 3 nothing.</param>
    public static string To(string call, int resultType) => call switch
    {
        _ when resultType == ObjectReference => """{"__jsObjectId":1}""",
        "mudElementRef.getBoundingClientRect" => Rectangle,
        "mudResizeListener.getBrowserWindowSize" => """{"height":900,"width":1440}""",
        "mudResizeListener.getBreakpoint" => "4",
        "mudpopoverHelper.countProviders" => "1",
        "mudResizeListener.matchMedia" or "mudDarkLightModeHelper.darkLightQuery" or "watchDarkThemeMedia" => "false",
        _ => "null",
    };
}
