"""Who is looking, for pages and headers."""


def viewer_for(user):
    """The Viewer of members.visibility for this account, or for the public."""
    from members import visibility

    return visibility.viewer_for(user if user.is_authenticated else None)
