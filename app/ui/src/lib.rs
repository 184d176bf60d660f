//! The screens.

/// Puts the screens on the page.
pub fn start() {
    leptos::mount::mount_to_body(|| "邻里");
}
