"""The web, as a polite client meets it: requests within limits, their pace on each host, and what a URL is."""
