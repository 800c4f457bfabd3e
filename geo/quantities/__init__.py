"""Numbers, and what they count: people hit, munitions fired."""
