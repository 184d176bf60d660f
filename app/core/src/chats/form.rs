//! Work on circles becomes entries when a parcel is formed: with who is in them, their rings' newest public keys and the
//! circle's newest secret as they are then.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::audience::{Audience, Commitment, ReaderWrap, record_ring};
use linli_shared::cbor;
use linli_shared::circles::{Change, Circle, CircleFact, Consent};
use linli_shared::ids::{LogCode, MemberId, RingId, hash32};
use linli_shared::kinds::Kind;
use linli_shared::parcel::{Entry, Item};
use linli_shared::roster::{Roster, member_ring};
use linli_shared::seal::{LetterContext, RingSecret, seal, seal_letter};

use super::circle::{CircleRow, circle};
use crate::device::outbox::{OutBody, OutboxItem};
use crate::device::{Device, Turn};
use crate::members::facts_of;
use crate::tickets::forming::Place;

/// The entries of one piece of work on a circle; none if nothing is left to do, `None` if it cannot be formed now.
pub(crate) fn entries(
    device: &mut Device,
    item: &OutboxItem,
    place: &Place<'_>,
    turn: &mut Turn<'_>,
) -> Result<Option<Vec<Item>>, Failure> {
    let Some(mut row) = circle(turn, item.record)? else { return Ok(None) };
    let OutBody::Content(content) = &item.body else { return Ok(None) };
    if item.kind == Kind::Circle {
        let Ok(change) = cbor::from_slice::<Change>(content) else { return Ok(None) };
        return changed(device, item, change, &mut row, place, turn);
    }
    let Some(key) = row.formed(item.number).newest(item.record, item.scope) else { return Ok(None) };
    let Some(secret) = row.secret(key.generation, key.commitment) else { return Ok(None) };
    let body = seal(&secret, &place.context, content);
    let entry = Entry { record: item.record, kind: item.kind, scope: item.scope, key: Some(key), body };
    Ok(Some(vec![Item::Entry(entry)]))
}

fn changed(
    device: &mut Device,
    item: &OutboxItem,
    change: Change,
    row: &mut CircleRow,
    place: &Place<'_>,
    turn: &mut Turn<'_>,
) -> Result<Option<Vec<Item>>, Failure> {
    let me = device.member()?.0;
    let mut roster = place.roster.clone();
    facts_of(place.act).iter().for_each(|fact| roster.apply(fact));
    let formed = row.formed(item.number);
    let Some(change) = left_of(change, formed.circle.as_ref(), me) else {
        row.facts.retain(|at| at.stand.number() != Some(item.number));
        row.put_in_order();
        device.keep_circle(item.record, row, turn)?;
        return Ok(Some(Vec::new()));
    };
    let about = Forming { item, me, roster: &roster };
    let Some((fact, secret)) = about.fact(change, &formed, row, turn) else { return Ok(None) };
    row.hold(fact.generation, &secret);
    if let Some(at) = row.facts.iter_mut().find(|at| at.stand.number() == Some(item.number)) {
        at.fact = CircleFact { wraps: Vec::new(), ..fact.clone() };
    }
    row.put_in_order();
    device.keep_circle(item.record, row, turn)?;
    let body = fact.to_body();
    let entry = Entry { record: item.record, kind: Kind::Circle, scope: item.scope, key: None, body };
    Ok(Some(vec![Item::Entry(entry)]))
}

/// What of a change is left to do; `None` if others did all of it.
fn left_of(change: Change, circle: Option<&Circle>, me: MemberId) -> Option<Change> {
    let is_in = |member: MemberId| circle.is_some_and(|circle| circle.has(member));
    match change {
        Change::Begun(begun) => circle.is_none().then_some(Change::Begun(begun)),
        Change::Added(consents) => {
            let new: Vec<Consent> = consents.into_iter().filter(|consent| !is_in(consent.member)).collect();
            (!new.is_empty()).then_some(Change::Added(new))
        }
        Change::Removed { members, at } => {
            let members: BTreeSet<MemberId> = members.into_iter().filter(|member| is_in(*member)).collect();
            let is_needed = !members.is_empty() || circle.is_some_and(|circle| circle.is_stale);
            is_needed.then_some(Change::Removed { members, at })
        }
        Change::Left { at } => is_in(me).then_some(Change::Left { at }),
    }
}

/// What a fact is formed for.
struct Forming<'a> {
    item: &'a OutboxItem,
    me: MemberId,
    roster: &'a Roster,
}

impl Forming<'_> {
    /// The fact with a letter for each reader that lacks the secret, and the secret it is about.
    fn fact(
        &self,
        change: Change,
        formed: &Audience,
        row: &CircleRow,
        turn: &Turn<'_>,
    ) -> Option<(CircleFact, RingSecret)> {
        let own = record_ring(self.item.record, self.item.scope);
        let newest = formed.generations.len() as u32;
        let held = || row.secret(newest, formed.generations.last()?.0);
        let shares_history = formed.circle.as_ref().is_some_and(|circle| circle.shares_history);
        let turns = || RingSecret::random(&mut turn.rng(use_number("secret", own, newest + 1, member_ring(self.me))));
        let before = formed.circle.iter().flat_map(|circle| circle.members.iter().copied());
        let (generation, secret, previous, to): (u32, RingSecret, Option<Vec<u8>>, Vec<MemberId>) = match &change {
            Change::Begun(begun) => {
                let secret = row.secrets.iter().find(|held| held.generation == 1)?.secret();
                let with = begun.with.iter().map(|consent| consent.member);
                (1, secret, None, with.chain([self.me]).collect())
            }
            Change::Added(consents) => {
                let new = consents.iter().map(|consent| consent.member);
                if shares_history {
                    (newest, held()?, None, new.collect())
                } else {
                    (newest + 1, turns(), None, before.chain(new).collect())
                }
            }
            Change::Removed { members, .. } => {
                let secret = turns();
                let link = if shares_history { Some(secret.link(own, newest + 1, &held()?)) } else { None };
                (newest + 1, secret, link, before.filter(|member| !members.contains(member)).collect())
            }
            Change::Left { .. } => (newest, held()?, None, Vec::new()),
        };
        let wraps = to.into_iter().map(|member| self.letter(&secret, own, generation, member, turn));
        let wraps = wraps.collect::<Option<Vec<ReaderWrap>>>()?;
        let commitment = Commitment(secret.commitment());
        Some((CircleFact { change, generation, commitment, wraps, previous }, secret))
    }

    fn letter(
        &self,
        secret: &RingSecret,
        own: RingId,
        generation: u32,
        member: MemberId,
        turn: &Turn<'_>,
    ) -> Option<ReaderWrap> {
        let reader = member_ring(member);
        let ring = self.roster.ring(reader)?;
        let log: LogCode = self.roster.log();
        let context = LetterContext::reader(log, own, generation, reader);
        let mut rng = turn.rng(use_number("letter", own, generation, reader));
        let public = ring.generations.last()?.public;
        // A ring whose key cannot be used is its member's fault, and nobody else waits for them.
        let letter = seal_letter(&public, &context, secret.expose(), &mut rng).unwrap_or_default();
        Some(ReaderWrap { reader: ring.newest(reader)?, letter })
    }
}

/// Numbers a use of a step's randomness by what it is for.
pub(super) fn use_number(what: &str, own: RingId, generation: u32, other: RingId) -> u64 {
    let hash = hash32("linli circle randomness", &[what.as_bytes(), &own.0, &generation.to_be_bytes(), &other.0]);
    let mut short = [0; 8];
    short.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(short)
}
