"""What a command asks to be done: conversations, imports, the ledger's writes; no options, no printing of answers."""
