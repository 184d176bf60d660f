//! A device of paper: what it is, and the sheet itself, shown once. Nothing of it is kept by this screen.

use leptos::prelude::*;
use linli_contract::members::{MakePaper, PaperView};

use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::note::{Note, Weight};
use crate::components::points::Points;
use crate::components::qr::Qr;
use crate::pages::session::Acts;
use crate::platform::page::print;
use crate::platform::prefs::texts;

/// `/paper`.
#[component]
pub(crate) fn PaperPage() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    // Lives with the screen: leaving it forgets the numbers.
    let made = RwSignal::new(None::<PaperView>);
    let is_making = RwSignal::new(false);
    let make = move |_| {
        if is_making.get_untracked() {
            return;
        }
        is_making.set(true);
        leptos::task::spawn_local(async move {
            match bridge::ask(MakePaper).await {
                Ok(paper) => drop(made.try_set(Some(paper))),
                Err(failure) => acts.toasts.fail((t.shell.failure)(&failure)),
            }
            is_making.try_set(false);
        });
    };
    let actions = move || {
        if made.read().is_some() {
            view! {
                <button type="button" class="button button-main button-wide" on:click=|_| print() data-testid="print">
                    <Icon glyph=Glyph::Print />{t.members.paper_print}
                </button>
            }
            .into_any()
        } else {
            let words = move || if is_making.get() { t.members.paper_making } else { t.members.paper_make };
            view! {
                <button type="button" class="button button-main button-wide" on:click=make data-testid="make-paper"
                    aria-busy=move || is_making.get().to_string()>{words}</button>
            }
            .into_any()
        }
    };
    view! {
        <div class="sheet-screen">
            <Frame title=t.members.paper back=Some("/devices".to_owned()) actions=move || actions>
                {move || match made.get() {
                    Some(paper) => view! { <Paper paper /> }.into_any(),
                    None => view! { <section class="card"><Points points=t.members.paper_what /></section> }.into_any(),
                }}
            </Frame>
        </div>
    }
}

/// The sheet.
#[component]
fn Paper(paper: PaperView) -> impl IntoView {
    let t = texts();
    let of = (t.members.paper_of)(&paper.community, paper.name.as_deref().unwrap_or_default());
    let group = |(at, digits): (usize, String)| {
        view! { <li><span class="paper-number">{at + 1}</span><span class="paper-digits">{digits}</span></li> }
    };
    let groups = paper.groups.into_iter().enumerate().map(group).collect_view();
    let line = |line: &&'static str| view! { <p>{*line}</p> };
    view! {
        <Note weight=Weight::Warn glyph=Glyph::Alert testid="paper-once"><p class="note-text">{t.members.paper_once}</p></Note>
        <section class="paper paper-key" data-testid="paper-sheet">
            <div class="paper-key-head">
                <div>
                    <h2>{t.members.paper_title}</h2>
                    <p>{of}</p>
                </div>
                <div class="paper-key-code"><Qr text=paper.link label=t.members.paper_code testid="paper-code" /></div>
            </div>
            <div class="paper-key-use">{t.members.paper_use.iter().map(line).collect_view()}</div>
            <ol class="paper-groups" aria-label=t.members.paper_numbers data-testid="paper-groups">{groups}</ol>
            <h3>{t.members.paper_keep_title}</h3>
            <Points points=t.members.paper_keep />
        </section>
        <p class="note">{t.members.paper_done_hint}</p>
    }
}
