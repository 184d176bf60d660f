//! Who signed up: for who calls all of them, with large buttons to say who came, which work without a network; for others
//! their own sign-up.

use leptos::prelude::*;
use linli_contract::activities::{ActivityAct, ActivityView, DoActivity, OwnPlace, PersonRow};
use linli_contract::sync::RecordSync;
use linli_shared::ids::{MemberId, RecordId};

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::photos::PhotoStrip;
use crate::components::sync_mark::SyncMark;
use crate::components::talk::speaker_name;
use crate::pages::chats::who::Who;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The list.
#[component]
pub(super) fn People(view: Memo<ActivityView>) -> impl IntoView {
    let t = texts();
    let activity = view.read_untracked().row.activity;
    let people = Memo::new(move |_| view.read().people.clone());
    let may = Memo::new(move |_| view.read().may);
    let came = Memo::new(move |_| {
        people.read().iter().filter(|one| one.came == Some(true)).map(|one| u32::from(one.people)).sum::<u32>()
    });
    // Who neither called nor is of the committee sees their own alone.
    let is_own_alone = Memo::new(move |_| {
        let sees_all = may.get().attendance || may.get().change || may.get().give;
        !sees_all && people.read().iter().all(|one| one.who.is_me)
    });
    let find =
        move |member: MemberId| Memo::new(move |_| people.read().iter().find(|one| one.who.member == member).cloned());
    let row = move |member: MemberId| {
        let person = find(member);
        move || {
            person.get().map(|person| {
                view! {
                    <Person person activity has_attendance=may.get().attendance may_give=may.get().give />
                }
            })
        }
    };
    view! {
        <Show when=move || !people.read().is_empty()>
            <section class="card chat-part" data-testid="people">
                <h2>{move || if is_own_alone.get() {
                    t.activities.own_sign_up.to_owned()
                } else {
                    (t.activities.people)(people.read().len())
                }}</h2>
                <Show when=move || may.get().attendance>
                    <p class="quiet" data-testid="came-count">{move || (t.activities.came_count)(came.get())}</p>
                </Show>
                <ul>
                    <For each=move || people.get() key=|one| one.who.member children=move |one| {
                        view! { <li class="activity-person" data-testid="person">{row(one.who.member)}</li> }
                    } />
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Person(person: PersonRow, activity: RecordId, has_attendance: bool, may_give: bool) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let who = person.who.member;
    let name = speaker_name(t, &person.who);
    let came = person.came;
    let is_waiting = matches!(person.place, OwnPlace::Waiting(_));
    let say = move |wanted: bool| {
        let came = (came != Some(wanted)).then_some(wanted);
        acts.run(bridge::ask(DoActivity { activity, act: ActivityAct::Attendance { who, came } }), |()| ());
    };
    let give = move |_| {
        acts.run(bridge::ask(DoActivity { activity, act: ActivityAct::Give(who) }), move |()| {
            acts.toasts.say(t.activities.given);
        });
    };
    let attached = Signal::stored(person.attached.clone());
    let label_came = format!("{} {name}", t.activities.came);
    let label_missed = format!("{} {name}", t.activities.missed);
    let is_claimed = person.place == OwnPlace::Claimed;
    view! {
        <div class="activity-person-words">
            <p>
                <Who speaker=person.who.clone() />
                {(person.people > 1).then(|| view! { " "<span class="tag">{(t.activities.number)(person.people)}</span> })}
                " "<span class="quiet" data-testid="person-place">{(t.activities.place)(person.place)}</span>
            </p>
            {(!person.words.is_empty()).then(|| view! { <p class="activity-said">{person.words.clone()}</p> })}
            <PhotoStrip attached />
            {(person.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=person.sync /> })}
        </div>
        {(may_give && is_claimed).then(|| view! {
            <button type="button" class="button button-main" on:click=give data-testid="give-task">{t.activities.give}</button>
        })}
        {(has_attendance && !is_waiting).then(|| view! {
            <div class="activity-came" role="group" aria-label=name.clone()>
                <button type="button" class="activity-check" aria-pressed=(came == Some(true)).to_string() aria-label=label_came
                    on:click=move |_| say(true) data-testid="came"><Icon glyph=Glyph::Check />{t.activities.came}</button>
                <button type="button" class="activity-check activity-check-no" aria-pressed=(came == Some(false)).to_string()
                    aria-label=label_missed on:click=move |_| say(false) data-testid="missed"><Icon glyph=Glyph::Close />{t.activities.missed}</button>
            </div>
        })}
    }
}
