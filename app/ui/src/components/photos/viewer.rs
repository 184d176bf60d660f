//! A photo as a whole, in a sheet: the next one, larger and back, saved to the device; a file is saved.

use leptos::ev;
use leptos::prelude::*;
use linli_contract::photos::AttachedView;
use linli_shared::blobs::BlobType;
use wasm_bindgen_futures::spawn_local;

use super::tile::{Ring, Seen, see};
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::toast::Toasts;
use crate::i18n::Texts;
use crate::model::photos::state::size;
use crate::platform::files::{Saved, save};
use crate::platform::pictures::{Fetched, fetch, media_type};
use crate::platform::prefs::texts;

/// The sheet; back and Escape close it.
#[component]
pub(super) fn Viewer(
    open: RwSignal<bool>,
    attached: Signal<Vec<AttachedView>>,
    /// Which one.
    at: RwSignal<usize>,
) -> impl IntoView {
    let t = texts();
    let title = move || {
        let all = attached.read();
        let at = at.get();
        all.get(at).map(|view| (t.photos.nth)(at + 1, all.len(), &view.name)).unwrap_or_default()
    };
    view! {
        <Sheet open title=Signal::derive(title) testid="photo-viewer"><Pages attached at /></Sheet>
    }
}

#[component]
fn Pages(attached: Signal<Vec<AttachedView>>, at: RwSignal<usize>) -> impl IntoView {
    let t = texts();
    // Only another photo draws anew; one whose way changed meanwhile stays.
    let shown = Memo::new(move |_| {
        attached.read().get(at.get()).map(|view| (view.id, view.kind, view.name.clone(), view.size))
    });
    let count = Memo::new(move |_| attached.read().len());
    let go = move |by: isize| {
        at.update(|at| *at = at.saturating_add_signed(by).min(count.get_untracked().saturating_sub(1)));
    };
    let on_key = move |key: ev::KeyboardEvent| match key.key().as_str() {
        "ArrowLeft" => go(-1),
        "ArrowRight" => go(1),
        _ => {}
    };
    view! {
        <div class="viewer" on:keydown=on_key>
            {move || shown.get().map(|(id, kind, name, bytes)| if kind == BlobType::Pdf {
                view! { <p class="viewer-file"><Icon glyph=Glyph::File />{name.clone()}" · "{size(bytes.into())}</p> }.into_any()
            } else {
                view! { <Whole id /> }.into_any()
            })}
            <div class="viewer-ways">
                <button type="button" class="button" disabled=move || at.get() == 0 on:click=move |_| go(-1)
                    hidden=move || count.get() < 2 data-testid="photo-previous"><Icon glyph=Glyph::Back />{t.photos.previous}</button>
                <Keep shown />
                <button type="button" class="button" disabled=move || { at.get() + 1 >= count.get() } on:click=move |_| go(1)
                    hidden=move || count.get() < 2 data-testid="photo-next">{t.photos.next}<Icon glyph=Glyph::Forward /></button>
            </div>
        </div>
    }
}

/// The photo: fitted, or larger and moved by the finger; two fingers enlarge it as they do any page.
#[component]
fn Whole(id: linli_shared::blobs::BlobId) -> impl IntoView {
    let t = texts();
    let seen = see(id);
    let is_large = RwSignal::new(false);
    let toggle = move |_| is_large.update(|is_large| *is_large = !*is_large);
    move || match seen.get() {
        Seen::Here(address) => view! {
            <div class="viewer-place" class:viewer-large=move || is_large.get() tabindex="0" role="group"
                aria-label=t.photos.title>
                <img class="viewer-photo" src=address alt=t.photos.photo on:click=toggle data-testid="photo-whole" />
            </div>
            <button type="button" class="button-text" aria-pressed=move || is_large.get().to_string() on:click=toggle
                data-testid="photo-zoom">
                {move || if is_large.get() { t.photos.smaller } else { t.photos.larger }}
            </button>
        }
        .into_any(),
        Seen::Coming(percent) => view! {
            <p class="viewer-wait" role="status"><Ring percent />{(t.photos.coming)(percent)}</p>
        }
        .into_any(),
        Seen::Asked => view! { <p class="viewer-wait" role="status">{t.shell.loading}</p> }.into_any(),
        Seen::Missing(fault) => {
            let said = (t.photos.fault)(fault);
            view! { <p class="viewer-wait" role="status"><strong>{said.what}</strong>{said.next}</p> }.into_any()
        }
        Seen::Failed => view! { <p class="viewer-wait" role="alert">{t.photos.cannot_show}</p> }.into_any(),
    }
}

type Shown = (linli_shared::blobs::BlobId, BlobType, String, u32);

/// Saves it to the device.
#[component]
fn Keep(shown: Memo<Option<Shown>>) -> impl IntoView {
    let t = texts();
    let toasts = Toasts::here();
    let on_click = move |_| {
        let Some((id, kind, name, _)) = shown.get_untracked() else { return };
        spawn_local(async move {
            match fetch(id).await {
                Ok(Fetched::Here(_, bytes)) => {
                    let name = if name.is_empty() { named(t, kind) } else { name };
                    match save(&name, media_type(kind), &bytes).await {
                        Ok(Saved::Downloaded) => toasts.say(t.photos.saved),
                        Ok(Saved::At(path)) => toasts.say((t.photos.saved_to)(&path)),
                        Err(failure) => toasts.fail((t.shell.failure)(&failure)),
                    }
                }
                Ok(Fetched::Coming(..)) => toasts.say(t.photos.still_coming),
                Ok(Fetched::Missing(fault)) => toasts.fail((t.photos.fault)(fault)),
                Err(failure) => toasts.fail((t.shell.failure)(&failure)),
            }
        });
    };
    view! {
        <button type="button" class="button" on:click=on_click data-testid="photo-save">
            <Icon glyph=Glyph::Download />{t.photos.save}
        </button>
    }
}

fn named(t: &Texts, kind: BlobType) -> String {
    let end = match kind {
        BlobType::Jpeg => "jpg",
        BlobType::Png => "png",
        BlobType::Pdf => "pdf",
        BlobType::WebP => "webp",
    };
    format!("{}.{end}", t.photos.photo)
}
