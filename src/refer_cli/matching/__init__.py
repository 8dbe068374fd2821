"""Who fits a client, and why: the pure core. It reads candidates and a request, and knows nothing else."""
