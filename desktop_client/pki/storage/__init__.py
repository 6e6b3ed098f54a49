"""Where certificates lie, and what people do with them there."""
