"""What comes in: programme pages as text, read into entries."""
