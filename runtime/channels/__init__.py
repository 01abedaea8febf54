"""Ways out to customers, one file each; what is said on them is decided elsewhere."""
