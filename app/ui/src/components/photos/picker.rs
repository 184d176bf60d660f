//! Attaching photos and files to a form: taken, or chosen several at once; taken off again, which can be undone.
//!
//! **Invariant:** there are never more than the form takes, however many were chosen at once.

use core::time::Duration;

use leptos::html::Input;
use leptos::prelude::*;
use linli_contract::photos::{AttachedView, DropPhoto};
use linli_shared::blobs::BlobId;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::tile::Tile;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::toast::Toasts;
use crate::model::photos::PhotoWrong;
use crate::platform::pictures::{PictureFault, keep};
use crate::platform::prefs::texts;

/// What is offered to choose from. Without HEIC among them, phones that keep photos so hand out a JPEG.
const CHOOSES: &str = "image/jpeg,image/png,image/webp,application/pdf";

/// Longer than undo is offered; after it a photo that was taken off is thrown away.
const KEPT_FOR_UNDO: Duration = Duration::from_secs(15);

/// How far taking in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Doing {
    done: usize,
    of: usize,
}

/// The photos of a form with the ways to add and to take off.
#[component]
pub(crate) fn PhotoPicker(
    /// What is attached, in order.
    attached: RwSignal<Vec<AttachedView>>,
    /// How many at most.
    max: usize,
) -> impl IntoView {
    let t = texts();
    let doing = RwSignal::new(None::<Doing>);
    let fault = RwSignal::new(None::<PictureFault>);
    let is_full = Memo::new(move |_| attached.read().len() >= max);
    let take = move |files: Vec<File>| {
        if files.is_empty() || doing.get_untracked().is_some() {
            return;
        }
        fault.set(None);
        spawn_local(async move {
            let of = files.len();
            for (done, file) in files.into_iter().enumerate() {
                let Some(count) = attached.try_with_untracked(Vec::len) else { return };
                if count >= max {
                    fault.try_set(Some(PictureFault::Wrong(PhotoWrong::Enough)));
                    break;
                }
                doing.try_set(Some(Doing { done, of }));
                match keep(&file).await {
                    Ok(view) => drop(attached.try_update(|all| all.push(view))),
                    Err(why) => drop(fault.try_set(Some(why))),
                }
            }
            doing.try_set(None);
        });
    };
    let take = Callback::new(take);
    let said = move || {
        fault.get().map(|fault| {
            let said = match fault {
                PictureFault::Wrong(wrong) => (t.photos.wrong)(wrong),
                PictureFault::Failed(failure) => (t.shell.failure)(&failure),
            };
            view! { <strong>{said.what}</strong>" "{said.next} }
        })
    };
    view! {
        <div class="photo-picker" data-testid="photo-picker">
            <ul class="photo-strip" aria-label=t.photos.title>
                <For each=move || attached.get() key=|view| view.id.to_string() children=move |view| {
                    view! { <li><Attached view attached /></li> }
                } />
            </ul>
            <p class="photo-doing" role="status" aria-live="polite" data-testid="photo-doing">
                {move || doing.get().map(|Doing { done, of }| view! {
                    <Icon glyph=Glyph::Sync />{(t.photos.working)(done + 1, of)}
                })}
            </p>
            <p class="actions-note" role="alert" data-testid="photo-fault">{said}</p>
            <div class="photo-ways" hidden=move || is_full.get()>
                <Way glyph=Glyph::Camera words=t.photos.take accepts="image/*" is_camera=true doing take testid="photo-take" />
                <Way glyph=Glyph::Plus words=t.photos.choose accepts=CHOOSES is_camera=false doing take testid="photo-choose" />
            </div>
            <p class="quiet">{(t.photos.hint)(max)}</p>
        </div>
    }
}

/// A button that lets the person take or choose.
#[component]
fn Way(
    glyph: Glyph,
    words: &'static str,
    accepts: &'static str,
    is_camera: bool,
    doing: RwSignal<Option<Doing>>,
    take: Callback<Vec<File>>,
    testid: &'static str,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let files = input.files().map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect());
        // The same file may be chosen again.
        input.set_value("");
        take.run(files.unwrap_or_default());
    };
    view! {
        <input type="file" class="unseen" node_ref=input accept=accepts capture=is_camera.then_some("environment")
            multiple=!is_camera tabindex="-1" aria-hidden="true" on:change=on_change data-testid=format!("{testid}-file") />
        <button type="button" class="button" disabled=move || doing.get().is_some() data-testid=testid
            on:click=move |_| { if let Some(input) = input.get_untracked() { input.click(); } }>
            <Icon glyph />{words}
        </button>
    }
}

#[component]
fn Attached(view: AttachedView, attached: RwSignal<Vec<AttachedView>>) -> impl IntoView {
    let t = texts();
    let toasts = Toasts::here();
    let id = view.id;
    let take_off = move |_| {
        let found = attached.try_update(|all| {
            let at = all.iter().position(|one| one.id == id)?;
            Some((at, all.remove(at)))
        });
        let Some((at, view)) = found.flatten() else { return };
        let undo = Callback::new(move |()| {
            attached.try_update(|all| {
                if all.iter().all(|one| one.id != id) {
                    all.insert(at.min(all.len()), view.clone());
                }
            });
        });
        toasts.say_with_undo(t.photos.removed, undo);
        set_timeout(move || throw_away(attached, id), KEPT_FOR_UNDO);
    };
    let label =
        if view.name.is_empty() { t.photos.remove.to_owned() } else { format!("{} {}", t.photos.remove, view.name) };
    view! {
        <div class="photo-attached">
            <Tile view />
            <button type="button" class="photo-off" aria-label=label on:click=take_off data-testid="photo-remove">
                <Icon glyph=Glyph::Close />
            </button>
        </div>
    }
}

/// Throws a photo away that was not put back. On a screen that was left, the core clears up by itself.
fn throw_away(attached: RwSignal<Vec<AttachedView>>, id: BlobId) {
    if attached.try_with_untracked(|all| all.iter().all(|one| one.id != id)) == Some(true) {
        spawn_local(async move { drop(bridge::ask(DropPhoto { id }).await) });
    }
}
