"""Run every notebook and store the sentences that the tests compare.

Only the opening sentence of a lesson and the sentence of its first picture are kept: a
changed number in the model changes them. Pictures, widgets and counts are not stored.

    uv run python tests/notebooks/store_outputs.py
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
KEPT = ("page.predict()", "page.look()")


def kept_outputs(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the plain-text results of a cell that is compared, and nothing else."""
    if not cell.source.endswith(KEPT):
        return []
    return [
        nbformat.v4.new_output(
            "execute_result",
            {"text/plain": output.data["text/plain"]},
            execution_count=cell.execution_count,
        )
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]


def store(path: Path) -> None:
    """Run one notebook and write it back."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = kept_outputs(cell)
            if not cell.outputs:
                cell.execution_count = None
            cell.metadata.pop("execution", None)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for found in sorted(NOTEBOOKS.rglob("*.ipynb")):
        store(found)
        print(f"{found.name}: stored")
