"""첨부파일: files on their way in, and those that were filed."""
