"""The compiler: reads the language, reports everything wrong with it, makes the bundle and the texts for reviewers."""
