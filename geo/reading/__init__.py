"""One report read: clauses, events, roles, sources, and the incidents they come to."""
