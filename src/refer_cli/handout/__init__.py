"""What is handed out: the client's options sheet, the letter to a colleague, and the guide for the talk before."""
