"""Read model of how decisions are handled: on time or late, how long, how many blanket answers, with what effect."""
