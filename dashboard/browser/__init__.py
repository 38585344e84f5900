"""What a browser gets beside the app itself: the document, its scripts and styles, and the outlines of the map."""
