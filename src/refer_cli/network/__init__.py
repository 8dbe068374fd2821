"""The network over time: goals and their pace (pure)."""
