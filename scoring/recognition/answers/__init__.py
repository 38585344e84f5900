"""Yes and no beside what a cell lists: "PRP: yes", "[x] PRP", "disc/facet: Y/N", "Exosomes? We don't"."""
