"""Runs of an evaluation as text, in any form."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .evaluate import Run, records_of, render_table

__all__ = ["rendered"]


def rendered(runs: Sequence[Run], form: str) -> str:
    """Runs as text.

    Args:
        runs: what ``measure`` gave.
        form: ``table``, ``json``, ``markdown`` or ``html``.
    """
    if form in ("markdown", "html"):
        # Charts and templates are loaded only for a report.
        from .report import render_html, render_markdown

        return render_html(runs) if form == "html" else render_markdown(runs)
    if form == "json":
        return json.dumps(records_of(*runs), indent=1, ensure_ascii=False) + "\n"
    # Of a baseline a reader wants the figure to compare with, not every class.
    shown = [
        record
        for run in runs
        for record in records_of(run)
        if not run.is_baseline or record["metric"] in ("micro_f1", run.benchmark.task.main_metric)
    ]
    return render_table(shown) + "\n"
