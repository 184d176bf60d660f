//! What refused work says, where no other screen shows it any more.

use linli_shared::kinds::Kind;
use linli_shared::notices::{NoticeChange, NoticeContent};
use linli_shared::tickets::{Card, CaseContent, PublicContent, Step, StepContent, Whereabouts};

use crate::device::outbox::{Command, OutBody, OutState, OutboxItem, StoredReason};

/// The words of a piece of work that was refused; empty for what says nothing in words, and for what was erased.
pub(super) fn words(item: &OutboxItem) -> String {
    if item.state == OutState::Refused(StoredReason::Renewed) {
        return String::new();
    }
    // Of a document its changes say nothing that can be read; of a covenant its command does.
    if let Command::Covenant(_, text) = &item.command {
        return text.clone();
    }
    let OutBody::Content(content) = &item.body else { return String::new() };
    lines(item.kind, content).unwrap_or_default().join("\n")
}

#[allow(clippy::wildcard_enum_match_arm, reason = "nothing else says something in words")]
fn lines(kind: Kind, content: &[u8]) -> Option<Vec<String>> {
    let lines = match kind {
        Kind::Case => {
            let case = CaseContent::from_content(content).ok()?;
            vec![place(case.place), case.words, case.for_person, case.phone]
        }
        Kind::Step => {
            let step = StepContent::from_content(content).ok()?;
            let card = if let Step::Offline { card } = step.step { card } else { Card::default() };
            vec![step.words, card.office, card.person, card.papers, card.conditions, card.limit]
        }
        Kind::PublicReport => {
            let report = PublicContent::from_content(content).ok()?;
            vec![place(report.place), report.words]
        }
        Kind::Notice => of_notice(NoticeContent::from_content(content).ok()?),
        Kind::NoticeChange => match NoticeChange::from_content(content).ok()? {
            NoticeChange::Corrected(content) => of_notice(content),
            NoticeChange::Withdrawn { reason, .. } => vec![reason],
        },
        Kind::Post | Kind::PostChange | Kind::Remark | Kind::PostMark | Kind::Complaint => {
            crate::posts::words(kind, content)?
        }
        Kind::Topic
        | Kind::TopicStep
        | Kind::TopicSaid
        | Kind::Vote
        | Kind::SealedVote
        | Kind::PaperVote
        | Kind::HallRules
        | Kind::Covenant => crate::topics::words(kind, content)?,
        Kind::Activity | Kind::ActivityStep | Kind::SignUp => crate::activities::words(kind, content)?,
        Kind::Guide | Kind::GuideChange => crate::guides::words(kind, content)?,
        Kind::Group | Kind::GroupChange | Kind::Circle | Kind::Message | Kind::EstateMessage | Kind::Knock => {
            crate::chats::words(kind, content)?
        }
        _ => return None,
    };
    Some(lines.into_iter().filter(|line| !line.trim().is_empty()).collect())
}

fn place(place: Whereabouts) -> String {
    place.words
}

fn of_notice(content: NoticeContent) -> Vec<String> {
    [content.title, content.text, content.question].into_iter().chain(content.answers).collect()
}

#[cfg(test)]
mod tests {
    use linli_shared::calendar::Millis;
    use linli_shared::circles::{Consent, KnockContent, KnockWords};
    use linli_shared::ed25519::SigningKey;
    use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId};
    use linli_shared::tickets::VERSION;

    use super::*;

    fn refused(kind: Kind, content: Vec<u8>, why: StoredReason) -> OutboxItem {
        OutboxItem {
            number: 1,
            saved: Millis(1),
            record: RecordId([1; 16]),
            kind,
            scope: AreaId([1; 16]),
            area: None,
            command: Command::Fact,
            body: OutBody::Content(content),
            state: OutState::Refused(why),
            bundle: None,
        }
    }

    #[test]
    fn what_was_refused_of_a_covenant_is_told() {
        let command = Command::Covenant("甲".into(), "甲\n乙".into());
        let body = OutBody::Changes(vec![[1; 32]]);
        let item = OutboxItem { command, body, ..refused(Kind::Covenant, Vec::new(), StoredReason::TooLate) };
        assert_eq!(words(&item), "甲\n乙");
    }

    #[test]
    fn the_words_of_a_refused_knock_are_told() {
        let (member, device) = (MemberId([1; 16]), DeviceId([2; 16]));
        let key = SigningKey::from_bytes(&[3; 32]);
        let consent = Consent::sign((LogCode(1), RecordId([4; 16])), member, device, Millis(1), &key);
        let version = linli_shared::circles::VERSION;
        let words_of = KnockWords { version, group: None, words: "想借把梯子".into(), at: Millis(1) };
        let content = KnockContent { words: words_of, nonce: Some([5; 16]), consent }.to_content();
        assert_eq!(words(&refused(Kind::Knock, content, StoredReason::NoRight)), "想借把梯子");
    }

    #[test]
    fn the_words_of_a_refused_step_are_told_and_those_of_an_erased_one_are_not() {
        let card = Card { office: "街道服务中心".into(), ..Card::default() };
        let words_of = "请带房产证".to_owned();
        let step = Step::Offline { card };
        let content =
            StepContent { version: VERSION, id: 1, step, words: words_of, attached: Vec::new(), at: Millis(1) }
                .to_content();
        assert_eq!(words(&refused(Kind::Step, content.clone(), StoredReason::TooLate)), "请带房产证\n街道服务中心");
        assert_eq!(words(&refused(Kind::Step, content, StoredReason::Renewed)), "");
        let withdrawal = NoticeChange::Withdrawn { reason: "写错了".into(), at: Millis(1) }.to_content();
        assert_eq!(words(&refused(Kind::NoticeChange, withdrawal, StoredReason::NoRight)), "写错了");
        assert_eq!(words(&refused(Kind::Voice, vec![1, 2, 3], StoredReason::NoRight)), "");
    }
}
