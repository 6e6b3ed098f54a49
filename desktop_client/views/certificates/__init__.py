"""Choosing a certificate among all that were found, and opening it with its password."""

from desktop_client.views.certificates.picker import CertificatePicker

__all__ = ["CertificatePicker"]
