"""DER and BER by hand, where speed or secrecy asks for it."""
