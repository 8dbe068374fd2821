"""Where people are: states, distances, cities and ZIPs, licence compacts. A pure room."""
