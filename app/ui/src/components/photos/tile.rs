//! One photo as a small picture, with how far it is on its way.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::photos::{AttachedState, AttachedView, PhotoFault};
use linli_shared::blobs::{BlobId, BlobType};
use wasm_bindgen_futures::spawn_local;

use crate::components::icon::{Glyph, Icon};
use crate::load::on_event_here;
use crate::model::photos::state::{Way, percent};
use crate::platform::pictures::{Address, Fetched, fetch};
use crate::platform::prefs::texts;

/// How a picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    /// Asked for.
    Asked,
    /// At this address.
    Here(String),
    /// On its way; percent of it.
    Coming(u8),
    /// It cannot be had now.
    Missing(PhotoFault),
    /// The core could not answer.
    Failed,
}

/// Asks for a picture, and again whenever it got further on its way.
pub(super) fn see(id: BlobId) -> RwSignal<Seen> {
    let seen = RwSignal::new(Seen::Asked);
    // Given back with the part of the screen that shows it.
    let address = StoredValue::new_local(None::<Address>);
    let ask = move || {
        spawn_local(async move {
            let next = match fetch(id).await {
                Ok(Fetched::Here(kind, bytes)) => match Address::of(&bytes, kind) {
                    Some(made) => {
                        let here = Seen::Here(made.as_str().to_owned());
                        address.try_set_value(Some(made));
                        here
                    }
                    None => Seen::Failed,
                },
                Ok(Fetched::Coming(held, size)) => Seen::Coming(percent(held, size)),
                Ok(Fetched::Missing(fault)) => Seen::Missing(fault),
                Err(_) => Seen::Failed,
            };
            seen.try_set(next);
        });
    };
    ask();
    on_event_here(move |event| {
        let is_here = seen.try_with_untracked(|seen| matches!(seen, Seen::Here(_))).unwrap_or(true);
        let concerns = matches!(event, Event::PhotosChanged(ids) if ids.is_empty() || ids.contains(&id));
        if concerns && !is_here {
            ask();
        }
    });
    seen
}

/// The small picture; a file shows its name.
#[component]
pub(super) fn Tile(
    view: AttachedView,
    /// How far it is on its way, where that is to be said; the picture stays while it changes.
    #[prop(optional, into)]
    way: Signal<Way>,
) -> impl IntoView {
    let t = texts();
    let is_file = view.kind == BlobType::Pdf;
    let small = view.thumb.or((!is_file).then_some(view.id));
    let name = view.name.clone();
    let picture = small.map(see);
    let shown = move || match picture.map(|picture| picture.get()) {
        Some(Seen::Here(address)) => {
            view! { <img class="photo-small" src=address alt="" decoding="async" /> }.into_any()
        }
        Some(Seen::Coming(percent)) => view! { <Ring percent /> }.into_any(),
        Some(Seen::Missing(_) | Seen::Failed) => view! { <Icon glyph=Glyph::CloudOff /> }.into_any(),
        Some(Seen::Asked) => view! { <span class="photo-asked"></span> }.into_any(),
        None => view! { <Icon glyph=Glyph::File /><span class="photo-name">{name.clone()}</span> }.into_any(),
    };
    let state = move || match way.get() {
        Way::There => ().into_any(),
        Way::Waits => view! { <span class="photo-way"><Icon glyph=Glyph::Upload />{t.photos.waits}</span> }.into_any(),
        Way::Goes(percent) => {
            view! { <span class="photo-way"><Ring percent />{format!("{percent}%")}</span> }.into_any()
        }
        Way::Stuck(_) => {
            view! { <span class="photo-way photo-stuck"><Icon glyph=Glyph::Alert />{t.photos.stuck}</span> }.into_any()
        }
    };
    view! { <span class="photo-tile" data-testid="photo">{shown}{state}</span> }
}

/// The picture of a row in a list, by its address alone; the words of the row name it.
#[component]
pub(crate) fn Thumb(id: BlobId) -> impl IntoView {
    let view = AttachedView {
        id,
        thumb: Some(id),
        kind: BlobType::Jpeg,
        width: 0,
        height: 0,
        name: String::new(),
        size: 0,
        state: AttachedState::Sent,
    };
    view! { <Tile view /> }
}

/// A ring that fills.
#[component]
pub(super) fn Ring(percent: u8) -> impl IntoView {
    view! {
        <svg class="ring" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <circle class="ring-way" cx="12" cy="12" r="9" />
            <circle class="ring-done" cx="12" cy="12" r="9" pathLength="100" stroke-dasharray=format!("{percent} 100")
                transform="rotate(-90 12 12)" />
        </svg>
    }
}
