//! Where a ticket stands, since when and with whom: what the line at its top says.

use linli_contract::sync::RecordSync;
use linli_contract::tickets::{Hand, HandState, Handler, Status, TicketView};
use linli_shared::calendar::Millis;

/// From where somebody looks at a ticket: the same status asks different things of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Who reported it, or for whom it was reported.
    Reporter,
    /// Everybody else who reads it.
    Other,
}

/// What is due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueFor {
    /// The first answer.
    Answer,
    /// The result.
    Result,
}

/// Where a ticket stands, ready to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// Who reads the sentence.
    pub who: Who,
    /// Those who have it now, in words; empty if nobody has.
    pub with: String,
    /// Since when, in words.
    pub since: String,
    /// Until when what, in words; `None` if nothing is due.
    pub due: Option<(DueFor, String)>,
    /// How long it is past that, in words.
    pub over: Option<(DueFor, String)>,
    /// The report has not left this device.
    pub is_only_here: bool,
    /// A work thread, of which the committee says whether it is done.
    pub is_thread: bool,
}

/// Those who have a ticket now, the leading one first; where all gave it back, the committee.
#[must_use]
pub fn now_with(view: &TicketView) -> Vec<Hand> {
    let mut hands: Vec<Hand> =
        view.hands.iter().copied().filter(|hand| matches!(hand.state, HandState::Asked | HandState::Working)).collect();
    if hands.is_empty() {
        hands = view.hands.iter().copied().filter(|hand| hand.state == HandState::Done).collect();
    }
    hands.sort_by_key(|hand| !hand.is_lead);
    if hands.is_empty() && view.row.status.is_open() {
        let since = since(view);
        hands.push(Hand { handler: Handler::Committee, state: HandState::Asked, is_lead: true, since });
    }
    hands
}

/// Since when a ticket stands where it stands, relay time where it is known.
#[must_use]
pub fn since(view: &TicketView) -> Millis {
    let mut since = view.row.reported;
    let mut status = Status::Submitted;
    for step in view.steps.iter().filter(|step| step.void.is_none()) {
        if step.status != status {
            status = step.status;
            since = step.relayed.unwrap_or(step.at);
        }
    }
    since
}

/// What is due next and when; `None` for what is over.
#[must_use]
pub fn due_of(view: &TicketView) -> Option<(DueFor, Millis)> {
    if !view.row.status.is_open() {
        return None;
    }
    match view.answered {
        None => view.answer_due.map(|at| (DueFor::Answer, at)),
        Some(_) => view.done_due.map(|at| (DueFor::Result, at)),
    }
}

/// Puts together what the sentence needs; `with`, `since` and `due` are words already.
#[must_use]
pub fn standing(view: &TicketView, with: String, since: String, due: Option<(DueFor, String, bool)>) -> Standing {
    let (is_over, due) = match due {
        Some((what, words, true)) => (Some((what, words)), None),
        Some((what, words, false)) => (None, Some((what, words))),
        None => (None, None),
    };
    Standing {
        status: view.row.status,
        who: if view.row.is_mine { Who::Reporter } else { Who::Other },
        with,
        since,
        due,
        over: is_over,
        is_only_here: view.row.sync == RecordSync::OnThisDevice && view.steps.iter().all(|step| step.relayed.is_none()),
        is_thread: view.is_thread,
    }
}

#[cfg(test)]
mod tests {
    use linli_contract::tickets::{Level, Step, StepView, TicketRow, WhyVoid};
    use linli_shared::ids::RecordId;

    use super::*;
    use crate::i18n::Lang;

    fn row(status: Status) -> TicketRow {
        TicketRow {
            ticket: RecordId::default(),
            number: "12345678".into(),
            category: "lift".into(),
            excerpt: String::new(),
            path: Vec::new(),
            place: String::new(),
            status,
            hands: Vec::new(),
            reported: Millis(10),
            changed: Millis(10),
            due: None,
            attached: 0,
            thumb: None,
            is_mine: true,
            is_to_do: false,
            is_unread: false,
            urged: 0,
            is_service: false,
            voices: 0,
            sync: RecordSync::WithRelay,
            needs_newer_app: false,
        }
    }

    fn step(status: Status, at: i64, void: Option<WhyVoid>) -> StepView {
        StepView {
            step: Step::Note,
            words: String::new(),
            attached: Vec::new(),
            by: None,
            hand: None,
            is_mine: false,
            at: Millis(at - 1),
            relayed: Some(Millis(at)),
            status,
            void,
            sync: RecordSync::WithRelay,
            needs_newer_app: false,
        }
    }

    fn view(status: Status, steps: Vec<StepView>, hands: Vec<Hand>) -> TicketView {
        TicketView {
            row: row(status),
            words: String::new(),
            attached: Vec::new(),
            reporter: None,
            for_whom: None,
            phone: String::new(),
            door: None,
            hands,
            names: Vec::new(),
            level: Level::Community,
            answered: None,
            resolved: None,
            confirmed: None,
            answer_due: Some(Millis(100)),
            done_due: Some(Millis(200)),
            rating: None,
            card: None,
            steps,
            may: Vec::new(),
            may_send_to: Vec::new(),
            threads: Vec::new(),
            is_thread: false,
            public: None,
        }
    }

    #[test]
    fn a_status_holds_since_the_step_that_brought_it() {
        let steps = vec![
            step(Status::Accepted, 20, None),
            step(Status::Accepted, 30, None),
            step(Status::Resolved, 40, Some(WhyVoid::TooLate)),
        ];
        assert_eq!(since(&view(Status::Accepted, steps, Vec::new())), Millis(20));
        assert_eq!(since(&view(Status::Submitted, Vec::new(), Vec::new())), Millis(10));
    }

    #[test]
    fn the_leading_one_of_those_who_have_it_comes_first() {
        let hand = |handler, state, is_lead| Hand { handler, state, is_lead, since: Millis(1) };
        let hands = vec![
            hand(Handler::Committee, HandState::Returned, true),
            hand(Handler::GridWorkers, HandState::Working, false),
            hand(Handler::Property, HandState::Asked, true),
        ];
        let with = |status, hands| {
            now_with(&view(status, Vec::new(), hands)).iter().map(|hand| hand.handler).collect::<Vec<_>>()
        };
        assert_eq!(with(Status::Sent, hands.clone()), [Handler::Property, Handler::GridWorkers]);
        assert_eq!(with(Status::Returned, hands[..1].to_vec()), [Handler::Committee], "nobody else has it");
        let done = vec![hand(Handler::Property, HandState::Done, true)];
        assert_eq!(with(Status::Resolved, done), [Handler::Property], "who resolved it");
        assert!(with(Status::Withdrawn, Vec::new()).is_empty());
    }

    #[test]
    fn the_answer_is_due_before_the_result() {
        let mut ticket = view(Status::Submitted, Vec::new(), Vec::new());
        assert_eq!(due_of(&ticket), Some((DueFor::Answer, Millis(100))));
        ticket.answered = Some(Millis(50));
        assert_eq!(due_of(&ticket), Some((DueFor::Result, Millis(200))));
        ticket.row.status = Status::Resolved;
        assert_eq!(due_of(&ticket), None);
    }

    #[test]
    fn every_status_is_a_whole_sentence_in_both_languages() {
        for lang in Lang::ALL {
            let t = &lang.texts().tickets;
            let mut said = std::collections::BTreeSet::new();
            for status in Status::ALL {
                let ticket = view(status, Vec::new(), Vec::new());
                let due = status.is_open().then(|| (DueFor::Result, "18:00".to_owned(), false));
                let sentence = (t.sentence)(&standing(&ticket, "物业".into(), "10:32".into(), due));
                assert!(sentence.chars().count() > 4 && !sentence.contains("  "), "{sentence}");
                assert!(!status.is_open() || sentence.contains("18:00"), "{sentence}");
                assert!(said.insert(sentence));
            }
        }
        let ticket = view(Status::Accepted, Vec::new(), Vec::new());
        let t = &Lang::Chinese.texts().tickets;
        let due = Some((DueFor::Result, "明天 18:00".to_owned(), false));
        let sentence = (t.sentence)(&standing(&ticket, "物业".into(), "10:32".into(), due));
        assert_eq!(sentence, "物业 10:32 已受理，最晚明天 18:00 前办结。");
    }

    #[test]
    fn what_is_overdue_and_what_has_not_left_the_phone_is_said() {
        let t = &Lang::Chinese.texts().tickets;
        let mut ticket = view(Status::Submitted, Vec::new(), Vec::new());
        let late = Some((DueFor::Answer, "3 小时".to_owned(), true));
        assert!((t.sentence)(&standing(&ticket, "物业".into(), String::new(), late)).contains("超时 3 小时"));
        ticket.row.sync = RecordSync::OnThisDevice;
        let here = standing(&ticket, "物业".into(), String::new(), None);
        assert!(here.is_only_here && (t.sentence)(&here).contains("这台设备"));
    }
}
