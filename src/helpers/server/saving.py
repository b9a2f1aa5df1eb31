"""What JupyterLab writes when a notebook is saved.

A widget lives only as long as its kernel: stored, it reopens as an error message. What is
stored instead is what stands in the file before anything has run: the sentence and the still.
"""

from __future__ import annotations

from typing import Any

from helpers.evidence import say

WIDGET = "application/vnd.jupyter.widget-view+json"


def without_widgets(model: dict[str, Any], **_: Any) -> None:
    """Take widgets out of a notebook that is about to be saved; everything else stays.

    Parameters
    ----------
    model : dict
        What Jupyter's contents manager is about to write; changed in place.

    Examples
    --------
    >>> output = {"data": {WIDGET: {"model_id": "1"}, "text/plain": "Peak of 279."}}
    >>> cell = {"cell_type": "code", "outputs": [output]}
    >>> without_widgets({"type": "notebook", "content": {"cells": [cell], "metadata": {}}})
    >>> output
    {'data': {'text/plain': 'Peak of 279.'}}
    """
    if model.get("type") != "notebook" or not model.get("content"):
        return
    notebook = model["content"]
    notebook["metadata"].pop("widgets", None)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if data.pop(WIDGET, None) and data.get("text/plain") == say("stage_run_cell"):
                data.clear()  # it only says what a folded cell says anyway
        if "outputs" in cell:
            cell["outputs"] = [one for one in cell["outputs"] if one.get("data", True)]
            if not cell["outputs"]:
                cell["execution_count"] = None
