"""The practice CA asked for certificates."""
