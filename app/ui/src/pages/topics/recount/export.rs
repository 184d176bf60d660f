//! The recount as plain text: into the clipboard, or as a file.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::topics::{Recount, RecountView, VoteLine};
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::talk::speaker_name;
use crate::i18n::Texts;
use crate::model::topics::{counts, folds, grouped, line_count, lines_of};
use crate::pages::session::Acts;
use crate::platform::clock::{now, say};
use crate::platform::code::copy;
use crate::platform::files::{Saved, save};
use crate::platform::prefs::texts;

/// The buttons; nothing before there is something to take along.
#[component]
pub(super) fn Export(view: RwSignal<Option<RecountView>>, topic: RecordId, ballot: u16) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let has_votes = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| line_count(view) != 0)));
    let shown = move || view.try_get_untracked().flatten();
    let keep = move |text: String| {
        let words = &t.topics.recount;
        acts.run(
            async move { save(&format!("{}.txt", words.file_name), "text/plain", text.as_bytes()).await },
            move |saved| match saved {
                Saved::Downloaded => acts.toasts.say(words.saved),
                Saved::At(path) => acts.toasts.say((words.saved_to)(&path)),
            },
        );
    };
    let take = move |_| {
        acts.run(whole(shown(), topic, ballot), move |view| {
            let text = as_text(t, &view);
            spawn_local(async move {
                // Where the browser keeps its clipboard to itself, a file does.
                if copy(&text).await { acts.toasts.say(t.topics.recount.copied) } else { keep(text) }
            });
        });
    };
    let save_it = move |_| {
        acts.run(whole(shown(), topic, ballot), move |view| keep(as_text(t, &view)));
    };
    view! {
        <Show when=move || has_votes.get()>
            <div class="actions-row">
                <button type="button" class="button button-main" on:click=take data-testid="recount-copy">
                    <Icon glyph=Glyph::File />{t.topics.recount.copy}
                </button>
                <button type="button" class="button" on:click=save_it data-testid="recount-save">
                    <Icon glyph=Glyph::Download />{t.topics.recount.save}
                </button>
            </div>
        </Show>
    }
}

/// The recount with every line: as it is shown where that is all, otherwise counted once more.
async fn whole(shown: Option<RecountView>, topic: RecordId, ballot: u16) -> Result<RecountView, Failure> {
    match shown.filter(|view| view.votes.len() >= line_count(view) as usize) {
        Some(view) => Ok(view),
        None => bridge::ask(Recount { topic, ballot, from: 0, count: u32::MAX }).await,
    }
}

/// Question, sums, the number, every vote on a line.
fn as_text(t: &Texts, view: &RecountView) -> String {
    let (words, ballot) = (&t.topics.recount, &view.ballot);
    let added = &view.sums;
    let mut shown = ballot.clone();
    shown.counts = Some(added.choices.clone());
    let sums = counts(&shown).unwrap_or_default();
    let sums = sums.iter().map(|bar| format!("{}: {}", bar.choice, (t.topics.ballot.count)(bar.count, bar.percent)));
    let complete = if view.is_complete { words.complete } else { words.incomplete };
    let mut lines = vec![
        ballot.question.clone(),
        format!("{} · {}", (t.topics.ballot.by)(ballot.by), (t.topics.ballot.closed)(&say(t, ballot.closes))),
        say(t, now()),
        complete.to_owned(),
        format!("{}: {}", words.seal, grouped(&view.seal)),
        String::new(),
    ];
    lines.extend(sums);
    lines.extend([(words.valid)(added.valid), (words.paper)(added.paper), (words.void)(added.void)]);
    for fold in folds(view) {
        let count = fold.count as usize;
        let heading = match &fold.building {
            Some(building) if building.is_empty() => (words.of_building)(words.nowhere, count),
            Some(building) => (words.of_building)(building, count),
            None => (words.not_counted)(count),
        };
        lines.extend([String::new(), heading]);
        let of_fold = lines_of(view, &fold).unwrap_or_default();
        lines.extend(of_fold.iter().map(|line| vote_line(t, &ballot.choices, line)));
    }
    lines.join("\n")
}

fn vote_line(t: &Texts, choices: &[String], line: &VoteLine) -> String {
    let words = &t.topics.recount;
    let chose = line.choice.and_then(|choice| choices.get(usize::from(choice)).cloned());
    // Whoever gets the text is not the reader of this phone.
    let who = line.by.name.clone().unwrap_or_else(|| speaker_name(t, &line.by));
    let mut parts = vec![
        line.path.join(" "),
        if line.is_paper { (words.paper_by)(&who) } else { who },
        chose.unwrap_or_else(|| words.no_such_choice.to_owned()),
        say(t, line.at),
    ];
    parts.extend(line.is_paper.then(|| words.by_paper.to_owned()));
    parts.extend(line.why_not.map(|why| (t.topics.ballot.why_not)(why).to_owned()));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}
