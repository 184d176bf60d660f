//! What people do with notices: publish, withdraw, answer.

use linli_contract::notices::{
    AnswerNotice, NoticeForm, NoticeKind, NoticeRow, PublishNotice, ReadNotices, WithdrawNotice,
};

use super::affairs::{Notice, Place, Said, mark};
use super::world::{HOMES, PROPERTY, STEWARD, World};

impl World<'_> {
    /// Somebody publishes, withdraws or answers.
    pub(super) fn handle_notice(&mut self, who: usize) -> Result<(), String> {
        let publishes = who == STEWARD || PROPERTY.contains(&who);
        let list = self.notices(who)?;
        if publishes && (list.is_empty() || self.dice.chance(40)) {
            return self.publish(who);
        }
        if publishes {
            let own = |row: &&NoticeRow| {
                !row.is_withdrawn && self.affairs.notices.get(&row.notice).is_some_and(|notice| notice.by == who)
            };
            let Some(notice) = list.iter().find(own).map(|row| row.notice) else { return Ok(()) };
            if self.try_ask(who, WithdrawNotice { notice, reason: "改期".into() })?.0.is_some() {
                self.note(format!("{who} withdraws {notice:?}"));
            }
            return Ok(());
        }
        let asking: Vec<_> =
            list.iter().filter(|row| row.is_for_me && !row.is_withdrawn).map(|row| row.notice).collect();
        let Some(notice) = self.dice.pick(&asking).filter(|_| HOMES.iter().any(|(home, _)| *home == who)) else {
            return Ok(());
        };
        let answer = u8::from(self.dice.chance(50));
        let (done, is_unsure) = self.try_ask(who, AnswerNotice { notice, is_confirmed: true, answer: Some(answer) })?;
        if let Some(known) = self.affairs.notices.get_mut(&notice) {
            if done.is_some() {
                known.answered.insert(who);
            } else if is_unsure {
                known.unsure.insert(who);
            }
        }
        self.note(format!("{who} answers {notice:?}: {}", done.is_some()));
        Ok(())
    }

    fn notices(&mut self, who: usize) -> Result<Vec<NoticeRow>, String> {
        let time = self.town.time;
        let view =
            self.phone(who).ask(ReadNotices, time).map_err(|failure| format!("{who} has no notices: {failure}"))?;
        Ok(view.notices)
    }

    fn publish(&mut self, who: usize) -> Result<(), String> {
        let building = self.dice.chance(40).then(|| self.dice.below(2));
        let tree = &self.town.estate.tree;
        let area = building.and_then(|at| tree.parent(self.town.estate.stair(at))).unwrap_or_else(|| tree.root());
        let title = mark("告", self.model.unique());
        let form = NoticeForm {
            title: title.clone(),
            text: "请提前储水".into(),
            kind: NoticeKind::Outage,
            area: Some(area),
            is_urgent: self.dice.chance(20),
            until: None,
            wants_confirmation: true,
            question: "家里有老人吗？".into(),
            answers: vec!["有".into(), "没有".into()],
            attached: Vec::new(),
        };
        let (published, _) = self.try_ask(who, PublishNotice { draft: None, form, corrects: None })?;
        if let Some(record) = published {
            self.note(format!("{who} publishes {title} {record:?}"));
            let notice = Notice { by: who, building, answered: Default::default(), unsure: Default::default() };
            self.affairs.notices.insert(record, notice);
            self.affairs.said.insert(title, Said { who, record, place: Place::Notice, is_unsure: false });
        }
        Ok(())
    }
}
