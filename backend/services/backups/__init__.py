"""백업과 복원: a whole of database, attachments and anchors, and the way back."""
