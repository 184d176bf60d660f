//! Newcomers who were admitted face to face: their own first parcel begins with the certificate.
//!
//! **Invariant:** a device that the roster does not know is listened to only while the certificate it brings may stand,
//! and only as far as its own keys go.

use ed25519_dalek::VerifyingKey;
use linli_shared::access::may_fact;
use linli_shared::calendar::Millis;
use linli_shared::ids::DeviceId;
use linli_shared::kinds::Kind;
use linli_shared::parcel::{Act, Parcel};
use linli_shared::protocol::LogAsk;
use linli_shared::roster::{Roster, RosterFact};

/// The key of an unknown author whose parcel begins with a certificate for exactly their keys that may stand now.
pub(crate) fn key(roster: &Roster, time: Millis, parcel: &Parcel) -> Option<VerifyingKey> {
    let device = parcel.header().device;
    let first = parcel.acts().first()?.0.first()?.entry()?;
    if first.kind != Kind::Roster || roster.device(device).is_some() {
        return None;
    }
    let fact = RosterFact::from_body(&first.body).ok()?;
    let RosterFact::Certified { certificate } = &fact else { return None };
    let keys = certificate.admission()?.keys;
    may_fact(roster, time, device, &fact).ok()?;
    VerifyingKey::from_bytes(&keys.signing).ok().filter(|_| keys.device() == device)
}

/// The key of an unknown device whose request brings its certificate.
pub(crate) fn admit(roster: &Roster, time: Millis, device: DeviceId, ask: &LogAsk) -> Option<VerifyingKey> {
    let parcel = Parcel::from_bytes(ask.push.first()?).ok()?;
    let key = key(roster, time, &parcel).filter(|_| parcel.header().device == device)?;
    parcel.verify(&key).ok().map(|()| key)
}

/// Whether an act only says once more that somebody is admitted who is in the roster.
pub(crate) fn is_known(roster: &Roster, act: &Act) -> bool {
    let facts = act.entries().filter(|(_, entry)| entry.kind == Kind::Roster);
    let certified = facts.filter_map(|(_, entry)| match RosterFact::from_body(&entry.body) {
        Ok(RosterFact::Certified { certificate }) => certificate.admission(),
        Ok(_) | Err(_) => None,
    });
    let mut devices = certified.map(|admission| admission.keys.device());
    devices.any(|device| roster.device(device).is_some())
}
