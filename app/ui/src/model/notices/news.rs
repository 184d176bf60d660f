//! Which of what arrives is worth a word from the device: a new hazard, an answer to an own report.
//!
//! **Invariant:** what was there when the app began is no news; each thing is told once.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::notices::NoticeRow;
use linli_contract::tickets::TicketRow;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

/// Something worth a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A new hazard, with its title.
    Hazard(String),
    /// An own report got further.
    Answer,
}

/// What is known already.
#[derive(Debug, Clone, Default)]
pub struct Known {
    notices: Option<BTreeSet<RecordId>>,
    tickets: Option<BTreeMap<RecordId, Millis>>,
}

impl Known {
    /// Takes the notices in; tells the hazards among them that are new.
    pub fn notices(&mut self, rows: &[NoticeRow]) -> Vec<News> {
        let holds = |row: &&NoticeRow| row.is_urgent && !row.is_withdrawn;
        let hazards: Vec<&NoticeRow> = rows.iter().filter(holds).collect();
        let Some(known) = self.notices.as_mut() else {
            self.notices = Some(hazards.iter().map(|row| row.notice).collect());
            return Vec::new();
        };
        let new = hazards.into_iter().filter(|row| known.insert(row.notice) && !row.is_read);
        new.map(|row| News::Hazard(row.title.clone())).collect()
    }

    /// Takes own reports in; tells whether one of them got further.
    pub fn tickets(&mut self, rows: &[TicketRow]) -> Option<News> {
        let own = rows.iter().filter(|row| row.is_mine);
        let Some(known) = self.tickets.as_mut() else {
            self.tickets = Some(own.map(|row| (row.ticket, row.changed)).collect());
            return None;
        };
        let mut has_news = false;
        for row in own {
            let before = known.insert(row.ticket, row.changed);
            has_news |= row.is_unread && before.is_some_and(|before| before < row.changed);
        }
        has_news.then_some(News::Answer)
    }
}

#[cfg(test)]
mod tests {
    use linli_contract::sync::RecordSync;
    use linli_contract::tickets::Status;

    use super::super::order::tests::row;
    use super::*;

    fn hazard(number: u8) -> NoticeRow {
        NoticeRow { is_urgent: true, is_read: false, ..row(number) }
    }

    fn ticket(number: u8, changed: i64) -> TicketRow {
        TicketRow {
            ticket: RecordId([number; 16]),
            number: String::new(),
            category: String::new(),
            excerpt: String::new(),
            path: vec![],
            place: String::new(),
            status: Status::Submitted,
            hands: vec![],
            reported: Millis(0),
            changed: Millis(changed),
            due: None,
            attached: 0,
            thumb: None,
            is_mine: true,
            is_to_do: false,
            is_unread: true,
            urged: 0,
            is_service: false,
            voices: 0,
            sync: RecordSync::WithRelay,
            needs_newer_app: false,
        }
    }

    #[test]
    fn only_a_hazard_that_comes_later_is_news_and_only_once() {
        let mut known = Known::default();
        assert_eq!(known.notices(&[hazard(1), row(2)]), []);
        assert_eq!(known.notices(&[hazard(1), hazard(3), row(4)]), [News::Hazard("公告 3".to_owned())]);
        assert_eq!(known.notices(&[hazard(1), hazard(3)]), []);
        let read = NoticeRow { is_read: true, ..hazard(5) };
        let withdrawn = NoticeRow { is_withdrawn: true, ..hazard(6) };
        assert_eq!(known.notices(&[read, withdrawn]), []);
    }

    #[test]
    fn an_answer_is_news_an_own_new_report_is_not() {
        let mut known = Known::default();
        assert_eq!(known.tickets(&[ticket(1, 10)]), None);
        assert_eq!(known.tickets(&[ticket(1, 10), ticket(2, 20)]), None, "just reported");
        assert_eq!(known.tickets(&[ticket(1, 30), ticket(2, 20)]), Some(News::Answer));
        assert_eq!(known.tickets(&[ticket(1, 30)]), None);
        let of_others = TicketRow { is_mine: false, ..ticket(1, 40) };
        let read = TicketRow { is_unread: false, ..ticket(1, 50) };
        assert_eq!(known.tickets(&[of_others]), None);
        assert_eq!(known.tickets(&[read]), None);
    }
}
