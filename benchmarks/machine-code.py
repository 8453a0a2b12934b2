"""Reads a disassembly, prints a table of the product's kernels: see machine-code.sh."""
import re
import sys

WIDTHS = {"Lanes512": ("512 bits", 32), "Lanes256": ("256 bits", 16), "Lanes128": ("128 bits", 16)}
COUNTS = ["One", "Two", "Three", "Four", "Five", "Six"]
NAME = re.compile(r"TileKernel_4<\w*?(Lanes\d+)__\w*?Numerics_(\w+?)__\w*?Numerics_(\w+?)__\w*?Numerics_(\w+?SideBySide)>__Sum>:$")


def kernels(lines):
    """(width, rows, vectors, order) and the (address, instruction) pairs of each kernel."""
    kernel, code = None, []
    for line in lines:
        if line.rstrip().endswith(">:"):
            if kernel: yield kernel, code
            found = NAME.search(line.rstrip())
            kernel, code = found.groups() if found else None, []
        elif kernel and (found := re.match(r"\s*([0-9a-f]+):\s+(.*)", line)):
            code.append((int(found[1], 16), found[2]))
    if kernel: yield kernel, code


def loop(code):
    """The innermost loop with most multiply-adds: its instructions, its multiply-adds."""
    place = {address: index for index, (address, _) in enumerate(code)}
    bodies = []
    for index, (_, text) in enumerate(code):
        target = re.match(r"j\w+\s+([0-9a-f]+)", text)
        first = place.get(int(target[1], 16)) if target else None
        if first is not None and first <= index:
            body = [text for _, text in code[first:index + 1]]
            if not any(re.match(r"j\w+\s", text) for text in body[:-1]): bodies.append(body)
    count = lambda body: sum("vfmadd" in text for text in body)
    best = max(bodies, key=count)
    return len(best), count(best)


rows_found = []
for (width, rows, vectors, order), code in kernels(sys.stdin):
    shape = (COUNTS.index(rows) + 1, COUNTS.index(vectors) + 1)
    # Where registers number 16, larger tiles are never asked for.
    if width not in WIDTHS or (WIDTHS[width][1] == 16 and min(shape) > 2): continue
    instructions, products = loop(code)
    on_stack = sum(bool(re.search(r"[xyz]mm\d+.*\[r[sb]p|\[r[sb]p.*[xyz]mm\d+", text)) for _, text in code)
    calls = sum(text.startswith("call") for _, text in code)
    rows_found.append((width, shape, order, instructions, products, on_stack, calls))

if not rows_found: sys.exit("no kernel found in the disassembly")
rows_found.sort(key=lambda row: (row[0], -row[1][0] * row[1][1], row[1], row[2]))
print(f"{len(rows_found)} kernels; {sum(row[5] > 0 for row in rows_found)} of them keep a vector on the stack, {sum(row[6] > 0 for row in rows_found)} call something.\n")
print("| vectors | tile, rows × vectors | in memory, neighbours are | instructions of four terms | multiply-adds among them | vectors on the stack |\n|---|---|---|---|---|---|")
for width, shape, order, instructions, products, on_stack, _ in rows_found:
    largest = max((other[1] for other in rows_found if other[0] == width), key=lambda tile: tile[0] * tile[1])
    if shape == largest or on_stack:
        print(f"| {WIDTHS[width][0]} | {shape[0]} × {shape[1]} | {'terms' if order.startswith('Terms') else 'rows'} | {instructions} | {products} | {on_stack} |")
