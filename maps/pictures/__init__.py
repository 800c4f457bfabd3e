"""Pictures of incidents without a browser: drawn by matplotlib, which is loaded when a picture is first asked for."""
