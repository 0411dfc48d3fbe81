using PartnerBlazor.Tests.Browser;

// One Chromium for the whole run, started by the first test that opens a tab.
[assembly: AssemblyFixture(typeof(BrowserFixture))]

// The portals, processes and tabs of two test classes at once are what a small machine bears.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
