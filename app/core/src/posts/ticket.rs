//! A post becomes a ticket, by its author's hand alone.

use linli_contract::Failure;
use linli_contract::tickets::{PublicWish, ReportForm, SendReport};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::posts::PostChange;
use linli_shared::roster::{RingKind, Role};
use linli_shared::tickets::PLACE;

use super::post;
use super::send::{change_post, may_edit};
use crate::device::{Device, Turn};
use crate::{photos, square, tickets};

/// Whether this person's reports reach anybody.
pub(super) fn may_make(device: &Device) -> bool {
    device.roster().ring_of(RingKind::Committee).is_some()
}

/// Makes a ticket of an own post: its author reports it with the post's words and photos, and the post says so.
///
/// # Errors
/// [`Failure::NoRight`] for another's post, [`Failure::TooLate`] for one that became a ticket already or was taken back, and
/// those of [`tickets::send_report`].
pub(super) fn make(
    device: &mut Device,
    id: RecordId,
    category: &str,
    is_public: bool,
    turn: &mut Turn<'_>,
) -> Result<RecordId, Failure> {
    let (_, post) = post::open(id, turn)?;
    let content = may_edit(device, &post)?;
    if post.ticket.is_some() {
        return Err(Failure::TooLate);
    }
    // Its photos go along: the report names what the post shows.
    photos::view(device, square::at(device, id, Kind::Post), &content.attached);
    let words = [&content.title, &content.text].into_iter().filter(|text| !text.trim().is_empty());
    let words = words.map(|text| text.trim()).collect::<Vec<_>>().join("\n");
    let area = own_building(device)?;
    let first_line = words.lines().next().unwrap_or_default();
    let form = ReportForm {
        category: category.to_owned(),
        area,
        place: if area.is_some() { String::new() } else { first_line.chars().take(PLACE).collect() },
        words: words.chars().take(linli_shared::tickets::TEXT).collect(),
        attached: content.attached.iter().map(|one| one.full.id).collect(),
        public: is_public.then_some(PublicWish::Named),
        phone: String::new(),
        for_member: None,
        for_person: String::new(),
        is_service: false,
    };
    // A report that is being typed meanwhile stays.
    let typed = device.report_draft(false).cloned();
    let ticket = tickets::send_report(device, &SendReport { form }, turn)?;
    device.keep_report(false, typed, turn);
    change_post(device, id, PostChange::Ticket { ticket, is_public }, turn)?;
    Ok(ticket)
}

/// The building that this person lives in.
fn own_building(device: &Device) -> Result<Option<AreaId>, Failure> {
    let me = device.member()?.0;
    let time = device.sync_state().last_met.unwrap_or_default();
    let tree = device.tree();
    let mut homes = device.roster().roles(me, time).filter(|grant| grant.role == Role::Resident);
    let building = homes.find_map(|grant| {
        let area = tree.canonical(grant.scope);
        if tree.kind(area) == Some(AreaKind::Building) { Some(area) } else { tree.ancestor(area, AreaKind::Building) }
    });
    Ok(building.filter(|building| tree.is_in_use(*building)))
}
