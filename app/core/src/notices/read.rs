//! One notice, and that it was read, confirmed or answered.
//!
//! **Invariant:** of a version of a notice one receipt says that it was read, whatever was pressed how often.

use linli_contract::notices::{AnswerNotice, NoticeForm, NoticeView, ReadNotice};
use linli_contract::{Event, Failure};
use linli_shared::access::RecordAt;
use linli_shared::ids::RecordId;
use linli_shared::kinds::{Family, Kind};
use linli_shared::notices::{NoticeContent, NoticeKind, ReceiptContent, VERSION};

use super::home::{self, Home};
use super::rows::{Own, Stored, Sum};
use super::{list, publish, reach};
use crate::device::outbox::{Command, OutBody, OutState};
use crate::device::rows::{Want, record};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;

/// The rows that `read_notice` needs.
#[must_use]
pub fn read_notice_wants(_: &Device, request: &ReadNotice) -> Vec<Want> {
    vec![list::want(request.notice)]
}

/// A notice. That it was opened is written down, and told to its publisher where it is for this person's home.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn read_notice(device: &mut Device, request: &ReadNotice, turn: &mut Turn<'_>) -> Result<NoticeView, Failure> {
    device.member()?;
    let notice = request.notice;
    let stored: Stored = turn.rows.read(Table::Notice, &record(notice))?.ok_or(Failure::NotHere)?;
    let mut sum = device.notices().get(&notice).cloned().ok_or(Failure::NotHere)?;
    let homes = home::homes(device);
    if !sum.is_read() {
        sum.own.read = Some(sum.corrections);
        device.keep_sum(notice, sum.clone(), turn);
        turn.tell(Event::NoticesChanged);
    }
    let is_untold = sum.own.told.is_none_or(|told| told < sum.corrections);
    if let (Some(home), true, false) = (home::home_for(device.tree(), &homes, sum.area), is_untold, sum.is_withdrawn)
        && tell(device, notice, &sum, home, Command::Upkeep, turn).is_ok()
    {
        sum.own.told = Some(sum.corrections);
        device.keep_sum(notice, sum.clone(), turn);
    }
    let sum = &sum;
    let (state, needs_newer_app) = stored.state();
    let now = device.clock(turn.now.time);
    let row = list::row(device, notice, sum, &homes, list::sync_of(device, notice), now);
    let at = RecordAt { record: notice, kind: Kind::Notice, scope: stored.meta.scope };
    let attached = state.as_ref().map(|state| photos::view(device, at, &state.content.attached));
    let earlier =
        state.as_ref().map(|state| state.earlier.iter().rev().map(|(content, until)| (form(content), *until)));
    Ok(NoticeView {
        row,
        attached: attached.unwrap_or_default(),
        earlier: earlier.map(Iterator::collect).unwrap_or_default(),
        withdrawn: state.as_ref().and_then(|state| state.withdrawn.clone()).map(|(at, reason)| (reason, at)),
        form: state.map_or_else(unreadable, |state| form(&state.content)),
        is_confirmed: sum.is_confirmed(),
        answer: sum.answer(),
        may_change: publish::may_change(device, sum) && !sum.is_withdrawn && !needs_newer_app,
        may_see_reach: !reach::scopes(device, sum).is_empty(),
        needs_newer_app,
    })
}

/// The rows that `answer_notice` needs.
#[must_use]
pub fn answer_notice_wants(_: &Device, request: &AnswerNotice) -> Vec<Want> {
    vec![list::want(request.notice)]
}

/// Confirms or answers a notice for this person's home. What was confirmed stays confirmed; another answer replaces the one
/// before.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] if it is for no home of theirs, [`Failure::TooLate`] for one that was
/// withdrawn, [`Failure::InvalidInput`] for an answer that it does not have.
pub fn answer_notice(device: &mut Device, request: &AnswerNotice, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let mut sum = device.notices().get(&request.notice).cloned().ok_or(Failure::NotHere)?;
    let homes = home::homes(device);
    let home = home::home_for(device.tree(), &homes, sum.area).ok_or(Failure::NoRight)?;
    if sum.is_withdrawn {
        return Err(Failure::TooLate);
    }
    if request.answer.is_some_and(|answer| answer >= sum.answers) {
        return Err(Failure::InvalidInput);
    }
    let before = sum.clone();
    let version = sum.corrections;
    sum.own.read = Some(version);
    if request.is_confirmed && !sum.is_confirmed() {
        sum.own.confirmed = Some(version);
    }
    if let Some(answer) = request.answer.filter(|answer| before.answer() != Some(*answer)) {
        sum.own.answer = Some((answer, version));
    }
    let says_more = sum.own.confirmed != before.own.confirmed || sum.own.answer != before.own.answer;
    let is_told = before.own.told.is_some_and(|told| told >= version);
    if !says_more && is_told {
        return Ok(());
    }
    tell(device, request.notice, &sum, home, if says_more { Command::Fact } else { Command::Upkeep }, turn)?;
    sum.own.told = Some(version);
    device.keep_sum(request.notice, sum, turn);
    turn.tell(Event::NoticesChanged);
    Ok(())
}

/// Writes the receipt that says all this person says of a notice, in place of one that has not gone out.
fn tell(
    device: &mut Device,
    notice: RecordId,
    sum: &Sum,
    home: &Home,
    command: Command,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let kind = list::receipt_kind(sum);
    let about = About { record: notice, kind, scope: home.scope, area: Some(sum.area) };
    device.check_right(&about, None)?;
    let said = ReceiptContent {
        version: VERSION,
        household: home.household,
        door: home.door,
        is_confirmed: sum.is_confirmed(),
        answer: sum.answer(),
        at: turn.now.time,
        corrections: sum.corrections,
    };
    let is_unsent = |item: &&crate::device::outbox::OutboxItem| {
        item.record == notice && item.kind.family() == Family::Receipt && item.state == OutState::Waiting
    };
    let unsent: Vec<(u64, bool)> =
        device.outbox().filter(is_unsent).map(|item| (item.number, item.command == Command::Fact)).collect();
    let is_by_hand = command == Command::Fact || unsent.iter().any(|(_, is_by_hand)| *is_by_hand);
    for (number, _) in unsent {
        device.drop_item(number, turn);
    }
    let command = if is_by_hand { Command::Fact } else { Command::Upkeep };
    device.enqueue(about, command, OutBody::Content(said.to_content()), turn);
    Ok(())
}

/// What a content says, as it was written.
pub(super) fn form(content: &NoticeContent) -> NoticeForm {
    NoticeForm {
        title: content.title.clone(),
        text: content.text.clone(),
        kind: content.kind,
        area: Some(content.area),
        is_urgent: content.is_urgent,
        until: content.until,
        wants_confirmation: content.wants_confirmation,
        question: content.question.clone(),
        answers: content.answers.clone(),
        attached: content.attached.iter().map(|one| one.full.id).collect(),
    }
}

/// The form of what only a newer release can read.
fn unreadable() -> NoticeForm {
    NoticeForm {
        title: String::new(),
        text: String::new(),
        kind: NoticeKind::Affairs,
        area: None,
        is_urgent: false,
        until: None,
        wants_confirmation: false,
        question: String::new(),
        answers: Vec::new(),
        attached: Vec::new(),
    }
}

impl Own {
    /// Together with what was read and said on another device: of each the newest; of two answers to one version this one.
    pub(crate) fn joined(self, other: Self) -> Self {
        let version = |own: &Self| own.answer.map(|(_, version)| version);
        Self {
            read: self.read.max(other.read),
            told: self.told.max(other.told),
            confirmed: self.confirmed.max(other.confirmed),
            answer: if version(&other) > version(&self) { other.answer } else { self.answer },
        }
    }

    /// What is left of it when a receipt was refused: that it was read, so that opening it again writes no other.
    pub(super) const fn without_word(self) -> Self {
        Self { confirmed: None, answer: None, ..self }
    }
}
