//! Publishing, correcting, withdrawing.

use linli_contract::notices::{NoticeForm, PublishNotice, WithdrawNotice};
use linli_contract::{Event, Failure};
use linli_shared::access::RecordAt;
use linli_shared::areas::{AreaKind, Tree};
use linli_shared::blobs::{Attachment, MAX_ATTACHED};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::notices::{NoticeChange, NoticeContent, NoticeKind, VERSION};
use linli_shared::roster::{Grant, Role};

use super::home::scope_of;
use super::rows::{self, Own, Stored, StoredChange, Sum};
use super::{draft, list};
use crate::device::outbox::{Command, OutBody};
use crate::device::rows::{Want, record};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;

/// By which of their roles somebody may publish.
pub(super) struct Rights {
    stewards: Vec<AreaId>,
    leads: Vec<AreaId>,
    is_property: bool,
}

impl Rights {
    /// This person's; `None` if they may publish nothing.
    pub(super) fn of(device: &Device) -> Option<Self> {
        let (member, _) = device.member().ok()?;
        let time = device.sync_state().last_met.unwrap_or_default();
        let grants: Vec<&Grant> = device.roster().roles(member, time).collect();
        let scopes =
            |role| grants.iter().filter(|grant| grant.role == role).map(|grant| grant.scope).collect::<Vec<_>>();
        let (stewards, leads) = (scopes(Role::Steward), scopes(Role::BuildingLeader));
        let is_property = !scopes(Role::Property).is_empty();
        (is_property || !stewards.is_empty() || !leads.is_empty()).then_some(Self { stewards, leads, is_property })
    }

    /// The scope under which they may publish for an area, and whether for the property company, which comes first where it
    /// is preferred.
    pub(super) fn scope_for(&self, tree: &Tree, area: AreaId, prefers_property: bool) -> Option<(AreaId, bool)> {
        let usual = scope_of(tree, area).filter(|_| tree.kind(area) != Some(AreaKind::Door))?;
        let root = tree.root();
        let under = |scope: &AreaId| {
            if *scope == root { Some(usual) } else { tree.contains(area, *scope).then_some(*scope) }
        };
        let by_role = || self.stewards.iter().chain(&self.leads).find_map(under).map(|scope| (scope, false));
        let by_property = || self.is_property.then_some((usual, true));
        if prefers_property { by_property().or_else(by_role) } else { by_role().or_else(by_property) }
    }

    fn leads_committee(&self, scope: AreaId, root: AreaId) -> bool {
        self.stewards.iter().any(|held| *held == root || *held == scope)
    }
}

/// Whether this person may correct and withdraw a notice.
pub(super) fn may_change(device: &Device, sum: &Sum) -> bool {
    let Ok((member, _)) = device.member() else { return false };
    let Some(rights) = Rights::of(device) else { return false };
    let root = device.tree().root();
    let is_creator = sum.by == member && {
        let still = rights.scope_for(device.tree(), sum.area, sum.is_propertys);
        still.is_some_and(|(_, is_propertys)| is_propertys == sum.is_propertys)
    };
    is_creator || rights.leads_committee(sum.scope, root)
}

/// The rows that `publish_notice` needs.
#[must_use]
pub fn publish_notice_wants(_: &Device, request: &PublishNotice) -> Vec<Want> {
    let draft = request.draft.map(|number| Want::Row(Table::Draft, rows::draft_key(number)));
    request.corrects.map(list::want).into_iter().chain(draft).collect()
}

/// Publishes a notice, or a correction of one; it is shown at once and goes out with the next meeting.
///
/// # Errors
/// [`Failure::InvalidInput`], [`Failure::NoRight`], [`Failure::NotHere`], [`Failure::TooLate`] for a correction of what was
/// withdrawn, [`Failure::TooManyPhotos`], [`Failure::BadPhoto`].
pub fn publish_notice(device: &mut Device, request: &PublishNotice, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    device.member()?;
    let notice = match request.corrects {
        Some(notice) => correct(device, notice, &request.form, turn)?,
        None => publish(device, &request.form, turn)?,
    };
    if let Some(number) = request.draft {
        draft::forget(number, turn);
    }
    turn.tell(Event::NoticesChanged);
    Ok(notice)
}

fn publish(device: &mut Device, form: &NoticeForm, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let author = device.member()?.1.device;
    let area = form.area.ok_or(Failure::InvalidInput)?;
    device.tree().area(area).ok_or(Failure::NotHere)?;
    let rights = Rights::of(device).ok_or(Failure::NoRight)?;
    let prefers = form.kind == NoticeKind::Property;
    let (scope, is_propertys) = rights.scope_for(device.tree(), area, prefers).ok_or(Failure::NoRight)?;
    if !form.is_urgent && form.until.is_some_and(|until| until <= device.clock(turn.now.time)) {
        return Err(Failure::InvalidInput);
    }
    let mut random = [0; 16];
    random.copy_from_slice(&turn.now.entropy[..16]);
    let notice = RecordId::derive("linli notice", &[&random, &author.0]);
    let about = About { record: notice, kind: Kind::Notice, scope, area: Some(area) };
    device.check_right(&about, None)?;
    let attached = attach(device, notice, scope, form, &[], turn)?;
    let content = content(form, area, is_propertys, attached, turn.now.time);
    content.check().map_err(|_| Failure::InvalidInput)?;
    let content = content.to_content();
    let stored = Stored {
        meta: device.own_meta(&about)?,
        content: content.clone(),
        device: author,
        seq: 0,
        time: turn.now.time,
        changes: Vec::new(),
    };
    let own = Own { read: Some(0), ..Own::default() };
    device.keep_notice(notice, &stored, own, turn);
    device.enqueue(about, Command::Fact, OutBody::Content(content), turn);
    Ok(notice)
}

fn correct(device: &mut Device, notice: RecordId, form: &NoticeForm, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let (member, _) = device.member()?;
    let (mut stored, sum) = open(device, notice, turn)?;
    let before = rows::state(&stored)?;
    if before.withdrawn.is_some() {
        return Err(Failure::TooLate);
    }
    let area = form.area.unwrap_or(before.content.area);
    if area != before.content.area {
        return Err(Failure::InvalidInput);
    }
    let scope = stored.meta.scope;
    let known = &before.content.attached;
    let attached = attach(device, notice, scope, form, known, turn)?;
    let content = content(form, area, sum.is_propertys, attached, turn.now.time);
    content.check().map_err(|_| Failure::InvalidInput)?;
    if (NoticeContent { at: before.content.at, ..content.clone() }) == before.content {
        return Ok(notice);
    }
    change(device, notice, &mut stored, member, &NoticeChange::Corrected(content), turn)?;
    // Whoever corrects it has read what it says now.
    let corrections = stored.sum(sum.own).corrections;
    let own = Own { read: Some(corrections), ..sum.own };
    device.keep_notice(notice, &stored, own, turn);
    Ok(notice)
}

/// The rows that `withdraw_notice` needs.
#[must_use]
pub fn withdraw_notice_wants(_: &Device, request: &WithdrawNotice) -> Vec<Want> {
    vec![list::want(request.notice)]
}

/// Withdraws a notice: everybody still reads it, and that it no longer holds.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`] for a reason that is too long.
pub fn withdraw_notice(device: &mut Device, request: &WithdrawNotice, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let (member, _) = device.member()?;
    let (mut stored, sum) = open(device, request.notice, turn)?;
    if sum.is_withdrawn {
        return Ok(());
    }
    let withdrawal = NoticeChange::Withdrawn { reason: request.reason.trim().to_owned(), at: turn.now.time };
    withdrawal.check().map_err(|_| Failure::InvalidInput)?;
    change(device, request.notice, &mut stored, member, &withdrawal, turn)?;
    device.keep_notice(request.notice, &stored, sum.own, turn);
    turn.tell(Event::NoticesChanged);
    Ok(())
}

/// A notice that this person may change.
fn open(device: &Device, notice: RecordId, turn: &Turn<'_>) -> Result<(Stored, Sum), Failure> {
    let stored: Stored = turn.rows.read(Table::Notice, &record(notice))?.ok_or(Failure::NotHere)?;
    let sum = device.notices().get(&notice).cloned().ok_or(Failure::NotHere)?;
    if may_change(device, &sum) { Ok((stored, sum)) } else { Err(Failure::NoRight) }
}

fn change(
    device: &mut Device,
    notice: RecordId,
    stored: &mut Stored,
    member: MemberId,
    change: &NoticeChange,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let (scope, area) = (stored.meta.scope, device.notices().get(&notice).map(|sum| sum.area));
    let about = About { record: notice, kind: Kind::NoticeChange, scope, area };
    device.check_right(&about, Some(&stored.meta))?;
    let content = change.to_content();
    let author = device.member()?.1.device;
    let number = device.enqueue(about, Command::Fact, OutBody::Content(content.clone()), turn);
    let time = turn.now.time;
    let new = StoredChange { content, device: author, by: member, seq: 0, index: 0, time, number: Some(number) };
    stored.put_change(new, &[]);
    Ok(())
}

/// Photos and files of a form: those the notice has already stay as they are.
fn attach(
    device: &mut Device,
    notice: RecordId,
    scope: AreaId,
    form: &NoticeForm,
    known: &[Attachment],
    turn: &mut Turn<'_>,
) -> Result<Vec<Attachment>, Failure> {
    if form.attached.len() > MAX_ATTACHED {
        return Err(Failure::TooManyPhotos);
    }
    let is_known = |id| known.iter().find(|one| one.full.id == id);
    let new: Vec<_> = form.attached.iter().copied().filter(|id| is_known(*id).is_none()).collect();
    let at = RecordAt { record: notice, kind: Kind::Notice, scope };
    let new = if new.is_empty() { Vec::new() } else { photos::attach(device, turn, &new, at)? };
    let find = |id| is_known(id).or_else(|| new.iter().find(|one| one.full.id == id)).cloned();
    form.attached.iter().map(|id| find(*id).ok_or(Failure::BadPhoto)).collect()
}

/// What a form says, without the spaces around it.
fn content(
    form: &NoticeForm,
    area: AreaId,
    is_propertys: bool,
    attached: Vec<Attachment>,
    at: Millis,
) -> NoticeContent {
    let question = form.question.trim().to_owned();
    let answers = form.answers.iter().map(|answer| answer.trim().to_owned()).filter(|answer| !answer.is_empty());
    NoticeContent {
        version: VERSION,
        title: form.title.trim().to_owned(),
        text: form.text.trim_end().to_owned(),
        kind: form.kind,
        area,
        is_urgent: form.is_urgent,
        until: form.until,
        wants_confirmation: form.wants_confirmation,
        answers: if question.is_empty() { Vec::new() } else { answers.collect() },
        question,
        attached,
        at,
        is_propertys,
    }
}
