"""What is measured, apart from the tests: speed, memory and quality, with floors that only rise."""
