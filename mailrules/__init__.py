"""The protocol: values in, values out. No I/O, no clock, no framework but pydantic."""
