"""Incidents counted in cells of the earth over time, for tables too large to show one by one."""
