//! The members in parts, found by name or place.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::members::{MemberRow, MembersView, ReadMembers};

use super::role::RoleChip;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded, Nothing};
use crate::components::text_field::TextField;
use crate::load::load;
use crate::model::members::{PARTS, Part, fits, part_of, roles_in_order};
use crate::pages::session::Session;
use crate::pages::tabs::back_unless_tab;
use crate::platform::page::keep_scroll;
use crate::platform::prefs::texts;

/// People of one part that are drawn at first, and at each wish for more.
const STEP: usize = 60;

/// Whether the list of members may have changed.
pub(crate) const fn concerns_members(event: &Event) -> bool {
    matches!(event, Event::DeskChanged | Event::StandingChanged | Event::AreasChanged)
}

/// `/members`.
#[component]
pub(crate) fn MembersPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    keep_scroll("/members".into());
    let members: Load<MembersView> = load(ReadMembers, concerns_members);
    let empty = Empty {
        is_empty: |view: &MembersView| view.members.is_empty(),
        what: t.members.nobody,
        next: t.members.nobody_next,
    };
    view! {
        <Frame title=t.members.title back=back_unless_tab("/members")>
            <Loaded load=members empty=empty is_offline=session.is_offline() is_filling=session.is_meeting()
                children=move |view| view! { <Members view /> } />
        </Frame>
    }
}

#[component]
fn Members(view: Memo<MembersView>) -> impl IntoView {
    let t = texts();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        view.with(|view| view.members.iter().filter(|row| fits(row, &typed.read())).cloned().collect::<Vec<_>>())
    });
    let part = move |part: Part| {
        let rows = Memo::new(move |_| {
            found.with(|found| found.iter().filter(|row| part_of(row) == part).cloned().collect::<Vec<_>>())
        });
        view! { <PartOf part rows /> }
    };
    view! {
        <TextField id="member-search" label=t.members.search text=typed on_text=move |text| typed.set(text)
            hint=Signal::stored(t.members.search_hint.to_owned()) is_last=true testid="member-search" />
        {move || found.read().is_empty().then(|| view! {
            <Nothing what=t.members.none_fit next=t.members.none_fit_next glyph=Glyph::Search />
        })}
        {PARTS.into_iter().map(part).collect_view()}
    }
}

#[component]
fn PartOf(part: Part, rows: Memo<Vec<MemberRow>>) -> impl IntoView {
    let t = texts();
    let shown = RwSignal::new(STEP);
    let is_empty = Memo::new(move |_| rows.read().is_empty());
    let rest = Memo::new(move |_| rows.read().len().saturating_sub(shown.get()));
    let first = move || rows.with(|rows| rows.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    view! {
        <Show when=move || !is_empty.get()>
            <section data-testid=format!("members-{}", part.word())>
                <h2 class="section-title">{(t.members.part)(part)}" "<span class="quiet">{move || rows.read().len()}</span></h2>
                <ul class="card member-rows">
                    <For each=first key=|row| row.member children=move |first: MemberRow| {
                        let member = first.member;
                        let now = Memo::new(move |_| {
                            rows.read().iter().find(|row| row.member == member).cloned().unwrap_or_else(|| first.clone())
                        });
                        view! { <Row row=now /> }
                    } />
                </ul>
                <Show when=move || rest.get() != 0>
                    <button type="button" class="button button-wide button-quiet" data-testid="members-more"
                        on:click=move |_| shown.update(|shown| *shown += STEP)>
                        {move || (t.members.show_more)(rest.get().min(STEP))}
                    </button>
                </Show>
            </section>
        </Show>
    }
}

/// What somebody is called in lists.
pub(crate) fn name_of(t: &crate::i18n::Texts, row: &MemberRow) -> String {
    row.name.clone().unwrap_or_else(|| t.members.nameless.to_owned())
}

#[component]
fn Row(row: Memo<MemberRow>) -> impl IntoView {
    let t = texts();
    let member = row.read_untracked().member;
    let roles = move || roles_in_order(&row.read()).into_iter().map(|role| view! { <RoleChip role /> }).collect_view();
    view! {
        <li>
            <a class="member-row" href=format!("/members/{member}") data-testid="member">
                <div class="member-who">
                    <p class="member-name">
                        {move || name_of(t, &row.read())}
                        {move || row.read().is_me.then(|| view! { " "<span class="tag tag-care">{t.members.me}</span> })}
                    </p>
                    <ul class="tags">{roles}</ul>
                </div>
                <Icon glyph=Glyph::Forward />
            </a>
        </li>
    }
}
