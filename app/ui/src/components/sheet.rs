//! A sheet that comes up from the bottom of a phone and stands in the middle of a wide screen.

use leptos::ev;
use leptos::html::Dialog;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::toast::ToastPlace;
use crate::platform::back;
use crate::platform::prefs::texts;

/// A modal sheet, which shows toasts too since it lies above everything else; its content is made anew each time it opens. The browser keeps the focus inside and gives it back.
#[component]
pub(crate) fn Sheet(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] testid: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let t = texts();
    let dialog = NodeRef::<Dialog>::new();
    let children = StoredValue::new(children);
    let held = StoredValue::new(None);
    let release = move || {
        if let Some(number) = held.try_update_value(Option::take).flatten() {
            back::release(number);
        }
    };
    on_cleanup(release);
    Effect::new(move |_| {
        let is_open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if is_open && !dialog.open() {
            drop(dialog.show_modal());
            held.set_value(Some(back::hold(Callback::new(move |()| _ = open.try_set(false)))));
        } else if !is_open {
            if dialog.open() {
                dialog.close();
            }
            release();
        }
    });
    let on_click = move |click: ev::MouseEvent| {
        // Only the backdrop belongs to the dialog itself; its content lies in an inner element.
        if click.target() == click.current_target() {
            open.set(false);
        }
    };
    view! {
        <dialog class="sheet" node_ref=dialog on:close=move |_| open.set(false) on:click=on_click
            aria-label=title data-testid=testid>
            <Show when=move || open.get()>
                <div class="sheet-inner">
                    <div class="sheet-head">
                        <h2>{title}</h2>
                        <button type="button" class="bar-button" aria-label=t.shell.close on:click=move |_| open.set(false)>
                            <Icon glyph=Glyph::Close />
                        </button>
                    </div>
                    {children.get_value()()}
                    <ToastPlace />
                </div>
            </Show>
        </dialog>
    }
}
