using Microsoft.Playwright;

namespace Backprop.Explain.Tests;

/// <summary>The page as a person uses it, in headless Chromium.</summary>
public class HtmlPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly Explanation Small = Explanation.Of(Tracer.Run(TestProblems.Mazur));

    [Fact]
    public async Task The_timeline_goes_forward_loss_backward_gradient_update_by_brackets_and_buttons()
    {
        var page = await browser.OpenAsync(Small);
        List<string> seen = [await Heading(page)];
        for (int i = 0; i < 7; i++)
        {
            await page.Keyboard.PressAsync("]");
            seen.Add(await Heading(page));
        }
        // The seventh press finds no further frame.
        Assert.Equal(["Forward: layer 1", "Forward: layer 2", "Loss", "Backward: layer 2", "Backward: layer 1", "Gradient", "Update", "Update"], seen);
        await page.Keyboard.PressAsync("[");
        Assert.Equal("Gradient", await Heading(page));
        await page.ClickAsync("text=backward: layer 1");
        Assert.Equal("Backward: layer 1", await Heading(page));
        Assert.Equal("backward: layer 1", await page.InnerTextAsync("button[aria-current=step]"));
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task A_click_on_a_neuron_or_a_weight_shows_its_formulas()
    {
        var page = await browser.OpenAsync(Small);
        await page.ClickAsync("[data-key='n2.0'] .body");
        Assert.Equal("Neuron 5 (2.0)", await Heading(page));
        Assert.Contains("0.138499", await page.InnerTextAsync("#panel"), StringComparison.Ordinal);
        await page.ClickAsync("[data-key='e1.0-2.0'] .hit", new() { Force = true });
        Assert.Equal("Weight from neuron 3 (1.0) to neuron 5 (2.0)", await Heading(page));
        Assert.Contains("0.358916", await page.InnerTextAsync("#panel"), StringComparison.Ordinal);
        Assert.True(await page.Locator("#panel math").CountAsync() >= 2);
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Arrows_move_among_neurons_and_along_weights()
    {
        var page = await browser.OpenAsync(Small);
        await page.FocusAsync("[data-key='n0.0']");
        List<string> seen = [];
        foreach (string key in new[] { "Enter", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowLeft", "ArrowLeft" })
        {
            await page.Keyboard.PressAsync(key);
            seen.Add(await page.EvaluateAsync<string>("document.activeElement.dataset.key"));
        }
        Assert.Equal(["n0.0", "e0.0-1.0", "e0.0-1.1", "n1.1", "n1.0", "n1.0", "e0.0-1.0", "n0.0"], seen);
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("Forward: layer 1", await Heading(page));
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task The_drawing_is_reached_by_tab_and_every_control_has_a_name()
    {
        var page = await browser.OpenAsync(Small);
        for (int i = 0; i < 20; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("document.activeElement.dataset.key ?? null") is not null) break;
        }
        Assert.Equal("n0.0", await page.EvaluateAsync<string?>("document.activeElement.dataset.key ?? null"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('button, [role=button]')].filter(e => !(e.getAttribute('aria-label') || e.textContent.trim())).length"));
        await page.ClickAsync("summary");
        Assert.Equal(6, await page.Locator("#table tbody tr").CountAsync());
    }

    [Theory]
    [InlineData(640, 450)]   // 1280 × 900 at 200 %
    [InlineData(320, 640)]
    public async Task A_narrow_window_scrolls_no_page_sideways(int width, int height)
    {
        var page = await browser.OpenAsync(Explanation.Of(Tracer.Run(TestProblems.Large())), width, height);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        await page.ClickAsync("text=update");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task A_name_that_is_a_script_is_shown_and_not_run()
    {
        const string Name = "</script><img src=x onerror=\"document.title='run'\"><b>";
        var page = await browser.OpenAsync(Explanation.Of(Tracer.Run(TestProblems.Mazur with { Names = new TraceNames([Name, "b"], ["c", Name]) })));
        await page.ClickAsync("[data-key='n2.1'] .body");
        Assert.Contains(Name, await Heading(page), StringComparison.Ordinal);
        Assert.StartsWith("One step", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("img, b").CountAsync());
        Assert.Empty(browser.Errors);
    }

    private static async Task<string> Heading(IPage page) => (await page.TextContentAsync("#chosen"))!;
}
