"""Reads samples of a program counter (perf script -F ip,sym), one a line, and prints what share of a training's time each function takes.
Arguments: the map of compiled functions (address, size, name), and the machine code of those called Sum. See profile.sh."""
import bisect, collections, re, sys

LEAST_SHARE = 0.01


def loops(listing):
    """The code of every kernel: its name, and from which byte to which the loop over four terms reaches."""
    found, name, groups = {}, None, []
    for line in open(listing):
        if line.startswith("; Assembly listing"):
            name, groups = re.search(r"TileKernel`4\[(.*)\]:Sum", line), []
        elif name and (group := re.search(r"IG\w+:.*offset=0x([0-9A-F]+)", line)):
            groups.append([int(group[1], 16), 0])
        elif name and groups and "vfmadd" in line:
            groups[-1][1] += 1
        elif name and (size := re.search(r"Total bytes of code (\d+)", line)):
            ends = [start for start, _ in groups[1:]] + [int(size[1])]
            # The loop has more multiply-adds than anything else, in one group or in several that follow one another.
            within = [(start, end) for (start, count), end in zip(groups, ends) if count >= 12]
            if within: found[short(name[1])] = (within[0][0], within[-1][1])
    return found


def short(name):
    return re.sub(r"\[[^\[\]]*\] ?(?=[A-Z])|Backprop\.Numerics\.|Backprop\.|Data\.", "", name)


starts, functions = [], []
for line in sorted(open(sys.argv[1], errors="replace"), key=lambda line: int(line.split(" ", 1)[0], 16)):
    address, size, name = line.rstrip("\n").split(" ", 2)
    starts.append(int(address, 16))
    functions.append((int(size, 16), name))
loop_of = loops(sys.argv[2])

samples, inside = collections.Counter(), collections.Counter()
for line in sys.stdin:
    address, _, symbol = line.strip().partition(" ")
    if not address: continue
    at = bisect.bisect_right(starts, int(address, 16)) - 1
    offset = int(address, 16) - starts[at]
    if at < 0 or offset >= functions[at][0]:
        if "memmove" in symbol or "memset" in symbol: samples["copying and clearing"] += 1
        continue
    name = functions[at][1]
    if "[Backprop]" not in name.split("::")[0]: continue
    kernel = re.search(r"TileKernel`4\[(.*?)\]::Sum", name)
    if kernel:
        sizes = short(kernel[1])
        _, rows, vectors, order = sizes.split(",")
        name = f"kernel of {rows.lower()} rows × {vectors.lower()} vectors, {'terms' if order.startswith('Terms') else 'rows'} of the left operand side by side"
        loop = loop_of.get(sizes)
        if loop and loop[0] <= offset < loop[1]: inside[name] += 1
    else:
        # "instance void [Backprop] Backprop.Kernel`1[...]::Method[...](...)[Optimized]"
        kind, _, method = name.partition("::")
        kind = re.sub(r"\[[^ ]*$|`[0-9]", "", kind).split(".")[-1].replace("+", ".")
        name = f"{kind}.{re.match('[^([]*', method)[0]}"
    samples[name] += 1

total = samples.total()
if total == 0: sys.exit("No sample fell into the engine: does perf take samples here, and did the training run?")
print(f"{total:,} samples, of which {inside.total() / total:.0%} in the loops over terms of the kernels.\n\n| function | share | of which in its loop |\n|---|---|---|")
for name, count in samples.most_common():
    if count < LEAST_SHARE * total: break
    print(f"| {name} | {count / total:.1%} | {f'{inside[name] / count:.0%}' if inside[name] else ''} |")
rest = sum(count for count in samples.values() if count < LEAST_SHARE * total)
print(f"| others, each below 1 % | {rest / total:.1%} | |")
