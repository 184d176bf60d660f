//! Neighbour posts: what the screens compute.
