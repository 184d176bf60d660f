//! Activities: what the screens compute.
