"""Is a return fit for use: corrections, expectations, and what returns say of each other."""
