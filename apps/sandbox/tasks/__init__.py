"""What a child can do. Each module is one flavour of zygote: its imports are what is kept warm."""
