"""Who is there: one person at this machine, or several at a server, signed in or not.

An experiment opens for whoever has its address; the list shows each person's own. Where there is one person
only, which is the default, the list shows everything and nobody signs in.
"""

import os
import secrets
from hashlib import sha256

import streamlit as st


def shared() -> bool:
    """Whether several people use this dashboard."""
    return os.environ.get("UNROLLED_SHARED") == "1" or may_sign_in()


def may_sign_in() -> bool:
    """Whether the operator has named an OIDC provider, in the section [auth] of Streamlit's secrets."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def signed_in() -> bool:
    """Whether the provider has told who this is."""
    return may_sign_in() and bool(st.user.is_logged_in)


def display_name() -> str:
    """What the provider calls this person; may be empty."""
    return str(st.user.get("name") or st.user.get("email") or "")


def owner() -> str | None:
    """On whose list experiments stand: None for everybody's, else a hash of the person or a visit's number.

    The hash tells people apart and says nothing about them, whoever reads the store.
    """
    if not shared():
        return None
    if signed_in():
        return sha256(f"{st.user.get('iss')}\n{st.user['sub']}".encode()).hexdigest()
    return str(st.session_state.setdefault("people.visit", secrets.token_hex(32)))
