"""From a bundle to a signed release at an address: keys, signatures, uploading, going back, looking back.

What a release looks like is `schemas.release`; how it is fetched and believed is the runtime's. Nothing here reads a
clock or looks for keys: the moment, the keys and the address are handed in. (Object stores find their own credentials.)
"""
