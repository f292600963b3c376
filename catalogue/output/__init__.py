"""What goes out to other programs, a module a format: from public records to bytes."""
