"""
Django's own two database engines, which count a revision up in every transaction that changes
what the public may see: whatever way it was written, by whatever program of ours.
"""
