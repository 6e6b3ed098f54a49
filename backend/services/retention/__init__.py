"""보존 기간과 파기: what is kept how long, and is destroyed after it."""
