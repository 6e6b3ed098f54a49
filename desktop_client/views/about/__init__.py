"""정보: the program's version, where its files are, and the licences of its libraries."""
