//! A vote from paper, entered by who leads a building: which home, what it chose, a photo of the paper.

use leptos::prelude::*;
use linli_contract::areas::{BuildingView, CommunityView, ReadBuilding, ReadCommunity};
use linli_contract::photos::AttachedView;
use linli_contract::topics::{
    BallotView, PaperDoorView, PaperHome, ReadPaperDoor, TopicAct, TopicMay, TopicView, VoteBy,
};
use linli_shared::ids::AreaId;

use super::vote::BigChoices;
use super::{Acting, Submit};
use crate::components::choice::{Chips, Choice};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Load, Loaded};
use crate::components::photos::PhotoPicker;
use crate::components::talk::speaker_name;
use crate::components::text_field::TextField;
use crate::load::load;
use crate::model::picker::{Door, buildings, doors};
use crate::model::topics::open_ballot;
use crate::pages::session::Acts;
use crate::pages::topics::names;
use crate::platform::clock::now;
use crate::platform::prefs::texts;

/// Photos of one paper: its two sides.
const SIDES: usize = 2;

/// The form; says so where no ballot is open any more.
#[component]
pub(super) fn PaperVote(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let ballot = view.with_untracked(|view| {
        let takes_paper = |ballot: &&BallotView| ballot.by == VoteBy::Household && !ballot.is_secret;
        let all: Vec<BallotView> = view.ballots.iter().filter(takes_paper).cloned().collect();
        open_ballot(&all, now()).cloned()
    });
    match ballot {
        Some(ballot) => view! { <Enter ballot acting /> }.into_any(),
        None => view! { <p role="status" data-testid="no-ballot">{t.topics.ballot.none_open}</p> }.into_any(),
    }
}

#[component]
fn Enter(ballot: BallotView, acting: Acting) -> impl IntoView {
    const ACT: TopicMay = TopicMay::PaperVote;
    let t = texts();
    let words = &t.topics.ballot;
    let acts = Acts::here();
    let number = ballot.number;
    let door = RwSignal::new(None::<Door>);
    let chosen = RwSignal::new(None::<u16>);
    let attached = RwSignal::new(Vec::<AttachedView>::new());
    let is_tried = RwSignal::new(false);
    let read = move || {
        let (door, choice) = (door.read().as_ref().map(|(id, _)| *id)?, chosen.get()?);
        let attached: Vec<_> = attached.read().iter().map(|one| one.id).collect();
        (!attached.is_empty()).then_some(TopicAct::PaperVote { ballot: number, door, choice, attached })
    };
    let missing =
        Signal::derive(
            move || {
                if is_tried.get() && read().is_none() { words.paper_needed.to_owned() } else { String::new() }
            },
        );
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if let Some(act) = untrack(read) {
            acting.carry_out(acts, ACT, act, (t.topics.act.done)(ACT));
        }
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            <h3>{ballot.question.clone()}</h3>
            <WhichDoor door />
            {move || door.read().as_ref().map(|(id, _)| *id).map(|door| {
                view! { <WhoVotes request=ReadPaperDoor { topic: acting.topic, ballot: number, door } /> }
            })}
            <div><p class="label">{words.which}</p><BigChoices choices=ballot.choices.clone() chosen /></div>
            <div>
                <p class="label">{words.paper_photo}</p>
                <PhotoPicker attached max=SIDES />
                <p class="quiet">{words.paper_photo_hint}</p>
            </div>
            <Submit acting label=words.paper_save.to_owned() missing />
        </form>
    }
}

/// Who votes at the door, as far as this person may know, and what was voted already.
#[component]
fn WhoVotes(request: ReadPaperDoor) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let load: Load<PaperDoorView> = load(request, |_| false);
    let home = move |home: PaperHome| {
        let seat = match &home.seat {
            Some(holder) => (words.paper_seat)(&speaker_name(t, holder)),
            None => words.paper_no_seat.to_owned(),
        };
        let people = (!home.people.is_empty()).then(|| (words.paper_people)(&home.people.join(t.tickets.and)));
        view! { <li data-testid="paper-home">{people.map(|people| view! { <p>{people}</p> })}<p class="quiet">{seat}</p></li> }
    };
    view! {
        <Loaded load children=move |view| {
            let PaperDoorView { homes, voted, has_paper } = view.get_untracked();
            let voted = (!voted.is_empty()).then(|| (words.paper_voted)(&names(t, &voted)));
            let again = (has_paper && voted.is_none()).then_some(words.paper_again);
            view! {
                <div class="stack" role="status" data-testid="paper-who">
                    {(!homes.is_empty()).then(|| view! { <ul class="paper-homes">{homes.into_iter().map(home).collect_view()}</ul> })}
                    {voted.map(|said| view! {
                        <p class="ballot-cannot" data-testid="paper-voted"><Icon glyph=Glyph::Alert /><span>{said}</span></p>
                    })}
                    {again.map(|said| view! { <p class="quiet" data-testid="paper-again-said">{said}</p> })}
                </div>
            }
        } />
    }
}

/// The door that was chosen, or the buildings of this person's scope and then their doors.
#[component]
fn WhichDoor(door: RwSignal<Option<Door>>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let community: Load<CommunityView> = load(ReadCommunity, |_| false);
    let building = RwSignal::new(None::<AreaId>);
    let path = move || door.read().as_ref().map(|(_, path)| path.join(" "));
    let picked = move || {
        path().map(|path| {
            view! {
                <div>
                    <p class="label">{words.chosen_door}</p>
                    <p class="picked">
                        <strong data-testid="paper-door">{path}</strong>
                        <button type="button" class="button-text" on:click=move |_| door.set(None) data-testid="paper-door-again">
                            {words.choose_again}
                        </button>
                    </p>
                </div>
            }
        })
    };
    let is_chosen = Memo::new(move |_| door.read().is_some());
    view! {
        {picked}
        <Show when=move || !is_chosen.get()>
            <Loaded load=community children=move |community| {
                let all = buildings(&community.read_untracked(), "");
                // Who leads one building need not choose it.
                if let [(only, _)] = all.as_slice() {
                    building.set(Some(*only));
                }
                let is_choice = all.len() > 1;
                let choices: Vec<Choice> = all.iter().map(|(id, label)| Choice::new(id.to_string(), label.clone())).collect();
                let chosen = Signal::derive(move || building.get().map(|id| id.to_string()).unwrap_or_default());
                let choose = move |code: String| building.set(code.parse().ok());
                view! {
                    <div class="stack">
                        {is_choice.then(|| view! {
                            <div class="scope-areas">
                                <p class="label">{words.building}</p>
                                <Chips label=words.building choices chosen on_choose=choose testid="paper-building" />
                            </div>
                        })}
                        {move || building.get().map(|id| view! { <Doors id door /> })}
                    </div>
                }
            } />
        </Show>
    }
}

/// The doors of a building; typing narrows them.
#[component]
fn Doors(id: AreaId, door: RwSignal<Option<Door>>) -> impl IntoView {
    let t = texts();
    let words = &t.topics.ballot;
    let load: Load<BuildingView> = load(ReadBuilding { building: id }, |_| false);
    let typed = RwSignal::new(String::new());
    view! {
        <Loaded load children=move |view| {
            let found = Memo::new(move |_| doors(&view.read(), None, &typed.read(), AreaId::default()));
            let has_stairs = view.read_untracked().stairs.len() > 1;
            let button = move |one: Door| {
                let (_, path) = &one;
                let label = if has_stairs { path.iter().skip(1).cloned().collect::<Vec<_>>().join(" ") } else { path.last().cloned().unwrap_or_default() };
                let one = StoredValue::new(one);
                view! {
                    <button type="button" class="chip" on:click=move |_| door.set(Some(one.get_value())) data-testid="paper-door-chip">
                        {label}
                    </button>
                }
            };
            view! {
                <div class="stack">
                    <TextField id="paper-door-find" label=words.door text=typed on_text=move |text| typed.set(text) max=20
                        hint=Signal::stored(words.find_door.to_owned()) is_last=true testid="paper-door-find" />
                    <div class="chips scope-areas">{move || found.get().into_iter().map(button).collect_view()}</div>
                    <Show when=move || found.read().is_empty()><p class="quiet" role="status">{words.no_door}</p></Show>
                </div>
            }
        } />
    }
}
