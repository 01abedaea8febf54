"""Rules: what a trigger may say, and the one function that decides (`engine.decide`)."""
