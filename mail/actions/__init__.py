"""The one way mail leaves: a row in the outbox, delivered after the commit."""

from mail.actions.letting_go import let_go
from mail.actions.posting import LINK, Draft, message_key, post, post_many, post_secret
from mail.actions.releasing import release_held
from mail.actions.strangers import post_to_stranger
from mail.actions.taking_back import NotPossible, cancel, cancel_batch, resend

__all__ = [
    "LINK",
    "Draft",
    "NotPossible",
    "cancel",
    "cancel_batch",
    "let_go",
    "message_key",
    "post",
    "post_many",
    "post_secret",
    "post_to_stranger",
    "release_held",
    "resend",
]
