//! Members 成员: who this device is, and founding a community.

pub(crate) mod acts;
pub(crate) mod enrol;
pub mod found;
mod leaving;
mod list;
mod profile;
pub(crate) mod rings;
mod roles;
mod roster;
mod start;
mod upkeep;

pub(crate) use acts::{check, complete, facts_of, put_act, ready_item};
pub(crate) use enrol::Enrol;
pub(crate) use found::roster_entry;
pub(crate) use rings::{begin_own_ring, turn_ring};
pub(crate) use upkeep::Upkeep;

pub use enrol::{make_card, make_paper};
pub use leaving::{give_seat, remove_device, remove_member};
pub use list::{member, members};
pub(crate) use list::{role, row};
pub use profile::{change_profile, profile_wants};
pub(crate) use roles::give_role;
pub use roles::{end_role, grant_role, hand_role};
pub use start::start_community;

use linli_contract::members::{MemberView, Standing};

use crate::device::Device;

/// Whether this device belongs to a community.
#[must_use]
pub fn standing(device: &Device) -> Standing {
    let Ok((member, identity)) = device.member() else {
        return device.waiting_to_join().map_or(Standing::Stranger, Standing::Waiting);
    };
    Standing::Member(MemberView {
        member,
        device: identity.device,
        name: device.member_name(member).map(str::to_owned),
        roles: list::roles(device, device.roster(), member),
        community: device.tree().name_of_community().to_owned(),
        notice: None,
        lease: linli_contract::lock::Lease::Fine,
        // The codes of streets and districts end in zeros where a community has its own number.
        is_above: identity.seat.log.0.is_multiple_of(1_000),
    })
}
