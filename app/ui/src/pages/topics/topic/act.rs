//! What this person can do: one clear button in the bar, the rest behind "more", each in a sheet of its own.

mod ballot;
mod covenant;
mod decide;
mod paper;
mod project;
mod vote;
mod words;

use std::collections::BTreeMap;

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::topics::{DoTopic, TopicAct, TopicMay, TopicView};
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use self::ballot::OpenBallot;
use self::covenant::{Settle, SignCovenant, WriteCovenant};
use self::decide::Decide;
use self::paper::PaperVote;
use self::project::MakeProject;
use self::vote::VoteForm;
use self::words::WordsForm;
use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::i18n::Texts;
use crate::model::topics::{Done, bar};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// What the sheet shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// The acts that are not in the bar.
    More,
    /// One act.
    Act(TopicMay),
    /// Saying what a sealed ballot came to.
    Tell(u16),
}

/// An act under way.
#[derive(Clone, Copy)]
pub(super) struct Acting {
    /// Of this topic.
    pub(super) topic: RecordId,
    is_open: RwSignal<bool>,
    doing: RwSignal<Doing>,
    /// The ballot to vote in; `None` for the newest open one.
    ballot: RwSignal<Option<u16>>,
    /// Whether something is being kept.
    is_busy: RwSignal<bool>,
    /// What was typed, per act, so that a sheet closed by accident loses nothing.
    words: StoredValue<BTreeMap<TopicMay, String>>,
}

impl Acting {
    /// Nothing yet.
    pub(super) fn new(topic: RecordId) -> Self {
        Self {
            topic,
            is_open: RwSignal::new(false),
            doing: RwSignal::new(Doing::More),
            ballot: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            words: StoredValue::new(BTreeMap::new()),
        }
    }

    /// Opens the sheet of an act.
    pub(super) fn begin(self, act: TopicMay) {
        self.ballot.set(None);
        self.doing.set(Doing::Act(act));
        self.is_open.set(true);
    }

    /// Opens the sheet to vote in a ballot.
    pub(super) fn vote(self, ballot: u16) {
        self.begin(TopicMay::Vote);
        self.ballot.set(Some(ballot));
    }

    fn tell(self, ballot: u16) {
        self.doing.set(Doing::Tell(ballot));
        self.is_open.set(true);
    }

    fn more(self) {
        self.doing.set(Doing::More);
        self.is_open.set(true);
    }

    /// What was typed for an act.
    fn typed(self, act: TopicMay) -> String {
        self.words.with_value(|words| words.get(&act).cloned().unwrap_or_default())
    }

    /// Remembers what is typed for an act.
    fn keep(self, act: TopicMay, words: String) {
        self.words.update_value(|all| drop(all.insert(act, words)));
    }

    /// Does it once; the sheet closes and says so, or says why not and stays.
    fn carry_out(self, acts: Acts, kind: TopicMay, act: TopicAct, said: &'static str) {
        self.carry_out_then(acts, kind, act, move || acts.toasts.say(said));
    }

    fn carry_out_then(self, acts: Acts, kind: TopicMay, act: TopicAct, then: impl FnOnce() + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            let done = bridge::ask(DoTopic { topic: self.topic, act }).await;
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok(()) => {
                    self.words.try_update_value(|all| all.remove(&kind));
                    self.is_open.try_set(false);
                    then();
                }
                Err(Failure::TooLate) => acts.toasts.fail(acts.t.topics.act.too_late),
                Err(failure) => acts.toasts.fail((acts.t.shell.failure)(&failure)),
            }
        });
    }

    /// Supports the topic, or no longer; a tap that can be undone.
    fn support(self, acts: Acts, supports: bool) {
        let words = &acts.t.topics.act;
        let undo = Callback::new(move |()| {
            acts.run(bridge::ask(DoTopic { topic: self.topic, act: TopicAct::Support(!supports) }), |()| {});
        });
        let said = if supports { (words.done)(TopicMay::Support) } else { words.unsupport_done };
        self.carry_out_then(acts, TopicMay::Support, TopicAct::Support(supports), move || {
            acts.toasts.say_with_undo(said, undo);
        });
    }
}

/// The word of an act in the screens' test ids.
const fn code(act: TopicMay) -> &'static str {
    match act {
        TopicMay::Support => "support",
        TopicMay::Comment => "comment",
        TopicMay::Gate => "gate",
        TopicMay::OpenBallot => "open-ballot",
        TopicMay::Vote => "vote",
        TopicMay::PaperVote => "paper-vote",
        TopicMay::MakeProject => "make-project",
        TopicMay::Report => "report",
        TopicMay::Finish => "finish",
        TopicMay::Judge => "judge",
        TopicMay::CloseEvaluation => "close-evaluation",
        TopicMay::WriteCovenant => "write-covenant",
        TopicMay::SettleCovenant => "settle-covenant",
        TopicMay::Sign => "sign",
        TopicMay::Withdraw => "withdraw",
        TopicMay::Hide => "hide",
    }
}

const fn glyph(act: TopicMay) -> Glyph {
    match act {
        TopicMay::Support => Glyph::Hand,
        TopicMay::Comment => Glyph::Chat,
        TopicMay::Gate => Glyph::Shield,
        TopicMay::Vote | TopicMay::Finish | TopicMay::SettleCovenant => Glyph::Check,
        TopicMay::OpenBallot => Glyph::List,
        TopicMay::PaperVote => Glyph::Camera,
        TopicMay::MakeProject => Glyph::Flag,
        TopicMay::Report => Glyph::Loud,
        TopicMay::Judge | TopicMay::CloseEvaluation => Glyph::Chart,
        TopicMay::WriteCovenant | TopicMay::Sign => Glyph::Edit,
        TopicMay::Withdraw => Glyph::Undo,
        TopicMay::Hide => Glyph::EyeOff,
    }
}

/// What an act is called for somebody who may have done it already.
fn act_name(t: &Texts, act: TopicMay, view: &TopicView) -> &'static str {
    let words = &t.topics.act;
    if !Done::of(view).has(act) {
        (words.name)(act)
    } else if act == TopicMay::Support {
        words.unsupport
    } else if act == TopicMay::Vote {
        words.vote_again
    } else {
        words.judge_again
    }
}

fn act_what(t: &Texts, act: TopicMay, view: &TopicView) -> &'static str {
    if act == TopicMay::Support && view.is_supported { t.topics.act.unsupport_what } else { (t.topics.act.what)(act) }
}

/// The sealed ballot whose result this person may tell now; the oldest first.
fn to_tell(view: &TopicView) -> Option<u16> {
    view.ballots.iter().rev().find(|ballot| ballot.may_tell).map(|ballot| ballot.number)
}

/// The main button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Main {
    Act(TopicMay, &'static str),
    Tell(u16),
}

/// The bar at the bottom.
#[component]
pub(super) fn Bar(view: RwSignal<Option<TopicView>>, acting: Acting) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let shown = Memo::new(move |_| {
        view.with(|view| {
            let view = view.as_ref()?;
            let bar = bar(&view.may, view.row.asked, Done::of(view));
            let act = bar.main.map(|act| Main::Act(act, act_name(t, act, view)));
            let tell = to_tell(view).map(Main::Tell);
            let is_behind = tell.is_some() && act.is_some();
            Some((tell.or(act), is_behind || !bar.more.is_empty()))
        })
    });
    let main = move |main: Main| {
        let (glyph, name, testid) = match main {
            Main::Act(act, name) => (glyph(act), name, format!("act-{}", code(act))),
            Main::Tell(_) => (Glyph::Loud, t.topics.ballot.tell, "act-tell".to_owned()),
        };
        let on_click = move |_| match main {
            Main::Act(TopicMay::Support, _) => acting.support(acts, true),
            Main::Act(act, _) => acting.begin(act),
            Main::Tell(ballot) => acting.tell(ballot),
        };
        view! {
            <button type="button" class="button button-main" on:click=on_click data-testid=testid
                aria-busy=move || acting.is_busy.get().to_string()><Icon glyph />{name}</button>
        }
    };
    move || {
        let (first, has_more) = shown.get()?;
        (first.is_some() || has_more).then(|| {
            view! {
                <div class="actions-row" role="group" aria-label=t.topics.act.label>
                    {first.map(main)}
                    {has_more.then(|| view! {
                        <button type="button" class="button" on:click=move |_| acting.more() data-testid="act-more">
                            <Icon glyph=Glyph::More />{t.topics.act.more}
                        </button>
                    })}
                </div>
            }
        })
    }
}

/// The sheet of an act.
#[component]
pub(super) fn ActSheet(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let title = move || match acting.doing.get() {
        Doing::More => t.topics.act.label,
        Doing::Act(act) => act_name(t, act, &view.read()),
        Doing::Tell(_) => t.topics.ballot.tell,
    };
    view! {
        <Sheet open=acting.is_open title=Signal::derive(move || title().to_owned()) testid="act-sheet">
            {move || match acting.doing.get() {
                Doing::More => view! { <More view acting /> }.into_any(),
                Doing::Act(act) => form(act, view, acting),
                Doing::Tell(ballot) => view! { <Tell ballot acting /> }.into_any(),
            }}
        </Sheet>
    }
}

fn form(act: TopicMay, view: Memo<TopicView>, acting: Acting) -> AnyView {
    let what = untrack(|| act_what(texts(), act, &view.read_untracked()));
    let form = match act {
        TopicMay::Vote => view! { <VoteForm view acting /> }.into_any(),
        TopicMay::PaperVote => view! { <PaperVote view acting /> }.into_any(),
        TopicMay::OpenBallot => view! { <OpenBallot view acting /> }.into_any(),
        TopicMay::Gate => view! { <Decide view acting /> }.into_any(),
        TopicMay::MakeProject => view! { <MakeProject acting /> }.into_any(),
        TopicMay::WriteCovenant => view! { <WriteCovenant view acting /> }.into_any(),
        TopicMay::SettleCovenant => view! { <Settle view acting /> }.into_any(),
        TopicMay::Sign => view! { <SignCovenant view acting /> }.into_any(),
        TopicMay::Report
        | TopicMay::Finish
        | TopicMay::Judge
        | TopicMay::CloseEvaluation
        | TopicMay::Withdraw
        // These have their places on the screen itself.
        | TopicMay::Support
        | TopicMay::Comment
        | TopicMay::Hide => view! { <WordsForm act view acting /> }.into_any(),
    };
    view! { <div class="stack act-form"><p class="quiet">{what}</p>{form}</div> }.into_any()
}

/// What the tellers say is what their device counts.
#[component]
fn Tell(ballot: u16, acting: Acting) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        acting.carry_out(acts, TopicMay::Vote, TopicAct::TellCount { ballot }, t.topics.ballot.told);
    };
    view! {
        <form class="stack" novalidate on:submit=send>
            <p>{t.topics.ballot.tell_what}</p>
            <Submit acting label=t.topics.ballot.tell.to_owned() missing=String::new() />
        </form>
    }
}

#[component]
fn More(view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let row = move |act: TopicMay| {
        let (name, what, supports) = {
            let view = view.read_untracked();
            (act_name(t, act, &view), act_what(t, act, &view), view.is_supported)
        };
        let on_click =
            move |_| if act == TopicMay::Support { acting.support(acts, !supports) } else { acting.begin(act) };
        view! {
            <li>
                <button type="button" class="act-row" on:click=on_click data-testid=format!("act-{}", code(act))>
                    <Icon glyph=glyph(act) />
                    <span><strong>{name}</strong><span class="quiet">{what}</span></span>
                </button>
            </li>
        }
    };
    let more = move || {
        let view = view.read();
        let bar = bar(&view.may, view.row.asked, Done::of(&view));
        // The tellers' button has the place of the main one.
        let first = bar.main.filter(|_| to_tell(&view).is_some());
        first.into_iter().chain(bar.more).collect::<Vec<_>>()
    };
    view! { <ul class="act-rows">{move || more().into_iter().map(row).collect_view()}</ul> }
}

/// The button that ends a form, with what is missing above it.
#[component]
fn Submit(
    acting: Acting,
    #[prop(into)] label: Signal<String>,
    /// What is missing; empty if nothing is, or nothing was tried.
    #[prop(into)]
    missing: Signal<String>,
    #[prop(optional)] is_danger: bool,
) -> impl IntoView {
    view! {
        <p class="actions-note" role="alert" data-testid="act-lack">{missing}</p>
        <button type="submit" class=if is_danger { "button button-wide button-danger" } else { "button button-main button-wide" }
            aria-busy=move || acting.is_busy.get().to_string() data-testid="act-send">{label}</button>
    }
}
