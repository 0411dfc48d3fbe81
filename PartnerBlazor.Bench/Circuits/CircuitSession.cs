using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PartnerBlazor.Bench.Circuits;

/// <summary>
/// An open tab without a browser: opens a page as a signed-in person, keeps its circuit, acknowledges render batches and answers script calls
/// as a browser does (perf.md §5). Hundreds of them fit into a process.
/// </summary>
public sealed partial class CircuitSession : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Uri _page;
    private readonly CookieContainer _cookies;
    private readonly HubConnection _connection;
    private readonly TaskCompletionSource _attached = Promise();
    private readonly TaskCompletionSource<string> _virtualized = Promise<string>();
    private readonly Lock _watching = new();
    private readonly List<Watching> _waits = [];
    private string _circuit = "";
    private long _renderer;
    private long _calls;
    private volatile bool _reads = true;
    private readonly Queue<long> _unread = [];

    private CircuitSession(Uri page, CookieContainer cookies, bool holdsPage, string first)
    {
        (_page, _cookies) = (page, cookies);
        First = first.Length == 0 ? Task.FromResult(0L) : CarriesAsync(first);
        Page = holdsPage ? new PageTree() : null;
        var builder = new HubConnectionBuilder().WithUrl(new Uri(page, "/_blazor"), options =>
        {
            (options.SkipNegotiation, options.Transports, options.Cookies) = (true, HttpTransportType.WebSockets, cookies);
            options.Headers["Origin"] = page.GetLeftPart(UriPartial.Authority);
            // As browsers ask: what goes over the wire is compressed.
            options.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new();
            // No line of the load client is read by the server when it is slow to end.
            options.CloseTimeout = TimeSpan.FromSeconds(2);
        });
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        _connection = builder.Build();
        _connection.ServerTimeout = s_patience;
        _connection.On<long, byte[]>("JS.RenderBatch", OnBatchAsync);
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", OnScriptAsync);
        _connection.On<string, bool, string>("JS.EndInvokeDotNet", (_, _, _) => { });
        _connection.On<int, string>("JS.AttachComponent", (_, _) => { });
        _connection.On<string>("JS.Error", error => Error ??= error);
        _connection.Closed += why =>
        {
            Ended = true;
            if (why is not null)
                Error ??= why.Message;
            return Task.CompletedTask;
        };
    }

    /// <summary>The page as drawn; null when the session was opened to count only.</summary>
    public PageTree? Page { get; }

    /// <summary>When the first batch came that carries the text waited for from the start (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public Task<long> First { get; }

    /// <summary>How many render batches came.</summary>
    public int Batches { get; private set; }

    /// <summary>Their bytes, before compression.</summary>
    public long Bytes { get; private set; }

    /// <summary>What the server said went wrong; null: nothing.</summary>
    public string? Error { get; private set; }

    /// <summary>The connection is gone.</summary>
    public bool Ended { get; private set; }

    /// <summary>Where the last navigation led.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Opens a page and waits until its circuit draws.</summary>
    /// <param name="page">Address of the page.</param>
    /// <param name="cookies">Cookies of a signed-in person.</param>
    /// <param name="holdsPage">Whether the page is read too, or batches only counted.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="first">A text to wait for from the start: <see cref="First"/>.</param>
    public static async Task<CircuitSession> OpenAsync(
        Uri page, CookieContainer cookies, bool holdsPage, CancellationToken cancel, string first = "")
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(cookies);
        var session = new CircuitSession(page, cookies, holdsPage, first);
        try
        {
            await session.StartAsync(cancel);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a batch that carries a text, from now on.</summary>
    /// <returns>When it came (<see cref="Stopwatch.GetTimestamp"/>).</returns>
    public Task<long> CarriesAsync(string text)
    {
        var watching = new Watching(Encoding.UTF8.GetBytes(text), Promise<long>());
        lock (_watching)
            _waits.Add(watching);
        return watching.Came.Task.WaitAsync(s_patience);
    }

    /// <summary>Scrolls the virtualised list: it loads the rows of that place.</summary>
    /// <param name="row">First row in view.</param>
    /// <param name="rowHeight">Height of a row in pixels.</param>
    /// <param name="rows">How many rows are in view.</param>
    public async Task ScrollAsync(int row, int rowHeight = 44, int rows = 17)
    {
        var list = await _virtualized.Task.WaitAsync(s_patience);
        // The list takes the height of its rows from how far what it drew reaches.
        var drawn = rows;
        if (Page is { } page)
            lock (page)
                drawn = page.Nodes.Count(node => node.Attributes.ContainsKey("data-id"));
        await CallAsync("OnSpacerBeforeVisible", list, string.Create(
            CultureInfo.InvariantCulture, $"[{row * (double)rowHeight},{rowHeight * drawn},{rowHeight * rows}]"));
    }

    /// <summary>Raises an event at the first element that is so.</summary>
    /// <param name="element">Which.</param>
    /// <param name="name">Name of the event, without <c>on</c>.</param>
    /// <param name="arguments">The event's arguments as JSON.</param>
    public Task RaiseAsync(Func<PageNode, bool> element, string name, string arguments)
    {
        var page = Page ?? throw new InvalidOperationException("This session does not read its page.");
        PageNode? node;
        lock (page)
            node = page.Find(n => n.Handlers.ContainsKey($"on{name}") && element(n));
        if (node is null)
            throw new InvalidOperationException($"Nothing on the page takes a {name}.");
        return CallAsync("DispatchEventAsync", _renderer.ToString(CultureInfo.InvariantCulture),
            $$"""[{"eventHandlerId":{{node.Handlers[$"on{name}"]}},"eventName":"{{name}}","eventFieldInfo":null},{{arguments}}]""");
    }

    /// <summary>Types into a field: its whole new value, as the browser tells after a key press.</summary>
    public Task TypeAsync(string id, string text) =>
        RaiseAsync(node => node.Attributes.GetValueOrDefault("id") == id, "input", $$"""{"value":{{JsonSerializer.Serialize(text)}}}""");

    /// <summary>Presses a button written as markup; acts.js tells the element round it.</summary>
    /// <param name="around">The element that listens.</param>
    /// <param name="act">What the button says it does.</param>
    public Task ActAsync(Func<PageNode, bool> around, string act) => RaiseAsync(around, "pbact", $$"""{"act":"{{act}}","value":"","checked":false}""");

    /// <summary>Waits until no batch has come for a while.</summary>
    public Task CalmAsync(CancellationToken cancel = default) => CalmAsync(() => Batches, TimeSpan.FromMilliseconds(250), cancel);

    /// <summary>Waits until a number of batches stays what it is for a while.</summary>
    public static async Task CalmAsync(Func<long> batches, TimeSpan time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(batches);
        for (var before = -1L; before != batches();)
        {
            before = batches();
            await Task.Delay(time, cancel);
        }
    }

    /// <summary>From here on batches are taken but not acknowledged, as by a tab that sleeps.</summary>
    public void StopReading() => _reads = false;

    /// <summary>Reads again: what was not acknowledged is.</summary>
    public async Task ReadAgainAsync()
    {
        _reads = true;
        long[] unread;
        lock (_unread)
        {
            unread = [.. _unread];
            _unread.Clear();
        }
        foreach (var batch in unread)
            await _connection.SendAsync("OnRenderCompleted", batch, null);
    }

    /// <summary>Closes the tab: a browser says so, so that its circuit is not kept for its return.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_circuit.Length > 0 && !Ended)
        {
            using var http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies });
            using var form = new MultipartFormDataContent { { new StringContent(_circuit), "circuitId" } };
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_page, "/_blazor/disconnect")) { Content = form };
            request.Headers.Add("Origin", _page.GetLeftPart(UriPartial.Authority));
            try
            {
                using var answer = await http.SendAsync(request);
            }
            catch (HttpRequestException)
            {
                // The server is gone, and the circuit with it.
            }
        }
        await _connection.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        string html;
        using (var http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false }))
        using (var answer = await http.GetAsync(_page, cancel))
        {
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new InvalidOperationException($"{_page} answered {(int)answer.StatusCode}.");
            html = await answer.Content.ReadAsStringAsync(cancel);
        }
        var roots = Marker().Matches(html).Select(match => match.Groups[1].Value).Where(json => json.Contains("\"type\":\"server\"", StringComparison.Ordinal)).ToList();
        if (roots.Count == 0)
            throw new InvalidOperationException($"{_page} has nothing interactive.");
        var state = State().Match(html).Groups[1].Value;
        await _connection.StartAsync(cancel);
        _circuit = await _connection.InvokeAsync<string>("StartCircuit", new Uri(_page, "/").ToString(), _page.ToString(), "[]", state, cancel)
            ?? throw new InvalidOperationException("The server gave no circuit.");
        await _attached.Task.WaitAsync(s_patience, cancel);
        var operations = string.Join(',', roots.Select((root, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{root}}}"""));
        await _connection.SendAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{operations}}]}""", state, cancel);
    }

    private async Task OnBatchAsync(long id, byte[] data)
    {
        var now = Stopwatch.GetTimestamp();
        Batches++;
        Bytes += data.Length;
        if (Page is { } page)
            lock (page)
                page.Apply(data);
        Tell(data, now);
        if (_reads)
            await _connection.SendAsync("OnRenderCompleted", id, null);
        else
            lock (_unread)
                _unread.Enqueue(id);
    }

    private void Tell(byte[] data, long now)
    {
        lock (_watching)
        {
            for (var i = _waits.Count - 1; i >= 0; i--)
            {
                if (data.AsSpan().IndexOf(_waits[i].Text) < 0)
                    continue;
                _waits[i].Came.TrySetResult(now);
                _waits.RemoveAt(i);
            }
        }
    }

    private async Task OnScriptAsync(long handle, string call, string arguments, int resultType, long target, int callType)
    {
        switch (call)
        {
            case "Blazor._internal.attachWebRendererInterop":
                _renderer = long.Parse(ObjectOf(arguments), CultureInfo.InvariantCulture);
                _attached.TrySetResult();
                break;
            case "Blazor._internal.Virtualize.init":
                _virtualized.TrySetResult(ObjectOf(arguments));
                break;
            case "Blazor._internal.navigationManager.navigateTo":
                var navigation = JsonDocument.Parse(arguments).RootElement;
                await FollowAsync(navigation[0].GetString() ?? "", navigation[1].GetProperty("historyEntryState").GetString());
                break;
            case "pbAddress.follow":
                var typed = JsonDocument.Parse(arguments).RootElement;
                await FollowAsync(typed[0].GetString() ?? "", typed[1].GetString());
                break;
        }
        if (handle != 0)
            await _connection.SendAsync("EndInvokeJSFromDotNet", handle, true, $"[{handle},true,{BrowserAnswers.To(call, resultType)}]");
    }

    // The browser changes its address and tells.
    private Task FollowAsync(string address, string? state)
    {
        Address = address;
        return _connection.SendAsync("OnLocationChanged", new Uri(_page, address).ToString(), state, false);
    }

    private Task CallAsync(string method, string target, string arguments) => _connection.SendAsync(
        "BeginInvokeDotNetFromJS", Interlocked.Increment(ref _calls).ToString(CultureInfo.InvariantCulture), null, method,
        long.Parse(target, CultureInfo.InvariantCulture), arguments);

    private static string ObjectOf(string arguments) => DotNetObject().Match(arguments).Groups[1].Value;

    private static TaskCompletionSource Promise() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> Promise<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    [GeneratedRegex("\"__dotNetObject\":(\\d+)")]
    private static partial Regex DotNetObject();

    private sealed record Watching(byte[] Text, TaskCompletionSource<long> Came);
}
