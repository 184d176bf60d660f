//! Conversations: what the screens compute.
