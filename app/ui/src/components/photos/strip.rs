//! Photos and files in a row; a tap shows the whole.

use std::collections::BTreeSet;

use leptos::prelude::*;
use linli_contract::photos::{AttachedView, PhotoFault};

use super::tile::Tile;
use super::viewer::Viewer;
use crate::components::icon::{Glyph, Icon};
use crate::model::photos::state::{Way, way};
use crate::platform::prefs::texts;

/// The row, with what keeps photos from going in plain words below; nothing where there is none.
#[component]
pub(crate) fn PhotoStrip(#[prop(into)] attached: Signal<Vec<AttachedView>>) -> impl IntoView {
    let t = texts();
    let is_open = RwSignal::new(false);
    let shown = RwSignal::new(0_usize);
    let items = move || {
        let all = attached.get();
        let of = all.len();
        all.into_iter().enumerate().map(move |(at, view)| (at, of, view)).collect::<Vec<_>>()
    };
    let show = move |at| {
        shown.set(at);
        is_open.set(true);
    };
    view! {
        <Show when=move || !attached.read().is_empty()>
            <ul class="photo-strip" aria-label=t.photos.title data-testid="photo-strip">
                <For each=items key=|(at, of, view)| (*at, *of, view.id.to_string()) children=move |(at, of, view)| {
                    let (id, label) = (view.id, (t.photos.nth)(at + 1, of, &view.name));
                    let way = Memo::new(move |_| attached.read().iter().find(|one| one.id == id).map(way).unwrap_or_default());
                    view! {
                        <li>
                            <button type="button" class="photo-button" aria-label=label on:click=move |_| show(at)
                                data-testid="photo-open"><Tile view way /></button>
                        </li>
                    }
                } />
            </ul>
            {move || stuck(&attached.read()).into_iter().map(|fault| {
                let said = (t.photos.fault)(fault);
                view! {
                    <p class="photo-why" data-testid="photo-stuck">
                        <Icon glyph=Glyph::Alert /><span><strong>{said.what}</strong>" "{said.next}</span>
                    </p>
                }
            }).collect_view()}
        </Show>
        <Viewer open=is_open attached at=shown />
    }
}

/// Why photos do not go, each reason once.
fn stuck(all: &[AttachedView]) -> Vec<PhotoFault> {
    let mut seen = BTreeSet::new();
    let faults = all.iter().filter_map(|view| match way(view) {
        Way::Stuck(fault) => Some(fault),
        Way::There | Way::Waits | Way::Goes(_) => None,
    });
    faults.filter(|fault| seen.insert(*fault as u8)).collect()
}
