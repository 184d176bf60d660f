//! The own name and telephone number.

use linli_contract::Failure;
use linli_contract::members::ChangeProfile;
use linli_shared::access::{contact_record, profile_record};
use linli_shared::kinds::Kind;

use crate::device::rows::{self, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::rights::contact::Contact;
use crate::store::Table;

/// The longest name and telephone number, in characters.
const LONGEST: usize = 40;

/// The rows the change needs.
#[must_use]
pub fn profile_wants(device: &Device) -> Vec<Want> {
    let member = device.member().map(|(member, _)| member);
    member.map(|member| Want::Row(Table::Record, rows::record(profile_record(member)))).into_iter().collect()
}

/// Changes the own name, and the telephone number if one is given.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::InvalidInput`] for an empty name or something too long, [`Failure::NoRight`].
pub fn change_profile(device: &mut Device, request: &ChangeProfile, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let member = device.member()?.0;
    let name = request.name.trim();
    let phone = request.phone.as_deref().map(str::trim);
    let is_long = |text: &str| text.chars().count() > LONGEST;
    if name.is_empty() || is_long(name) || phone.is_some_and(is_long) {
        return Err(Failure::InvalidInput);
    }
    let scope = device.roster().log().area();
    let about = About { record: profile_record(member), kind: Kind::Profile, scope, area: None };
    device.check_right(&about, None)?;
    let record = contact_record(member);
    if let Some(phone) = phone {
        let known = device.paper(Kind::Contact, record).and_then(|row| Contact::from_content(&row.content).ok());
        if known.as_ref().map(|known| known.phone.as_str()) != Some(phone) {
            let consent = known.and_then(|known| known.consent);
            let contact = Contact::new(member, phone.to_owned(), consent);
            let about = About { record, kind: Kind::Contact, scope, area: None };
            device.write_paper(None, about, contact.to_content(), turn)?;
        }
    }
    device.write_name(about, name, turn).map(drop)
}
