//! The screens: a Leptos app that runs in the Tauri window and as an installable web app.
//!
//! [`model`] and [`i18n`] are plain code and compile everywhere; the rest needs a browser's document.
//! **Invariant:** only `bridge` reaches the core; nothing of a person is kept outside of it.

pub mod i18n;
pub mod model;

#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "the component macro writes public properties for every component")]
mod app;
#[cfg(target_arch = "wasm32")]
mod bridge;
#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "the component macro writes public properties for every component")]
mod components;
#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "the component macro writes public properties for every component")]
mod drafts;
#[cfg(target_arch = "wasm32")]
mod load;
#[cfg(target_arch = "wasm32")]
mod long_list;
#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "the component macro writes public properties for every component")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod platform;

/// Puts the screens on the page; without a page there is nothing to do.
pub fn start() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        leptos::mount::mount_to_body(app::App);
    }
}
