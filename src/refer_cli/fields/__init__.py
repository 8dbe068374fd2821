"""What a colleague's card holds: every field, how it is spelled, checked and written back (pure)."""
