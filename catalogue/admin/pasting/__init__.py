"""Text that is pasted into the admin: blocks into forms, and whole pages."""
