"""The book: the only room that knows the database. Reading is plain SQL, writing goes through SQLModel."""
