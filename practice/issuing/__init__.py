"""The practice CA as it is asked for certificates: CMP over HTTP, on this computer."""
