"""Everything a person or a program sees: screens, questions and JSON; nothing else prints."""
