# SPDX-FileCopyrightText: 2026 The Cordon authors
# SPDX-License-Identifier: Apache-2.0
"""Certificates that cameras sign for themselves, made by openssl."""

import subprocess

from camera_network import run_checked


def make_certificate(pem, bits=2048):
    """A new key and certificate, both into the file `pem`, as a camera makes them: for nobody, for ten years.

    Returns the path of a file with the certificate alone.
    """
    certificate = pem.with_suffix(".crt")
    run_checked(["openssl", "req", "-x509", "-newkey", f"rsa:{bits}", "-nodes", "-keyout", str(pem), "-out", str(certificate),
                 "-days", "3650", "-subj", "/CN=camera"], "a camera's certificate")
    with open(pem, "ab") as both:
        both.write(certificate.read_bytes())
    return certificate


def fingerprint_of(pem):
    """SHA-256 of that file's certificate, as tlsFingerprint takes it."""
    shown = subprocess.run(["openssl", "x509", "-in", pem, "-noout", "-fingerprint", "-sha256"], check=True, capture_output=True, text=True)
    return shown.stdout.strip().partition("=")[2]
