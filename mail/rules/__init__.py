"""Reminders as data: when each sort of letter goes out, and to whom; apps to the right say what the letters are."""
