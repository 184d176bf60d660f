//! A conversation as lines: days, what is new from here, messages, and runs of what muted people said.
//!
//! **Invariant:** each message is in exactly one line, in the order of the conversation, whatever its author's clock said.

use linli_contract::chats::MessageView;
use linli_shared::calendar::{Date, Millis};
use linli_shared::ids::RecordId;

use crate::model::clock::wall_time;

/// Messages of one person closer than this follow on from one another.
const TOGETHER: i64 = 5 * 60_000;

/// A line. Each is named by a message, so that it is the same line after older ones were added above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// A day begins with this message.
    Day(RecordId, Date),
    /// What is new begins with this message.
    New(RecordId),
    /// A message.
    Message {
        /// Which.
        id: RecordId,
        /// Whether its author is to be named: somebody else's message, or a while, lies before it.
        is_named: bool,
    },
    /// So many messages of muted people, from this one on.
    Muted(RecordId, u32),
}

/// The lines of messages of which the first has the index `from`; what is new begins at `new_from`. `offset` tells the
/// zone at a moment, in minutes ahead of UTC.
pub fn lines(messages: &[MessageView], from: u32, new_from: Option<u32>, offset: impl Fn(Millis) -> i32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(messages.len() + 8);
    let mut day = None;
    let mut before: Option<&MessageView> = None;
    for (at, message) in messages.iter().enumerate() {
        let index = from.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let date = wall_time(message.at, offset(message.at)).date;
        if let Some(date) = date.filter(|date| day != Some(*date)) {
            lines.push(Line::Day(message.id, date));
            day = Some(date);
            before = None;
        }
        if new_from == Some(index) {
            lines.push(Line::New(message.id));
            before = None;
        }
        if message.is_muted && !message.by.is_me {
            match lines.last_mut() {
                Some(Line::Muted(_, count)) => *count += 1,
                Some(Line::Day(..) | Line::New(_) | Line::Message { .. }) | None => {
                    lines.push(Line::Muted(message.id, 1));
                }
            }
            before = None;
            continue;
        }
        let follows = before.is_some_and(|before| {
            before.by.member == message.by.member && (0..TOGETHER).contains(&message.at.0.saturating_sub(before.at.0))
        });
        lines.push(Line::Message { id: message.id, is_named: !follows });
        before = Some(message);
    }
    lines
}

#[cfg(test)]
mod tests {
    use linli_contract::posts::Speaker;
    use linli_contract::sync::RecordSync;
    use linli_shared::ids::MemberId;

    use super::*;

    const NOON: i64 = 1_772_712_000_000;
    const MINUTE: i64 = 60_000;

    fn said(number: u8, by: u8, at: i64) -> MessageView {
        MessageView {
            id: RecordId([number; 16]),
            by: Speaker { member: MemberId([by; 16]), name: None, office: None, is_me: by == 1 },
            at: Millis(at),
            words: "好".into(),
            attached: vec![],
            reply_to: None,
            is_withdrawn: false,
            hidden: None,
            is_muted: false,
            needs_newer_app: false,
            sync: RecordSync::WithRelay,
        }
    }

    fn muted(number: u8) -> MessageView {
        MessageView { is_muted: true, ..said(number, 9, NOON) }
    }

    fn shape(lines: &[Line]) -> String {
        lines
            .iter()
            .map(|line| match line {
                Line::Day(_, date) => format!("[{}]", date.day),
                Line::New(_) => "new".into(),
                Line::Message { id, is_named } => format!("{}{}", id.0[0], if *is_named { "!" } else { "" }),
                Line::Muted(_, count) => format!("x{count}"),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn days_are_told_apart_in_the_zone_of_the_phone() {
        let all = [said(1, 2, NOON), said(2, 2, NOON + 13 * 60 * MINUTE)];
        assert_eq!(shape(&lines(&all, 0, None, |_| 0)), "[5] 1! [6] 2!");
        assert_eq!(shape(&lines(&all, 0, None, |_| 12 * 60)), "[6] 1! 2!");
    }

    #[test]
    fn who_goes_on_is_not_named_again() {
        let all =
            [said(1, 2, NOON), said(2, 2, NOON + MINUTE), said(3, 3, NOON + MINUTE), said(4, 3, NOON + 7 * MINUTE)];
        assert_eq!(shape(&lines(&all, 0, None, |_| 0)), "[5] 1! 2 3! 4!");
    }

    #[test]
    fn what_is_new_has_its_line_wherever_the_part_begins() {
        let all = [said(1, 2, NOON), said(2, 2, NOON + MINUTE)];
        assert_eq!(shape(&lines(&all, 40, Some(41), |_| 0)), "[5] 1! new 2!");
        assert_eq!(shape(&lines(&all, 40, Some(40), |_| 0)), "[5] new 1! 2");
        assert_eq!(shape(&lines(&all, 40, Some(7), |_| 0)), "[5] 1! 2");
    }

    #[test]
    fn what_muted_people_say_is_one_line() {
        let all = [said(1, 2, NOON), muted(2), muted(3), said(4, 2, NOON + MINUTE), muted(5)];
        assert_eq!(shape(&lines(&all, 0, None, |_| 0)), "[5] 1! x2 4! x1");
    }

    #[test]
    fn a_clock_that_goes_back_breaks_nothing() {
        let all = [said(1, 2, NOON), said(2, 2, i64::MIN), said(3, 2, i64::MAX), said(4, 2, NOON)];
        let found = lines(&all, 0, None, |_| 480);
        assert_eq!(found.iter().filter(|line| matches!(line, Line::Message { .. })).count(), 4);
    }
}
