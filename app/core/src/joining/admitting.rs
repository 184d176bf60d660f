//! Admitting a newcomer: one act that makes them a member, with everything they need to begin.
//!
//! **Invariant:** the act stands or falls as a whole, so nobody is half a member; only a certificate stands alone, because
//! the newcomer brings it too.

use linli_contract::joining::{Admit, Admitted, NewRole};
use linli_contract::{Event, Failure};
use linli_shared::access::{contact_record, profile_record};
use linli_shared::areas::AreaKind;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, LogCode, MemberId, RecordId, RingId};
use linli_shared::joining::{JoinRequest, ScannedCode, Voucher, VoucherWrap};
use linli_shared::kinds::Kind;
use linli_shared::roster::{Admission, Certificate, CertifiedRole, DeviceKeys, Role, Roster, RosterFact};

use super::acting::{put, relay_time, steward};
use super::requests::{self, Asked};
use crate::device::identity::Identity;
use crate::device::outbox::ReadyEntry;
use crate::device::rows::{self, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::households::register;
use crate::members::{rings, role};
use crate::rights::contact::{Agreed, Contact};
use crate::rights::{first_extract, first_extract_wants};
use crate::store::Table;

/// The rows that admitting needs.
#[must_use]
pub fn wants(device: &Device, request: &Admit) -> Vec<Want> {
    let log = device.roster().log();
    let member = member_of(log, request.device.0);
    let profile = Want::Row(Table::Record, rows::record(profile_record(member)));
    let home = request.door.and_then(|door| household(device, door, request.slot).ok());
    home.into_iter().flat_map(|home| first_extract_wants(device, home)).chain([profile]).collect()
}

/// The member that a newcomer's first device makes them. Two stewards who admit one newcomer at a time so contradict each
/// other, instead of making two members.
fn member_of(log: LogCode, device: [u8; 16]) -> MemberId {
    MemberId::derive("linli member 1", &[&log.0.to_be_bytes(), &device])
}

/// What an admission comes to.
struct Plan {
    member: MemberId,
    is_new: bool,
    keys: DeviceKeys,
    household: Option<RecordId>,
    has_seat: bool,
    /// Roles to be given.
    roles: Vec<CertifiedRole>,
    /// Every role the member will hold, with its scope.
    held: Vec<(Role, AreaId)>,
}

/// Admits a newcomer, or a further device of a member.
///
/// # Errors
/// [`Failure::NoRight`] for anybody but a steward, [`Failure::NotHere`] for an unknown request, member, door or area,
/// [`Failure::InUse`] if somebody else holds the household's seat, [`Failure::InvalidInput`] for a role without the end it
/// needs or a seat without a household, [`Failure::LastSteward`] if a removal would leave nobody.
pub fn admit(device: &mut Device, request: &Admit, turn: &mut Turn<'_>) -> Result<Admitted, Failure> {
    let identity = steward(device)?;
    let asked = requests::find(device, request.device)?;
    let wanted = asked.request.clone().ok_or(Failure::NotHere)?;
    let plan = plan(device, request, &asked, turn)?;
    let (wrapped, wraps) = rings::wraps_for(device, &[plan.keys], &plan.held, turn);
    let bundle = device.take_number();
    let mut code = None;
    if asked.invitation.is_none() {
        let certificate = certificate(&identity, &plan, turn.now.time);
        code = Some(voucher(&identity, &certificate, &wraps));
        if plan.is_new {
            put(device, None, &[RosterFact::Certified { certificate }], Vec::new(), turn)?;
            put(device, Some(bundle), &wrapped, wraps, turn)?;
        } else {
            put(device, Some(bundle), &[facts(device, request, &asked, &plan, turn), wrapped].concat(), wraps, turn)?;
        }
    } else {
        put(device, Some(bundle), &[facts(device, request, &asked, &plan, turn), wrapped].concat(), wraps, turn)?;
    }
    if let Some(household) = plan.household {
        first_extract(device, household, &[plan.keys], bundle, turn)?;
    }
    if plan.is_new {
        introduce(device, &identity, &plan, &wanted, bundle, turn)?;
    }
    turn.tell(Event::DeskChanged);
    Ok(Admitted { code })
}

fn plan(device: &Device, request: &Admit, asked: &Asked, turn: &Turn<'_>) -> Result<Plan, Failure> {
    let roster = device.roster_hoped();
    let is_new = request.member.is_none();
    let member = request.member.unwrap_or_else(|| member_of(roster.log(), request.device.0));
    if !is_new && !roster.is_member(member) {
        return Err(Failure::NotHere);
    }
    let are_theirs = request.remove.iter().all(|gone| roster.active(*gone).is_some_and(|known| known.member == member));
    if !are_theirs {
        return Err(Failure::NotHere);
    }
    let household = request.door.map(|door| household(device, door, request.slot)).transpose()?;
    let taken = household.and_then(|household| roster.seat(household)).filter(|holder| *holder != member);
    match (request.has_seat, household, taken) {
        (true, None, _) => return Err(Failure::InvalidInput),
        (true, Some(_), Some(_)) => return Err(Failure::InUse),
        (true, Some(_), None) | (false, ..) => {}
    }
    let time = relay_time(device, turn);
    let mut roles = Vec::new();
    for wanted in &request.roles {
        roles.push(checked(device, wanted, request.door, time)?);
    }
    let mut held: Vec<(Role, AreaId)> = roster.roles(member, time).map(|grant| (grant.role, grant.scope)).collect();
    if roles.is_empty() && held.is_empty() {
        // Somebody without a role opens nothing: whoever lives here is at least a resident.
        roles.push(CertifiedRole { role: Role::Resident, scope: home(device, request.door), until: None });
    }
    roles.retain(|new| !has_role(&roster, member, new));
    held.extend(roles.iter().map(|role| (role.role, role.scope)));
    Ok(Plan { member, is_new, keys: asked.keys, household, has_seat: request.has_seat, roles, held })
}

fn has_role(roster: &Roster, member: MemberId, new: &CertifiedRole) -> bool {
    let mut grants = roster.roles(member, Millis(i64::MIN));
    grants.any(|grant| (grant.role, grant.scope, grant.until) == (new.role, new.scope, new.until))
}

/// The household of a door: the one that is registered, or the one that will be.
fn household(device: &Device, door: AreaId, slot: u8) -> Result<RecordId, Failure> {
    let door = device.tree().canonical(door);
    device.tree().area(door).filter(|area| area.kind == AreaKind::Door).ok_or(Failure::NotHere)?;
    device.household_record(register::place(device, door, slot)).ok_or(Failure::NoRight)
}

/// The area of a resident: the building of their door.
fn home(device: &Device, door: Option<AreaId>) -> AreaId {
    let tree = device.tree();
    door.and_then(|door| tree.ancestor(tree.canonical(door), AreaKind::Building)).unwrap_or(tree.root())
}

fn checked(device: &Device, new: &NewRole, door: Option<AreaId>, time: Millis) -> Result<CertifiedRole, Failure> {
    let tree = device.tree();
    let role = role(new.role);
    let scope = if role == Role::Resident && door.is_some() { home(device, door) } else { new.scope };
    if scope != tree.root() && tree.area(scope).is_none() {
        return Err(Failure::NotHere);
    }
    let ends = role != Role::Volunteer || new.until.is_some();
    if !ends || new.until.is_some_and(|until| until <= time) {
        return Err(Failure::InvalidInput);
    }
    Ok(CertifiedRole { role, scope, until: new.until })
}

/// The facts of an admission, in the order in which each counts for the next.
fn facts(device: &Device, request: &Admit, asked: &Asked, plan: &Plan, turn: &Turn<'_>) -> Vec<RosterFact> {
    let Plan { member, keys, .. } = *plan;
    let roster = device.roster_hoped();
    let mut facts = Vec::new();
    if plan.is_new {
        facts.push(RosterFact::MemberAdded { member });
    }
    // Who asked before the invitation ended may be admitted after; then it is not counted.
    let is_open = |id| roster.invitation(id).is_some_and(|known| known.is_open(relay_time(device, turn)));
    let used = asked.invitation.filter(|id| is_open(*id));
    facts.extend(used.map(|invitation| RosterFact::InvitationUsed { invitation, member }));
    facts.push(RosterFact::DeviceAdded { member, keys });
    facts.extend(request.remove.iter().map(|gone| RosterFact::DeviceRemoved { device: *gone }));
    let granted =
        |new: &CertifiedRole| RosterFact::RoleGranted { member, role: new.role, scope: new.scope, until: new.until };
    facts.extend(plan.roles.iter().map(granted));
    if let Some(household) = plan.household {
        if roster.family(household).all(|known| known != member) {
            facts.push(RosterFact::FamilyJoined { member, household });
        }
        if plan.has_seat && roster.seat(household) != Some(member) {
            facts.push(RosterFact::SeatGiven { member, household });
        }
    }
    facts
}

fn certificate(identity: &Identity, plan: &Plan, made: Millis) -> Certificate {
    let admission = Admission {
        log: identity.seat.log,
        member: plan.member,
        keys: plan.keys,
        roles: plan.roles.clone(),
        household: plan.household,
        has_seat: plan.has_seat,
        made,
        signer: identity.device,
    };
    Certificate::sign(&admission, &identity.keys.signing())
}

/// The answer that is shown to a newcomer who showed themself.
fn voucher(identity: &Identity, certificate: &Certificate, wraps: &[ReadyEntry]) -> String {
    let wraps = wraps.iter().map(|wrap| VoucherWrap { ring: RingId(wrap.record.0), wrap: wrap.body.clone() });
    let voucher = Voucher { root: identity.seat.root, certificate: certificate.clone(), wraps: wraps.collect() };
    ScannedCode::Voucher(voucher).to_link(&identity.seat.relay)
}

/// The newcomer's name for the community, their telephone number for the committee.
fn introduce(
    device: &mut Device,
    identity: &Identity,
    plan: &Plan,
    wanted: &JoinRequest,
    bundle: u64,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let scope = identity.seat.log.area();
    let profile = About { record: profile_record(plan.member), kind: Kind::Profile, scope, area: None };
    device.write_name_in(Some(bundle), profile, &wanted.name, turn)?;
    let agreed = Agreed { text: wanted.consent.text, at: wanted.consent.at.0.div_euclid(1_000) };
    let contact = Contact::new(plan.member, wanted.phone.clone(), Some(agreed));
    let about = About { record: contact_record(plan.member), kind: Kind::Contact, scope, area: None };
    device.put_paper(Some(bundle), about, contact.to_content(), turn)?;
    Ok(())
}
