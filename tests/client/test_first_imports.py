"""The forms are imported by one thread, however many jobs begin at once."""

import subprocess
import sys

ASKING = """
import sys, threading
from importlib.abc import MetaPathFinder

importers = set()

class Watch(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pydantic" or name.startswith("registration.forms"):
            importers.add(threading.get_ident())
        return None

sys.meta_path.insert(0, Watch())
from PySide6.QtCore import QCoreApplication
from desktop_client.jobs import Jobs
from desktop_client.first_imports import import_forms

def check(_work):
    import registration.forms.check

def messages(_work):
    import registration.wire

failed = []
application = QCoreApplication([])
jobs = Jobs()
jobs.idle.connect(application.quit)
for task in (check, messages, check, messages):
    jobs.run(task, done=lambda _nothing: None, failed=failed.append)
import_forms()
if jobs.busy:
    application.exec()
assert not failed, failed
print(len(importers))
"""


def test_one_thread_imports_the_forms() -> None:
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", ASKING],
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
            env={"QT_QPA_PLATFORM": "offscreen", "PATH": ""},
        )
        assert done.stdout.split() == ["1"], done.stderr
