"""Run every notebook and store what the tests compare: plain sentences, nothing else.

uv run .ci/refresh_outputs.py [notebook …]
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

# What a page shows must not hang on what the developer has answered.
os.environ["HAIR_CYCLE_LAB_PROGRESS"] = "off"
NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
SPEAKING = ("page.predict()", "page.look()", "teaching()")


def kept(cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the sentence of a cell that speaks of the model; a changed number changes it."""
    if not cell.source.endswith(SPEAKING):
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


def refresh(file: Path) -> None:
    notebook = nbformat.read(file, as_version=4)
    NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(file.parent)}}
    ).execute()
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        cell.outputs = kept(cell)
        if not cell.outputs:
            cell.execution_count = None
    nbformat.write(notebook, file)
    print(file.name)


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(NOTEBOOKS.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in Path(name).parts:
            refresh(Path(name).resolve())
