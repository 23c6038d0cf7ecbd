"""A drawing of times by size: one line for each route, both axes logarithmic, what grows by name. Plain SVG."""

from __future__ import annotations

import math
from collections.abc import Collection
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1100, 620, 60, 460, 40, 40
FASTEST, SLOWEST = 0.5, 5_000.0  # milliseconds


def drawing(what: str, table: dict[int, dict[str, float]], grown: Collection[str]) -> str:
    """SVG of `table`: milliseconds by size and name; the lines of `grown` stand out, the ten slowest of them named."""
    sizes = sorted(table)
    names = sorted({name for times in table.values() for name in times}, key=lambda name: name in grown)
    lines = [_line(name, sizes, table, name in grown) for name in names]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<text x="{LEFT}" y="24" font-size="16">Growth by {escape(what)}: milliseconds of every route</text>',
            *_grid(sizes),
            *lines,
            *_names(sizes, table, grown),
            "</svg>\n",
        ]
    )


def _x(size: int, sizes: list[int]) -> float:
    low, high = math.log(sizes[0]), math.log(sizes[-1])
    return LEFT + (math.log(size) - low) / (high - low) * (WIDTH - LEFT - RIGHT)


def _y(milliseconds: float) -> float:
    share = math.log(min(max(milliseconds, FASTEST), SLOWEST) / FASTEST) / math.log(SLOWEST / FASTEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _grid(sizes: list[int]) -> list[str]:
    rows = [
        f'<path d="M{LEFT} {_y(at):.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>'
        f'<text x="{LEFT - 6}" y="{_y(at) + 4:.1f}" text-anchor="end">{at:g}</text>'
        for at in (1, 10, 100, 1000)
    ]
    columns = [f'<text x="{_x(size, sizes):.1f}" y="{HEIGHT - 16}" text-anchor="middle">{size:,}</text>' for size in sizes]
    return rows + columns


def _line(name: str, sizes: list[int], table: dict[int, dict[str, float]], stands_out: bool) -> str:
    points = " ".join(f"{_x(size, sizes):.1f},{_y(table[size][name]):.1f}" for size in sizes if name in table[size])
    look = 'stroke="#c00" stroke-width="2"' if stands_out else 'stroke="#678" stroke-opacity="0.5"'
    return f'<polyline points="{points}" fill="none" {look}><title>{escape(name)}</title></polyline>'


def _names(sizes: list[int], table: dict[int, dict[str, float]], grown: Collection[str]) -> list[str]:
    last = table[sizes[-1]]
    slowest = sorted((name for name in grown if name in last), key=lambda name: -last[name])[:20]
    return [
        f'<text x="{WIDTH - RIGHT + 12}" y="{TOP + 20 + place * 18}" fill="#c00">{last[name]:.0f} ms　{escape(name[-60:])}</text>'
        for place, name in enumerate(slowest)
    ]
