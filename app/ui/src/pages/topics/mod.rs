//! The council hall 议事厅: topics in seven steps, their ballots and recounts, the rules.

pub(crate) mod hall;
pub(crate) mod propose;
pub(crate) mod recount;
mod row;
pub(crate) mod rules;
mod seven;
pub(crate) mod topic;

use linli_contract::Event;
use linli_contract::posts::Speaker;
use linli_shared::ids::RecordId;

use crate::components::talk::speaker_name;
use crate::i18n::Texts;

/// Whether an event speaks of topics, or of who may do what.
fn concerns_topics(event: &Event) -> bool {
    matches!(event, Event::SquareChanged(_) | Event::StandingChanged | Event::AreasChanged)
}

/// Whether an event speaks of this topic; its photos say how far they are on their way.
fn concerns_topic(topic: RecordId) -> impl Fn(&Event) -> bool + 'static {
    move |event| {
        let is_it = matches!(event, Event::SquareChanged(all) if all.is_empty() || all.contains(&topic));
        is_it || matches!(event, Event::StandingChanged | Event::PhotosChanged(_))
    }
}

/// Names in a row.
fn names(t: &Texts, all: &[Speaker]) -> String {
    all.iter().map(|one| speaker_name(t, one)).collect::<Vec<_>>().join(t.tickets.and)
}
