"""구비서류: the papers an application needs, and the files attached to it."""
