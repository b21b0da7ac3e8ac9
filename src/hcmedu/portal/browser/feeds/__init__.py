"""RSS and Atom of each section and of the whole school: requirement B07, for readers outside."""
