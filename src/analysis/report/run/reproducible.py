"""What makes two runs of a notebook differ, taken out of the executed notebook."""

import hashlib
import re

import nbformat
from nbformat import NotebookNode

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_CELL_METADATA_OF_A_RUN = ("papermill", "execution", "collapsed", "scrolled", "trusted")


def normalise(notebook: NotebookNode, *, folder: str) -> tuple[NotebookNode, list[str]]:
    """A copy without run times, random ids, memory addresses and paths, and its warnings.

    ``folder`` is the project's, taken out of what cells printed. What they wrote to stderr names
    lines of installed files: it is returned, not kept.
    """
    notebook = nbformat.from_dict(notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": dict(_KERNEL), "language_info": {"name": "python"}}
    )
    warnings: list[str] = []
    seen: set[str] = set()
    for place, cell in enumerate(notebook.cells):
        for key in _CELL_METADATA_OF_A_RUN:
            cell.metadata.pop(key, None)
        cell.id = _cell_id(cell, place, seen)
        if cell.cell_type != "code":
            continue
        errors = [one for one in cell.outputs if one.get("name") == "stderr"]
        warnings += [output.text for output in errors]
        cell.outputs = [_settled(one, folder) for one in cell.outputs if one not in errors]
    nbformat.validate(notebook)
    return notebook, warnings


def as_text(notebook: NotebookNode) -> str:
    """The notebook as it is written to disk."""
    return nbformat.writes(notebook, version=4) + "\n"


def _cell_id(cell: NotebookNode, place: int, seen: set[str]) -> str:
    """The cell's own id; one made of its place and words where a run made it up."""
    tags = cell.metadata.get("tags", [])
    if "injected-parameters" in tags:
        name = "injected-parameters"
    elif cell.get("id") and "papermill-error-cell-tag" not in tags:
        name = cell.id
    else:
        name = f"cell-{hashlib.sha256(f'{place}{cell.source}'.encode()).hexdigest()[:8]}"
    if name in seen:
        name = f"{name[:50]}-{place}"
    seen.add(name)
    return name


def _settled(output: NotebookNode, folder: str) -> NotebookNode:
    if output.output_type == "stream":
        output.text = _plain(output.text, folder)
    elif "text/plain" in output.get("data", {}):
        output.data["text/plain"] = _plain(output.data["text/plain"], folder)
    if output.output_type == "execute_result":
        output.metadata = output.get("metadata", {})
    return output


def _plain(text: str, folder: str) -> str:
    return _ADDRESS.sub("", text).replace(folder, ".")
