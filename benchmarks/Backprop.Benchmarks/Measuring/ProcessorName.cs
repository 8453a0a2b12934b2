using System.Runtime.InteropServices;

namespace Backprop.Benchmarks.Measuring;

/// <summary>What the processor calls itself; results of any kind say it.</summary>
internal static class ProcessorName
{
    public static string Read()
    {
        if (!File.Exists("/proc/cpuinfo")) return RuntimeInformation.ProcessArchitecture.ToString();
        var lines = File.ReadLines("/proc/cpuinfo").Take(40).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToList();
        string Field(string name) => lines.FirstOrDefault(parts => parts[0].Trim() == name)?[1].Trim() ?? "";
        string model = Field("model name");
        return model.Length == 0 ? RuntimeInformation.ProcessArchitecture.ToString() : $"{model} {Field("cpu family")}-{Field("model")}".Trim(' ', '-');
    }
}
