//! Starts the screens in a browser or in the window.

fn main() {
    linli_ui::start();
}
