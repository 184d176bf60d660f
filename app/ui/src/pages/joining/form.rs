//! The form of a newcomer: who they are, which door, as what, and what they agree to.

use leptos::prelude::*;
use linli_contract::joining::Newcomer;

use super::consent::ConsentText;
use crate::components::choice::{Chips, Choice};
use crate::components::text_field::{Keys, TextField};
use crate::model::joining::{
    Answers, Lack, NOTE_MAX, WISHES, WORD_MAX, answers, lives_here, newcomer, wish_code, wish_of,
};
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

/// What is typed; it outlives a change of the language.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    answers: RwSignal<Answers>,
    /// Whether the form was sent with something missing, so that it is said while typing on.
    was_tried: RwSignal<bool>,
}

impl Draft {
    /// An empty form.
    pub(crate) fn new() -> Self {
        Self { answers: RwSignal::new(Answers::default()), was_tried: RwSignal::new(false) }
    }

    /// The form as it was sent before.
    pub(crate) fn of(newcomer: &Newcomer) -> Self {
        let draft = Self::new();
        draft.answers.set(answers(newcomer));
        draft
    }

    /// Begins the door with the building on the poster, unless something is typed already.
    pub(crate) fn begin_door(self, building: &str) {
        self.answers.update(|answers| {
            if answers.door.is_empty() {
                building.clone_into(&mut answers.door);
            }
        });
    }
}

const fn field_of(lack: Lack) -> &'static str {
    match lack {
        Lack::Name => "join-name",
        Lack::Wish => "join-wish",
        Lack::Door => "join-door",
        Lack::Phone => "join-phone",
    }
}

/// The form.
#[component]
pub(crate) fn JoinForm(
    draft: Draft,
    /// What the button says.
    go: &'static str,
    #[prop(into)] is_busy: Signal<bool>,
    on_ask: Callback<Newcomer>,
) -> impl IntoView {
    let t = texts();
    let Draft { answers, was_tried } = draft;
    let lacks = Memo::new(move |_| {
        if was_tried.get() { answers.with(|answers| newcomer(answers).err()).unwrap_or_default() } else { Vec::new() }
    });
    let error = move |lack: Lack, words: &'static str| {
        Signal::derive(move || if lacks.read().contains(&lack) { words.to_owned() } else { String::new() })
    };
    let field =
        move |get: fn(&Answers) -> &String| Signal::derive(move || answers.with(|answers| get(answers).clone()));
    let ask = move || {
        was_tried.set(true);
        match answers.with_untracked(newcomer) {
            Ok(_) if is_busy.get_untracked() => {}
            Ok(newcomer) => on_ask.run(newcomer),
            Err(lacks) => lacks.first().into_iter().for_each(|lack| focus_soon(field_of(*lack).to_owned())),
        }
    };
    let wishes = WISHES.iter().map(|wish| Choice::new(wish_code(*wish), (t.joining.wish)(*wish))).collect::<Vec<_>>();
    let chosen = move || answers.with(|answers| answers.wish.map(wish_code).unwrap_or_default().to_owned());
    let door_hint = move || {
        let is_resident = answers.with(|answers| answers.wish.is_none_or(lives_here));
        if is_resident { t.joining.door_hint } else { t.joining.door_hint_else }.to_owned()
    };
    let has_note = answers.with_untracked(|answers| !answers.note.is_empty());
    view! {
        <form class="stack join-form" novalidate on:submit=move |submit| { submit.prevent_default(); ask(); }>
            <TextField id="join-name" label=t.joining.your_name text=field(|answers| &answers.name) keys=Keys::Name
                max=WORD_MAX on_text=move |text| answers.update(|answers| answers.name = text)
                hint=Signal::stored(t.joining.name_hint.to_owned())
                error=error(Lack::Name, t.joining.name_missing) testid="join-name" />
            <div class="field" id="join-wish" tabindex="-1" class:field-wrong=move || lacks.read().contains(&Lack::Wish)>
                <p class="label">{t.joining.as_what}</p>
                <Chips label=t.joining.as_what choices=wishes chosen=Signal::derive(chosen) testid="join-wish"
                    on_choose=move |code: String| answers.update(|answers| answers.wish = wish_of(&code)) />
                <p class="field-below" aria-live="polite">
                    {move || if lacks.read().contains(&Lack::Wish) { t.joining.wish_missing.to_owned() } else {
                        answers.with(|answers| answers.wish).map(t.joining.wish_means).unwrap_or_default().to_owned()
                    }}
                </p>
            </div>
            <TextField id="join-door" label=t.joining.your_door text=field(|answers| &answers.door) max=WORD_MAX
                on_text=move |text| answers.update(|answers| answers.door = text) hint=Signal::derive(door_hint)
                error=error(Lack::Door, t.joining.door_missing) testid="join-door" />
            <TextField id="join-phone" label=t.joining.your_phone text=field(|answers| &answers.phone) keys=Keys::Phone
                on_text=move |text| answers.update(|answers| answers.phone = text) is_last=true max=26
                hint=Signal::stored(t.joining.phone_hint.to_owned())
                error=error(Lack::Phone, t.joining.phone_wrong) testid="join-phone" />
            <details class="more-words" open=has_note>
                <summary>{t.joining.add_note}</summary>
                <TextField id="join-note" label=t.joining.note text=field(|answers| &answers.note) max=NOTE_MAX
                    on_text=move |text| answers.update(|answers| answers.note = text) is_last=true
                    hint=Signal::stored(t.joining.note_hint.to_owned()) testid="join-note" />
            </details>
            <ConsentText />
            <button type="submit" class="button button-main button-wide button-tall" data-testid="join-ask"
                aria-busy=move || is_busy.get().to_string()>
                {move || if is_busy.get() { t.joining.asking } else { go }}
            </button>
        </form>
    }
}
