"""The language both sides speak: forms, numbers, states, documents. No Qt, no network, no files."""
