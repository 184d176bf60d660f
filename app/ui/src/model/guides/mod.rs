//! What one looks up: what the screens compute.
