"""No core dumps: what a process with keys in memory leaves on the disk when it dies."""

import sys


def switch_off() -> None:
    """Keep this process from leaving its memory behind; where the system cannot, do nothing.

    On Linux its memory is closed to other processes of the same user too (prctl(2),
    PR_SET_DUMPABLE); on Windows no error report with a dump is made.
    """
    if sys.platform == "win32":
        _no_error_reports()
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform.startswith("linux"):
        _close_memory()


def _close_memory() -> None:
    import ctypes

    set_dumpable = 4
    ctypes.CDLL(None, use_errno=True).prctl(set_dumpable, 0, 0, 0, 0)


def _no_error_reports() -> None:
    import ctypes

    fail_critical_errors, no_fault_box = 0x0001, 0x0002
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    kernel.SetErrorMode(kernel.GetErrorMode() | fail_critical_errors | no_fault_box)
