"""A papermill engine without a kernel: cells run in an IPython shell of this process.

Starting a kernel costs more than most reports do. Here a process that has the libraries loaded is
forked for each notebook, and papermill drives the shell inside it as it drives a kernel.
"""

import contextlib
import io
import sys
import tempfile
from collections.abc import Callable

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

NAME = "in-process"


class InProcess(Engine):
    """Runs every cell in one shell of this process and keeps what each of them shows."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, on_cell, **kwargs):
        """Run the cells in order; the first that fails is the last that runs.

        ``on_cell`` is called with each cell's number and their count before the cell runs.
        """
        main = sys.modules["__main__"]
        with tempfile.TemporaryDirectory(
            prefix="analysis-shell-", ignore_cleanup_errors=True
        ) as folder:
            _run_all(nb_man, _Shell.make(folder), on_cell)
        sys.modules["__main__"] = main


papermill_engines.register(NAME, InProcess)


def _run_all(nb_man, shell: "_Shell", on_cell: Callable[[tuple[int, int]], None]) -> None:
    for place, cell in enumerate(nb_man.nb.cells):
        on_cell((place + 1, len(nb_man.nb.cells)))
        nb_man.cell_start(cell, place)
        failed = cell.cell_type == "code" and bool(cell.source.strip()) and not _run(shell, cell)
        stops = failed and "raises-exception" not in cell.metadata.get("tags", [])
        if stops:
            nb_man.cell_exception(cell, place)
        nb_man.cell_complete(cell, place)
        if stops:
            break


def _run(shell: "_Shell", cell) -> bool:
    """Run one cell, keep its outputs in it, and say whether it succeeded."""
    outputs = _Outputs()
    shell.outputs = outputs
    cell.execution_count = shell.execution_count
    with (
        contextlib.redirect_stdout(_Stream("stdout", outputs)),
        contextlib.redirect_stderr(_Stream("stderr", outputs)),
    ):
        result = shell.run_cell(cell.source, store_history=True, cell_id=cell.get("id"))
    cell.outputs = outputs.kept
    return result.success


class _Outputs:
    """A cell's outputs in the order in which they came."""

    def __init__(self):
        self.kept: list = []
        self._clear_at_next = False

    def add(self, kind: str, **content) -> None:
        if self._clear_at_next:
            self.kept, self._clear_at_next = [], False
        self.kept.append(nbformat.v4.new_output(kind, **content))

    def write(self, name: str, text: str) -> None:
        last = self.kept[-1] if self.kept and not self._clear_at_next else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text += text
        else:
            self.add("stream", name=name, text=text)

    def clear(self, *, wait: bool) -> None:
        if wait:
            self._clear_at_next = True
        else:
            self.kept = []


class _Stream(io.TextIOBase):
    """What a cell prints, kept with what it shows."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: _Outputs):
        self.name = name
        self._outputs = outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self._outputs.write(self.name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    """Keeps what ``display`` shows."""

    def publish(self, data, metadata=None, source="", **kwargs):
        self.shell.outputs.add("display_data", data=data, metadata=metadata or {})

    def clear_output(self, wait=False):
        self.shell.outputs.clear(wait=wait)


class _ResultHook(DisplayHook):
    """Keeps what a cell's last expression gives."""

    shell: "_Shell"

    def start_displayhook(self):
        pass

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        if format_dict:
            self.shell.outputs.add(
                "execute_result",
                data=format_dict,
                metadata=md_dict or {},
                execution_count=self.shell.execution_count,
            )

    def finish_displayhook(self):
        pass


class _Shell(InteractiveShell):
    """An IPython shell that shows nothing and keeps everything."""

    outputs: _Outputs

    @classmethod
    def make(cls, folder: str) -> "_Shell":
        """A fresh shell: no history, no start-up files, no colours; IPython's own in ``folder``."""
        cls.clear_instance()
        InteractiveShell.clear_instance()
        settings = Config()
        settings.HistoryManager.enabled = False
        settings.InteractiveShell.colors = "nocolor"
        settings.InteractiveShell.autocall = 0
        settings.InteractiveShell.ipython_dir = folder
        shell = cls.instance(
            config=settings, displayhook_class=_ResultHook, display_pub_class=_Publisher
        )
        # The notebook is the program: pickling and multiprocessing look for it here.
        sys.modules["__main__"] = shell.user_module
        return shell

    def init_io(self):
        pass  # the worker's own streams are not the notebook's

    def enable_gui(self, gui=None):
        pass  # there is no window to show anything in

    def ask_exit(self):
        """What ``exit()`` calls in a cell."""
        raise SystemExit

    def _showtraceback(self, etype, evalue, stb):
        # papermill takes an exit with code 0, or with none, for a success.
        left = issubclass(etype, SystemExit) and str(evalue) in ("", "0", "None", "False")
        what = "the cell ends the notebook. Remove its exit" if left else str(evalue)
        self.outputs.add(
            "error", ename=etype.__name__, evalue=what, traceback=[str(line) for line in stb]
        )
