//! Knocking: asking a member for a letter, or the owner of a group to be let in. A knock carries its author's consent, without
//! which nobody can be let in.

use linli_contract::Failure;
use linli_contract::chats::KnockAt;
use linli_shared::access::member_scope;
use linli_shared::calendar::Millis;
use linli_shared::circles::{
    Begun, CircleKind, Consent, KnockContent, KnockWords, VERSION, knock_record, letter_record,
};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::member_ring;
use linli_shared::seal::rand_core::Rng as _;

use super::change::{add, begin_as};
use super::circle::circle;
use crate::device::answer::acts::At;
use crate::device::rows::FactRow;
use crate::device::write::About;
use crate::device::{Device, Turn, VoidReason};
use crate::members::begin_own_ring;

/// A use of a step's randomness: what a letter's record is derived with.
const NONCE: u64 = 1 << 45;

/// The most knocks of one member at another: at their door, and at groups of theirs.
const KNOCKS: usize = 32;

/// A knock at this person, or at a group they own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnockAtMe {
    /// The knock.
    pub(crate) knock: RecordId,
    /// Who.
    pub(crate) by: MemberId,
    /// The group.
    pub(crate) group: Option<RecordId>,
    /// What they say.
    pub(crate) words: String,
    /// When, by their clock.
    pub(crate) at: Millis,
    /// The circle that opening leads to: once they are in it, the knock is answered.
    pub(crate) circle: RecordId,
}

/// A knock that this device wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnKnock {
    /// The knock.
    pub(crate) knock: RecordId,
    /// At whose door, or who owned the group.
    pub(crate) at_member: MemberId,
    /// The group.
    pub(crate) group: Option<RecordId>,
    /// When.
    pub(crate) at: Millis,
    /// The circle it may lead to: once this person is in it, the knock was opened.
    pub(crate) circle: RecordId,
}

/// Whether a member can be knocked at: their ring has begun.
pub(crate) fn can_be_reached(device: &Device, member: MemberId) -> bool {
    device.roster().ring(member_ring(member)).is_some()
}

/// Knocks at a member's door, or at that of a group, whose owner they are. The answer is the knock.
///
/// # Errors
/// [`Failure::NotHere`] if the member has no ring yet that a knock could be sealed to, [`Failure::InvalidInput`] for words
/// that may not be said or one's own door, [`Failure::NoRight`].
pub(crate) fn knock(
    device: &mut Device,
    door: KnockAt,
    at: MemberId,
    words: String,
    turn: &mut Turn<'_>,
) -> Result<RecordId, Failure> {
    let (me, own) = device.oneself()?;
    let log = device.log().ok_or(Failure::Stranger)?;
    if !can_be_reached(device, at) {
        return Err(Failure::NotHere);
    }
    let group = match door {
        KnockAt::Member(_) => None,
        KnockAt::Group(group) => Some(group),
    };
    let made = device.clock(turn.now.time);
    let mut nonce = [0; 16];
    turn.rng(NONCE).fill_bytes(&mut nonce);
    let nonce = group.is_none().then_some(nonce);
    let circle = match (group, &nonce) {
        (Some(group), _) => group,
        (None, Some(nonce)) => letter_record(log, me, at, nonce),
        (None, None) => return Err(Failure::Defect),
    };
    let key = device.member()?.1.keys.signing();
    let consent = Consent::sign((log, circle), me, own, made, &key);
    let words = KnockWords { version: VERSION, group, words, at: made };
    let content = KnockContent { words, nonce, consent };
    if content.check().is_err() || at == me {
        return Err(Failure::InvalidInput);
    }
    begin_own_ring(device, turn)?;
    let record = knock_record(me, at, group);
    let about = About { record, kind: Kind::Knock, scope: member_scope(at), area: None };
    device.write_paper(None, about, content.to_content(), turn)?;
    Ok(record)
}

/// Opens a knock: begins the letter, or lets its author into the group. The circle's row has to be loaded
/// ([`KnockAtMe::circle`]). The answer is the circle.
///
/// # Errors
/// [`Failure::NotHere`], and those of [`add`]; [`Failure::TooLate`] where the letter was begun already.
pub(crate) fn answer(device: &mut Device, knock: RecordId, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let (me, _) = device.oneself()?;
    let row = device.paper(Kind::Knock, knock).ok_or(Failure::NotHere)?;
    let content = read(device, knock, row).filter(|_| row.meta.scope == member_scope(me)).ok_or(Failure::NotHere)?;
    let log = device.log().ok_or(Failure::Stranger)?;
    let record = content.circle(log, me).ok_or(Failure::NotHere)?;
    if content.words.group.is_some() {
        add(device, record, vec![content.consent], turn)?;
        return Ok(record);
    }
    if circle(turn, record)?.is_some() {
        return Err(Failure::TooLate);
    }
    if !content.consent.counts(device.roster(), device.clock(turn.now.time), record) {
        return Err(Failure::NoRight);
    }
    let kind = CircleKind::Letter;
    let begun = Begun { kind, shares_history: true, building: None, nonce: content.nonce, with: vec![content.consent] };
    begin_as(device, record, begun, None, turn)?;
    Ok(record)
}

/// Knocks at this person and at their groups, oldest first; also those that were answered.
pub(crate) fn knocks(device: &Device) -> Vec<KnockAtMe> {
    let (Ok((me, _)), Some(log)) = (device.oneself(), device.log()) else { return Vec::new() };
    let at_me = device.papers(Kind::Knock).filter(|(_, row)| row.meta.scope == member_scope(me));
    let one = |(knock, row): (RecordId, &FactRow)| {
        let content = read(device, knock, row)?;
        let circle = content.circle(log, me)?;
        let KnockContent { words: KnockWords { group, words, at, .. }, consent, .. } = content;
        Some(KnockAtMe { knock, by: consent.member, group, words, at, circle })
    };
    let mut all: Vec<KnockAtMe> = at_me.filter_map(one).collect();
    all.sort_by_key(|knock| (knock.at, knock.knock));
    all
}

/// Knocks of this person that this device wrote, oldest first; also those that were opened.
pub(crate) fn own_knocks(device: &Device) -> Vec<OwnKnock> {
    let (Ok((me, _)), Some(log)) = (device.oneself(), device.log()) else { return Vec::new() };
    let own = device.papers(Kind::Knock).filter(|(_, row)| row.meta.scope != member_scope(me));
    let one = |(knock, row): (RecordId, &FactRow)| {
        let content = KnockContent::from_content(&row.content).ok()?;
        let at_member = MemberId(row.meta.scope.0);
        let circle = content.circle(log, at_member)?;
        Some(OwnKnock { knock, at_member, group: content.words.group, at: content.words.at, circle })
    };
    let mut all: Vec<OwnKnock> = own.filter_map(one).collect();
    all.sort_by_key(|knock| (knock.at, knock.knock));
    all
}

/// What a knock says that was kept.
fn read(device: &Device, knock: RecordId, row: &FactRow) -> Option<KnockContent> {
    let content = KnockContent::from_content(&row.content).ok()?;
    let by = device.roster().device(row.device)?.member;
    (fits(&content, knock, by, MemberId(row.meta.scope.0)) && content.words.version <= VERSION).then_some(content)
}

/// Whether a knock is its author's, and under the one name it may have: nobody knocks in another's name, or twice at once.
fn fits(content: &KnockContent, knock: RecordId, by: MemberId, at: MemberId) -> bool {
    content.consent.member == by && knock == knock_record(by, at, content.words.group) && content.check().is_ok()
}

/// Whether a knock may be kept that somebody wrote, opened.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn may_keep(device: &Device, at: &At<'_>, content: &[u8]) -> Result<(), VoidReason> {
    let content = KnockContent::from_content(content).map_err(|_| VoidReason::Malformed)?;
    let by = device.roster().device(at.parcel.header().device).ok_or(VoidReason::NoRight)?.member;
    if !fits(&content, at.entry.record, by, MemberId(at.entry.scope.0)) {
        return Err(VoidReason::WrongPlace);
    }
    let is_another = |(record, row): &(RecordId, &FactRow)| {
        *record != at.entry.record && row.meta.scope == at.entry.scope && row.meta.creator == by
    };
    if device.papers(Kind::Knock).filter(is_another).count() < KNOCKS { Ok(()) } else { Err(VoidReason::NoRight) }
}
