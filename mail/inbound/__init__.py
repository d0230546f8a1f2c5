"""Mail that comes in: kept as it came, read once, handled by whoever knows what it is, or left for the coordinator.

Nothing here ever writes a mail in answer, so no loop can begin.
"""
