"""One file a command or group: options in, book and core asked, a screen or one JSON object out."""
