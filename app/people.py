"""Who is there: one person at this machine, or several at a server, signed in or not.

An experiment opens for whoever has its address; the list shows each person's own, and only its maker changes
it. Where there is one person only, which is the default, the list shows everything and nobody signs in.
"""

import os
import secrets
from hashlib import sha256

import streamlit as st

from app.browsers import kept_key
from core.store.whose import Owners

OPERATORS = "UNROLLED_OPERATORS"  # verified mail addresses or subjects, separated by commas
VISIT = "people.visit"  # in the session: what stands for a browser that keeps no key


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
    """Whose it will be what is made now: None for everybody's, else a hash of the person or of the browser.

    The hash tells people apart and says nothing about them, whoever reads the store. A browser that keeps no
    key gets a number that lasts as long as the visit.
    """
    if not shared():
        return None
    return person() or browser() or str(st.session_state.setdefault(VISIT, secrets.token_hex(32)))


def owners() -> Owners:
    """Whose things are one's own: those of the person, of this browser and of this visit; None for all."""
    if not shared():
        return None
    return {one for one in (person(), browser(), st.session_state.get(VISIT)) if one}


def person() -> str | None:
    """A hash of who is signed in."""
    if not signed_in():
        return None
    return sha256(f"{st.user.get('iss')}\n{st.user['sub']}".encode()).hexdigest()


def browser() -> str | None:
    """A hash of the key that this browser keeps; None where it keeps none."""
    key = kept_key(st.context.cookies)
    return sha256(f"browser\n{key}".encode()).hexdigest() if key is not None else None


def is_own(owner: str | None) -> bool:
    """Whether a thing belongs to who is there; what belongs to nobody is a server's, or one person's."""
    mine = owners()
    return mine is None or owner in mine


def may_change(owner: str | None) -> bool:
    """Whether who is there may stop, rename or delete a thing: its maker and an operator."""
    return is_own(owner) or is_operator()


def is_operator() -> bool:
    """Whether the provider has told that this is one of those whom `UNROLLED_OPERATORS` names."""
    named = {name for one in os.environ.get(OPERATORS, "").split(",") if (name := one.strip())}
    if not named or not signed_in():
        return False
    return str(st.user["sub"]) in named or _verified_mail() in {name.lower() for name in named}


def _verified_mail() -> str | None:
    """Addresses that were only claimed are anybody's; some foreign letters become ours when made small."""
    mail, told = str(st.user.get("email") or ""), st.user.get("email_verified")
    verified = told is True or str(told).lower() == "true"  # some providers write it as a text
    return mail.lower() if verified and mail.isascii() and "@" in mail else None
