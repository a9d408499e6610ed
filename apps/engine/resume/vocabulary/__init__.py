"""Words only: one concept per TOML file with its source at the top, and their reader."""
