//! Whether texts wait: photos and files let them go first.

use super::Device;

impl Device {
    /// Whether something is formed and not judged, or could be formed now.
    pub(crate) fn has_text_to_send(&self) -> bool {
        !self.sync.unsettled.is_empty() || !self.formable().is_empty()
    }
}
