"""Reports on general practice, from raw returns to pages."""
