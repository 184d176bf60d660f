//! Invitations: made by the committee, printed as posters, counted, ended.
//!
//! The roster has an invitation's public half, bounds and uses. Its secret and the key that opens requests are a paper for
//! the reviewers, so that each of them can print the poster again and read who asks by it.

use linli_contract::joining::{EndInvitation, InvitationView, MakeInvitation, ReadInvitations};
use linli_contract::{Event, Failure};
use linli_shared::access;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::joining::{Invite, InviteSecret, ScannedCode};
use linli_shared::kinds::Kind;
use linli_shared::roster::{Invitation, RingKind, Role, RosterFact};
use linli_shared::seal::LetterKey;
use linli_shared::seal::rand_core::Rng;
use zeroize::Zeroizing;

use super::acting::{put, relay_time, rng, steward};
use crate::device::write::About;
use crate::device::{Device, Turn};

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// The longest an invitation lasts, in days.
const DAYS: u16 = 365;
/// The most people who join by one.
const USES: u32 = 1_000;
/// The longest text of a poster, in characters.
const PLACE: usize = 40;

/// What the reviewers know of an invitation.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct InvitationPaper {
    #[cbor(n(0), with = "minicbor::bytes")]
    key: [u8; 32],
    #[n(1)]
    secret: InviteSecret,
    #[n(2)]
    label: String,
}

impl InvitationPaper {
    pub(super) const fn new(key: [u8; 32], secret: InviteSecret, label: String) -> Self {
        Self { key, secret, label }
    }

    /// The paper of an invitation, if this device can read it.
    pub(super) fn of(device: &Device, invitation: RecordId) -> Option<Self> {
        let row = device.paper(Kind::Invitation, invitation)?;
        let paper: Self = cbor::from_slice(&row.content).ok()?;
        let log = device.log()?;
        // A paper under another's record would let its author read what is sealed to that one's key.
        let is_its_own = paper.secret.id(log) == invitation
            && planned_key(device, invitation) == Some(paper.secret.signing(log).verifying_key().to_bytes());
        is_its_own.then_some(paper)
    }

    /// The key that opens requests.
    pub(super) fn letter_key(&self) -> LetterKey {
        LetterKey::from_bytes(self.key)
    }

    /// What the poster says.
    pub(super) fn place(&self, device: &Device) -> String {
        place(device, &self.label)
    }
}

fn planned_key(device: &Device, invitation: RecordId) -> Option<[u8; 32]> {
    let known = device.roster().invitation(invitation).map(|known| known.key);
    known.or_else(|| device.roster_hoped().invitation(invitation).map(|known| known.key))
}

/// What a poster with a label says: the community, and for whom in it.
fn place(device: &Device, label: &str) -> String {
    let whole = format!("{} {label}", device.tree().name_of_community());
    whole.trim().chars().take(PLACE).collect()
}

/// Makes an invitation: its roster fact and its paper are one act.
///
/// # Errors
/// [`Failure::NoRight`] for anybody but a steward, [`Failure::NotHere`] for an unknown area, [`Failure::InvalidInput`] for
/// days, uses or a label out of bounds.
pub fn make_invitation(
    device: &mut Device,
    request: &MakeInvitation,
    turn: &mut Turn<'_>,
) -> Result<InvitationView, Failure> {
    let identity = steward(device)?;
    let log = identity.seat.log;
    let is_bounded = (1..=DAYS).contains(&request.days) && (1..=USES).contains(&request.uses);
    let label = label(device, request)?;
    if !is_bounded {
        return Err(Failure::InvalidInput);
    }
    let mut secret = [0; 16];
    let mut key = Zeroizing::new([0; 32]);
    let mut random = rng(turn, "invitation");
    random.fill_bytes(&mut secret);
    random.fill_bytes(&mut key[..]);
    let secret = InviteSecret(secret);
    let invitation = secret.id(log);
    let until = relay_time(device, turn).plus(i64::from(request.days) * DAY);
    let made = RosterFact::InvitationMade {
        invitation,
        key: secret.signing(log).verifying_key().to_bytes(),
        scope: request.scope,
        until,
        uses: request.uses,
    };
    let bundle = Some(device.take_number());
    put(device, bundle, &[made], Vec::new(), turn)?;
    let paper = InvitationPaper::new(*key, secret, label);
    let about = About { record: invitation, kind: Kind::Invitation, scope: request.scope, area: None };
    device.write_paper(bundle, about, cbor::to_vec(&paper), turn)?;
    device
        .roster_hoped()
        .invitation(invitation)
        .map(|known| view(device, invitation, known, turn))
        .ok_or(Failure::Defect)
}

fn label(device: &Device, request: &MakeInvitation) -> Result<String, Failure> {
    let tree = device.tree();
    let is_root = request.scope == tree.root();
    if !is_root && tree.area(request.scope).is_none() {
        return Err(Failure::NotHere);
    }
    let typed: String = request.label.split_whitespace().collect::<Vec<_>>().join(" ");
    if typed.chars().count() > PLACE || typed.chars().any(char::is_control) {
        return Err(Failure::InvalidInput);
    }
    Ok(if typed.is_empty() && !is_root { tree.label(request.scope).to_owned() } else { typed })
}

/// The invitations this person may see: a steward all, a building leader those of their building.
///
/// # Errors
/// [`Failure::NoRight`] for whoever reviews nothing.
pub fn invitations(
    device: &mut Device,
    _: &ReadInvitations,
    turn: &mut Turn<'_>,
) -> Result<Vec<InvitationView>, Failure> {
    let roster = device.roster_hoped();
    let seen = roster.invitations().filter(|(_, known)| reviews(device, known.scope));
    let mut views: Vec<InvitationView> = seen.map(|(id, known)| view(device, id, known, turn)).collect();
    if views.is_empty() && !is_reviewer(device) {
        return Err(Failure::NoRight);
    }
    // Open ones first, then the newest.
    views.sort_by_key(|view| (!view.is_open, core::cmp::Reverse(view.until), view.invitation));
    Ok(views)
}

/// Whether this person reviews requests at all.
pub(super) fn is_reviewer(device: &Device) -> bool {
    let time = device.sync_state().last_met.unwrap_or_default();
    device.member().is_ok_and(|(member, _)| device.roster().is_entitled(member, RingKind::Reviewers, time))
}

/// Whether this person reviews requests of a scope.
pub(super) fn reviews(device: &Device, scope: AreaId) -> bool {
    let time = device.sync_state().last_met.unwrap_or_default();
    device.member().is_ok_and(|(member, _)| {
        let holds = |role| access::holds(device.roster(), time, member, role, Some(scope));
        holds(Role::Steward) || holds(Role::BuildingLeader)
    })
}

fn view(device: &Device, id: RecordId, known: &Invitation, turn: &Turn<'_>) -> InvitationView {
    let paper = InvitationPaper::of(device, id);
    let place = match &paper {
        Some(paper) => paper.place(device),
        None => place(device, device.tree().label(known.scope)),
    };
    let link = paper.as_ref().and_then(|paper| {
        let seat = &device.member().ok()?.1.seat;
        let key = paper.letter_key().public();
        let invite = Invite { log: seat.log, root: seat.root, secret: paper.secret, key, place: place.clone() };
        Some(ScannedCode::Invite(invite).to_link(&seat.relay))
    });
    InvitationView {
        invitation: id,
        scope: known.scope,
        place,
        community: device.tree().name_of_community().to_owned(),
        until: known.until,
        uses: known.uses,
        used: known.used,
        is_open: known.is_open(relay_time(device, turn)),
        link,
    }
}

/// Ends an invitation.
///
/// # Errors
/// [`Failure::NotHere`] for one that is unknown or ended, [`Failure::NoRight`] for anybody but a steward.
pub fn end_invitation(device: &mut Device, request: &EndInvitation, turn: &mut Turn<'_>) -> Result<(), Failure> {
    steward(device)?;
    let roster = device.roster_hoped();
    roster.invitation(request.invitation).filter(|known| !known.is_ended).ok_or(Failure::NotHere)?;
    put(device, None, &[RosterFact::InvitationEnded { invitation: request.invitation }], Vec::new(), turn)?;
    turn.tell(Event::DeskChanged);
    Ok(())
}
