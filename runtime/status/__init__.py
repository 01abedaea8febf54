"""What operators are told of the machines that serve: a status page, metrics, and what every process reports."""
