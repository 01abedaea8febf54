"""The agents' desk at `/desk`: sign-in, the queue, a ticket, the knowledge base as staff see it.

Who may sign in and see what stands in `principal`; one file per page group. Nothing here is cached or indexed.
"""
