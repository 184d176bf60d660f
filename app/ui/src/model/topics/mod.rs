//! The council hall: what the screens compute.
