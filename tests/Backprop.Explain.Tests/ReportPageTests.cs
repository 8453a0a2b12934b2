using Backprop.Data;
using Microsoft.Playwright;

namespace Backprop.Explain.Tests;

/// <summary>The report as a person sees it, in headless Chromium.</summary>
public class ReportPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    [InlineData(320)]
    public async Task No_window_scrolls_the_page_sideways(int width)
    {
        foreach (string html in new[]
        {
            TestReports.Page(TestReports.Classifier(classes: 6, features: 8, hostile: true), new RawRows(TestReports.Hostile, [new RawRow(2, TestReports.Hostile)])),
            TestReports.Page(TestReports.Regression(hostile: true)),
        })
        {
            var page = await browser.OpenAsync(html, width);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Hostile_names_are_shown_and_not_run()
    {
        var page = await browser.OpenAsync(TestReports.Page(TestReports.Classifier(classes: 6, features: 8, hostile: true), new RawRows(TestReports.Hostile, [new RawRow(2, TestReports.Hostile)])));
        Assert.NotEqual("run", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("img, script, b").CountAsync());
        Assert.Equal(8, await page.Locator("main > section").CountAsync());
        Assert.True(await page.GetByText(TestReports.Hostile[0]).CountAsync() > 0);
        Assert.Empty(browser.Errors);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_stands_out_from_what_is_behind_it(ColorScheme scheme)
    {
        // WCAG 2.2 asks for 4.5 of text; the cells of the confusion matrix are mixed from two colours, which the canvas resolves.
        const string WorstContrast = """
            () => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const over = colours => { for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); } return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
              const light = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              let worst = 99;
              for (const element of document.querySelectorAll('p, th, td, a, h1, h2, figcaption, svg text, caption')) {
                const style = getComputedStyle(element), grounds = [];
                for (let e = element; e; e = e.parentElement) grounds.unshift(getComputedStyle(e).backgroundColor);
                const a = light(over(grounds)), b = light(over([...grounds, element.closest('svg') ? style.fill : style.color]));
                worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
              }
              return worst;
            }
            """;
        var page = await browser.OpenAsync(TestReports.Page(TestReports.Classifier()), scheme: scheme);
        Assert.InRange(await page.EvaluateAsync<double>(WorstContrast), 4.5, 21);
        Assert.Equal(scheme == ColorScheme.Dark, await page.EvaluateAsync<bool>("() => getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'"));
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Headings_go_down_by_one_and_every_link_leads_somewhere()
    {
        var page = await browser.OpenAsync(TestReports.Page(TestReports.Regression()));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal(0, await page.Locator("h3, h4").CountAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('a')].filter(a => !document.querySelector(a.getAttribute('href'))).length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))"));
    }
}
