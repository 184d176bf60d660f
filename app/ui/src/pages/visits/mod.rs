//! Visits 走访.

pub(crate) mod history;
pub(crate) mod record;
