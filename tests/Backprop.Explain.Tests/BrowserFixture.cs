using Microsoft.Playwright;

namespace Backprop.Explain.Tests;

/// <summary>Headless Chromium, the system's own, started once for all tests of a class; absent where it is not installed.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page with an explanation; every request to anywhere fails the test.</summary>
    internal Task<IPage> OpenAsync(Explanation explanation, int width = 1280, int height = 900) => OpenAsync(HtmlRenderer.Render(explanation), width, height);

    /// <summary>A page by its text; every request to anywhere fails the test.</summary>
    internal async Task<IPage> OpenAsync(string html, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        if (_browser is null)
        {
            string chromium = Executables.Require("chromium", "chromium-browser", "google-chrome");
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        }
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) => { if (message.Type == "error") Errors.Add(message.Text); };
        page.Request += (_, request) => { if (!request.Url.StartsWith("file:", StringComparison.Ordinal)) Errors.Add("request to " + request.Url); };
        string path = Path.Combine(Directory.CreateTempSubdirectory("backprop-page").FullName, "page.html");
        await File.WriteAllTextAsync(path, html);
        await page.GotoAsync("file://" + path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return page;
    }

    /// <summary>What went wrong in any page.</summary>
    public IList<string> Errors { get; } = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
