//! Acts that are words with a little beside them: a report, the end of a project, stars, the summary, taking it back.

use leptos::prelude::*;
use linli_contract::photos::AttachedView;
use linli_contract::topics::{TopicAct, TopicMay, TopicView};
use linli_shared::blobs::MAX_ATTACHED;

use super::{Acting, Submit};
use crate::components::choice::{Chips, Choice};
use crate::components::photos::PhotoPicker;
use crate::components::switch::Switch;
use crate::components::text_area::TextArea;
use crate::model::topics::limits::WORDS;
use crate::model::topics::{needs_words, takes_photos};
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// What is typed and chosen.
#[derive(Clone, Copy)]
struct Form {
    words: RwSignal<String>,
    attached: RwSignal<Vec<AttachedView>>,
    done: RwSignal<Option<u16>>,
    stars: RwSignal<u8>,
    wants_covenant: RwSignal<bool>,
}

impl Form {
    /// The act; `None` of one that has no form.
    fn act(self, act: TopicMay) -> Option<TopicAct> {
        let words = self.words.with_untracked(|words| words.trim().to_owned());
        match act {
            TopicMay::Report => {
                let attached = self.attached.with_untracked(|all| all.iter().map(|one| one.id).collect());
                Some(TopicAct::Report { words, attached, done: self.done.get_untracked() })
            }
            TopicMay::Finish => Some(TopicAct::Finish(words)),
            TopicMay::Judge => Some(TopicAct::Judge { stars: self.stars.get_untracked(), words }),
            TopicMay::CloseEvaluation => {
                let wants_covenant = self.wants_covenant.get_untracked();
                Some(TopicAct::CloseEvaluation { summary: words, wants_covenant })
            }
            TopicMay::Withdraw => Some(TopicAct::Withdraw(words)),
            TopicMay::Support
            | TopicMay::Comment
            | TopicMay::Gate
            | TopicMay::OpenBallot
            | TopicMay::Vote
            | TopicMay::PaperVote
            | TopicMay::MakeProject
            | TopicMay::WriteCovenant
            | TopicMay::SettleCovenant
            | TopicMay::Sign
            | TopicMay::Hide => None,
        }
    }
}

/// The form.
#[component]
pub(super) fn WordsForm(act: TopicMay, view: Memo<TopicView>, acting: Acting) -> impl IntoView {
    let t = texts();
    let words = &t.topics.act;
    let acts = Acts::here();
    let form = Form {
        words: RwSignal::new(acting.typed(act)),
        attached: RwSignal::new(Vec::new()),
        done: RwSignal::new(None),
        stars: RwSignal::new(view.read_untracked().own_stars.unwrap_or(0)),
        wants_covenant: RwSignal::new(true),
    };
    let is_tried = RwSignal::new(false);
    let lack = Memo::new(move |_| {
        let length = form.words.read().trim().chars().count();
        // A photo with the step that is done says enough of a report.
        let says_enough = act == TopicMay::Report && !form.attached.read().is_empty();
        if act == TopicMay::Judge && form.stars.get() == 0 {
            words.stars_needed.to_owned()
        } else if length > WORDS {
            (words.words_long)(WORDS)
        } else if length == 0 && needs_words(act) && !says_enough {
            words.words_needed.to_owned()
        } else {
            String::new()
        }
    });
    let missing = Signal::derive(move || if is_tried.get() { lack.get() } else { String::new() });
    let send = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        is_tried.set(true);
        if let (true, Some(what)) = (lack.with_untracked(String::is_empty), form.act(act)) {
            acting.carry_out(acts, act, what, (words.done)(act));
        }
    };
    let keep = move |text: String| {
        acting.keep(act, text.clone());
        form.words.set(text);
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=send>
            {(act == TopicMay::Judge).then(|| view! { <Stars stars=form.stars /> })}
            <TextArea id="act-words" label=(words.words)(act) text=form.words on_text=keep max=WORDS as u32 lines=3
                hint=Signal::stored((words.hint)(act).to_owned()) testid="act-words" />
            {(act == TopicMay::Report).then(|| view! { <WhichStep view done=form.done /> })}
            {takes_photos(act).then(|| view! {
                <div><p class="label">{words.photos}</p><PhotoPicker attached=form.attached max=MAX_ATTACHED /></div>
            })}
            {(act == TopicMay::CloseEvaluation).then(|| view! {
                <Switch is_on=form.wants_covenant on_switch=move |is_on| form.wants_covenant.set(is_on)
                    label=words.wants_covenant hint=words.wants_covenant_hint testid="wants-covenant" />
            })}
            <Submit acting label=(words.name)(act).to_owned() missing is_danger=act == TopicMay::Withdraw />
        </form>
    }
}

/// Five stars, each with its meaning in words.
#[component]
fn Stars(stars: RwSignal<u8>) -> impl IntoView {
    let t = texts();
    let star = move |number: u8| {
        view! {
            <button type="button" class="star" role="radio" aria-label=(t.topics.one.stars)(number)
                aria-checked=move || (stars.get() == number).to_string() class:star-on=move || { stars.get() >= number }
                on:click=move |_| stars.set(number) data-testid=format!("star-{number}")>"★"</button>
        }
    };
    let said = move || match stars.get() {
        0 => String::new(),
        number => (t.topics.one.stars)(number).to_owned(),
    };
    view! {
        <div>
            <div role="radiogroup" aria-label=t.topics.act.stars class="star-choice" data-testid="stars">
                {(1..=5).map(star).collect_view()}
            </div>
            <p class="hall-star-words" role="status">{said}</p>
        </div>
    }
}

/// Which of the project's steps is done with a report.
#[component]
fn WhichStep(view: Memo<TopicView>, done: RwSignal<Option<u16>>) -> impl IntoView {
    let t = texts();
    let steps = view.with_untracked(|view| view.project.as_ref().map(|one| one.steps.clone()).unwrap_or_default());
    let open = steps.into_iter().enumerate().filter(|(_, (_, is_done))| !is_done);
    let mut choices = vec![Choice::new("", t.topics.act.no_step)];
    choices.extend(open.map(|(at, (name, _))| Choice::new(at.to_string(), name)));
    let chosen = Signal::derive(move || done.get().map(|at| at.to_string()).unwrap_or_default());
    let choose = move |code: String| done.set(code.parse().ok());
    (choices.len() > 1).then(|| {
        view! {
            <div>
                <p class="label">{t.topics.act.which_step}</p>
                <Chips label=t.topics.act.which_step choices chosen on_choose=choose testid="which-step" />
            </div>
        }
    })
}
