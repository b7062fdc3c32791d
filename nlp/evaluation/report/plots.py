"""The plots, as SVG to stand inside a page. The only importer of matplotlib.

Systems differ by marker and line style, never by colour alone. Text stays text, and takes the colours of the page, so
that one drawing serves light and dark. The same figures give the same bytes.
"""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from nlp.evaluation.metrics import mean, reliability, risk_coverage
from nlp.evaluation.report.build import System
from nlp.evaluation.report.labels import Language, label
from nlp.evaluation.report.recall import Recall

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKERS: Final = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES: Final = ("-", "--", "-.", ":")
#: Stand-ins drawn by matplotlib → what the page has in their place.
_INK, _FAINT = "#010203", "#040506"
_SERIES: Final = tuple(f"#0a0b{at:02x}" for at in range(len(MARKERS)))
_COLOURS: Final = {_INK: "currentColor", _FAINT: "var(--line)"} | {
    colour: f"var(--series-{at % 4 + 1})" for at, colour in enumerate(_SERIES)
}


def available() -> bool:
    """Is matplotlib here? It comes with the ``[report]`` extra."""
    return importlib.util.find_spec("matplotlib") is not None


def reliability_plot(systems: Sequence[System], lang: Language = "vi") -> str:
    """Share of right answers over claimed score; on the diagonal a score is what it claims."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=_FAINT, linewidth=1)
        for at, system in enumerate(systems):
            given = system.answered
            bins = reliability([one.prediction.score for one in given], [one.em for one in given])
            axes.plot([mean(one) for one, _ in bins], [mean(one) for _, one in bins], **_style(at, system.name))
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel=label("score-range", lang), ylabel=label("share-right", lang))

    return _svg(draw, "reliability", lang, label("reliability", lang))


def risk_plot(systems: Sequence[System], lang: Language = "vi") -> str:
    """What is lost when more of the questions get an answer; the lower the better."""

    def draw(axes: Axes) -> None:
        for at, system in enumerate(systems):
            given = system.answered
            points = risk_coverage(
                [one.prediction.score for one in given], [one.f1 for one in given], len(system.report.outcomes)
            )
            style = _style(at, system.name) | {"markevery": 0.12}
            axes.plot([one for one, _ in points], [risk for _, risk in points], **style)
        axes.set(xlim=(0, 1), ylim=(0, None), xlabel=label("coverage-axis", lang), ylabel=label("risk-axis", lang))

    return _svg(draw, "risk", lang, label("risk-coverage", lang))


def recall_plot(recall: Recall, lang: Language = "vi") -> str:
    """Recall@k with its intervals."""

    def draw(axes: Axes) -> None:
        places = range(len(recall.at))
        shares = [one.value for _, one in recall.at]
        below = [one.value - one.low for _, one in recall.at]
        above = [one.high - one.value for _, one in recall.at]
        axes.bar(places, shares, color="none", edgecolor=_INK, hatch="//", width=0.6)
        axes.errorbar(places, shares, yerr=[below, above], fmt="none", ecolor=_INK, capsize=4)
        axes.set_xticks(list(places), [str(k) for k, _ in recall.at])
        axes.set(ylim=(0, 1.02), xlabel=label("passages", lang), ylabel="recall@k")

    return _svg(draw, "recall", lang, label("recall", lang))


def _style(at: int, name: str) -> dict[str, Any]:
    return {
        "label": name,
        "color": _SERIES[at % len(_SERIES)],
        "marker": MARKERS[at % len(MARKERS)],
        "linestyle": LINES[at % len(LINES)],
        "fillstyle": "none" if at % 2 else "full",
        "markersize": 6,
        "clip_on": False,
    }


def _svg(draw: Callable[[Axes], None], name: str, lang: Language, title: str) -> str:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "font.family": "sans-serif", "font.size": 10}):
        figure = Figure(figsize=(6, 4.2), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        _ink(axes, lang)
        if axes.get_legend_handles_labels()[1]:
            box = axes.legend(facecolor="none", edgecolor=_FAINT, labelcolor=_INK)
            box.set_loc("best")
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _inline(drawn.getvalue(), name, title)


def _ink(axes: Axes, lang: Language) -> None:
    from matplotlib.ticker import FixedLocator

    for axis in (axes.xaxis, axes.yaxis):
        if lang == "vi" and not isinstance(axis.get_major_locator(), FixedLocator):
            axis.set_major_formatter(lambda value, _: f"{value:.1f}".replace(".", ","))
    axes.tick_params(colors=_INK)
    axes.xaxis.label.set_color(_INK)
    axes.yaxis.label.set_color(_INK)
    axes.grid(color=_FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(_INK)


def _inline(svg: str, name: str, title: str) -> str:
    """The drawing without prologue, metadata and names of outside hosts, its ids its own, in the page's colours."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r'\s(?:xmlns(?::\w+)?|version)="[^"]*"', "", body)
    body = re.sub(r'\bid="', f'id="{name}-', body)
    body = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", body)
    body = re.sub(r"font: [^;\"]*?([\d.]+px)[^;\"]*", r"font: \1 sans-serif", body)
    for colour, instead in _COLOURS.items():
        body = body.replace(colour, instead)
    return body.replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
