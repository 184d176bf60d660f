//! Requests to join that wait for this person, opened as far as this device can.

use linli_contract::Failure;
use linli_contract::joining::{RecommendationView, RequestView};
use linli_contract::members::MemberRow;
use linli_shared::areas::writing::{DoorIndex, DoorText};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::joining::{JoinRequest, SealedRequest};
use linli_shared::kinds::Kind;
use linli_shared::protocol::LobbyItem;
use linli_shared::roster::DeviceKeys;
use linli_shared::seal::{LetterContext, open_letter};

use super::answering::Recommendation;
use super::invitations::InvitationPaper;
use crate::device::Device;
use crate::device::newcomer::newcomer_view;
use crate::device::reception::Shown;
use crate::households::register;

/// A request with what it says.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) keys: DeviceKeys,
    /// By which they are admitted; `None` for one shown face to face.
    pub(super) invitation: Option<RecordId>,
    /// The poster they asked by, also before they showed themself.
    pub(super) poster: Option<RecordId>,
    /// `None` if this device cannot open it.
    pub(super) request: Option<JoinRequest>,
    pub(super) since: Option<Millis>,
}

/// A request as it came, sealed or shown.
enum Came<'a> {
    ByPoster(&'a LobbyItem),
    FaceToFace(&'a Shown, Option<RecordId>),
}

impl Came<'_> {
    fn device(&self) -> DeviceId {
        match self {
            Self::ByPoster(item) => item.keys.device(),
            Self::FaceToFace(shown, _) => shown.keys.device(),
        }
    }

    fn open(&self, device: &Device) -> Asked {
        match self {
            Self::ByPoster(item) => Asked {
                keys: item.keys,
                invitation: Some(item.invitation),
                poster: Some(item.invitation),
                request: opened(device, item),
                since: Some(item.since),
            },
            Self::FaceToFace(shown, poster) => Asked {
                keys: shown.keys,
                invitation: None,
                poster: *poster,
                request: Some(shown.request.clone()),
                since: None,
            },
        }
    }
}

/// Every request that is not decided: whoever stands in front of this person first, then those of posters, oldest first.
fn waiting(device: &Device) -> Vec<Came<'_>> {
    let reception = device.reception();
    let roster = device.roster_hoped();
    let is_open = |newcomer: DeviceId| roster.device(newcomer).is_none();
    let is_returned = |newcomer| reception.returns.iter().any(|known| known.device == newcomer);
    let is_shown = |newcomer| reception.shown.iter().any(|shown| shown.keys.device() == newcomer);
    let lobby = || reception.desk.iter().flat_map(|desk| &desk.lobby);
    let poster = |newcomer| lobby().find(|item| item.keys.device() == newcomer).map(|item| item.invitation);
    let shown = reception.shown.iter().filter(|shown| is_open(shown.keys.device()));
    let shown = shown.map(|shown| Came::FaceToFace(shown, poster(shown.keys.device())));
    // Who shows themself has no network, perhaps, and needs the answer in hand.
    let of_posters = lobby().filter(|item| {
        let newcomer = item.keys.device();
        is_open(newcomer) && !is_returned(newcomer) && !is_shown(newcomer)
    });
    shown.chain(of_posters.map(Came::ByPoster)).collect()
}

/// Every request, opened.
pub(super) fn all(device: &Device) -> Vec<Asked> {
    waiting(device).iter().map(|came| came.open(device)).collect()
}

/// One of them.
pub(super) fn find(device: &Device, newcomer: DeviceId) -> Result<Asked, Failure> {
    let came = waiting(device).into_iter().find(|came| came.device() == newcomer);
    came.map(|came| came.open(device)).ok_or(Failure::NotHere)
}

/// What a request by a poster says; `None` if this device cannot open it.
fn opened(device: &Device, item: &LobbyItem) -> Option<JoinRequest> {
    let paper = InvitationPaper::of(device, item.invitation)?;
    let context = LetterContext::request(device.log()?, item.invitation, item.keys.device());
    let content = open_letter(&paper.letter_key(), &context, &item.sealed).ok()?;
    let sealed: SealedRequest = cbor::from_slice(&content).ok()?;
    // A relay that keeps the signing key and swaps the sealing key would be given the newcomer's secrets.
    Some(sealed.request).filter(|request| sealed.keys == item.keys && request.is_bounded())
}

/// What stands beside every request of a desk; made once for all.
pub(super) struct Surroundings {
    doors: DoorIndex,
}

impl Surroundings {
    pub(super) fn new(device: &Device) -> Self {
        Self { doors: DoorIndex::new(device.tree()) }
    }

    /// The door that somebody's words mean, if they mean one; of a building's poster one of that building.
    fn door(&self, device: &Device, words: &str, scope: Option<AreaId>) -> Option<AreaId> {
        let tree = device.tree();
        let found = self.doors.find(&DoorText::parse(words)?);
        let only = |doors: Vec<AreaId>| <[AreaId; 1]>::try_from(doors).ok().map(|[door]| tree.canonical(door));
        let within = scope.map(|scope| found.iter().copied().filter(|door| tree.contains(*door, scope)).collect());
        within.and_then(only).or_else(|| only(found))
    }

    /// What a reviewer is shown of a request.
    pub(super) fn view(&self, device: &Device, asked: &Asked) -> RequestView {
        let paper = asked.poster.and_then(|invitation| InvitationPaper::of(device, invitation));
        let scope = asked.poster.and_then(|id| device.roster().invitation(id)).map(|known| known.scope);
        let door = asked.request.as_ref().and_then(|request| self.door(device, &request.door, scope));
        let name = asked.request.as_ref().map(|request| request.name.as_str()).unwrap_or_default();
        let slot = door.and_then(|door| slot_of(device, door, name));
        let household = door.and_then(|door| device.household_record(register::place(device, door, slot.unwrap_or(0))));
        let seat = household.and_then(|household| device.roster().seat(household));
        RequestView {
            device: asked.keys.device(),
            newcomer: asked.request.as_ref().map(newcomer_view),
            door,
            path: door.map(|door| device.tree().path(door)).unwrap_or_default(),
            is_registered: slot.is_some(),
            seat_holder: seat.map(|member| device.member_name(member).unwrap_or_default().to_owned()),
            since: asked.since,
            place: paper.map(|paper| paper.place(device)).unwrap_or_default(),
            recommendations: recommendations(device, asked.keys.device()),
            namesakes: if name.is_empty() { Vec::new() } else { namesakes(device, name) },
        }
    }
}

/// The slot of the household of a door in which somebody of a name is registered.
fn slot_of(device: &Device, door: AreaId, name: &str) -> Option<u8> {
    let row = device.doors().get(&door)?;
    let found = row.persons().find(|(_, person)| !name.is_empty() && person.name.trim() == name);
    found.map(|(household, _)| household.slot)
}

/// What reviewers said of a newcomer, the last word of each.
fn recommendations(device: &Device, newcomer: DeviceId) -> Vec<RecommendationView> {
    let mut last: std::collections::BTreeMap<MemberId, (u64, Recommendation)> = std::collections::BTreeMap::new();
    for (_, row) in device.papers(Kind::Recommendation) {
        let Ok(said) = cbor::from_slice::<Recommendation>(&row.content) else { continue };
        if said.device != newcomer {
            continue;
        }
        // What has no place yet is the newest.
        let place = if row.seq == 0 { u64::MAX } else { row.seq };
        let known = last.entry(row.meta.creator).or_insert_with(|| (0, said.clone()));
        if place >= known.0 {
            *known = (place, said);
        }
    }
    let view = |(member, (_, said)): (MemberId, (u64, Recommendation))| RecommendationView {
        by: device.member_name(member).map(str::to_owned),
        is_for: said.is_for,
        words: said.words,
    };
    last.into_iter().map(view).collect()
}

/// Members of a name.
fn namesakes(device: &Device, name: &str) -> Vec<MemberRow> {
    let of_name = device.roster().members().filter(|member| device.member_name(*member) == Some(name));
    of_name.map(|member| crate::members::row(device, device.roster(), member)).collect()
}
