"""Methods that know no programme: trajectories and special causes."""
