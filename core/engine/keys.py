"""A key of the local cluster's own: Dask runs what it is sent, and every account here reaches its ports.

`Security.temporary()` of Dask does the same with a certificate that begins now and ends after a year: a clock
that is set back, or an engine that stays for long, would keep workers out that replace lost ones.
"""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from distributed.security import Security

BEGINNING, END = datetime(1970, 1, 1), datetime(9999, 12, 31)  # whatever the clock says, it is between


def own_security() -> Security:
    """TLS by which scheduler, workers and engine know each other; the key is in memory, and new each time."""
    key = generate_private_key(SECP256R1())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "unrolled")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINNING)
        .not_valid_after(END)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
        .public_bytes(Encoding.PEM)
        .decode()
    )
    roles = ("client", "scheduler", "worker")
    known = {
        f"tls_{role}_{part}": text
        for role in roles
        for part, text in (("key", secret), ("cert", certificate))
    }
    return Security(require_encryption=True, tls_ca_file=certificate, **known)
