//! The screen's requests: which rows each needs, and who answers it.

use linli_contract::{Failure, Request, Response};

use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::{areas, households, members, sync, visits};

/// The rows a request needs.
#[must_use]
pub fn wants(device: &Device, request: &Request) -> Vec<Want> {
    match request {
        Request::ReadStanding(_)
        | Request::TakeSeat(_)
        | Request::ReadCommunity(_)
        | Request::ReadBuilding(_)
        | Request::AddDoor(_)
        | Request::ReadSync(_)
        | Request::SyncNow(_)
        | Request::DismissRefused(_)
        | Request::SaveDraft(_)
        | Request::DropDraft(_) => Vec::new(),
        Request::ReadDoor(request) => households::read::door_wants(device, request.door),
        Request::OpenForm(request) => households::read::form_wants(device, request.door, request.slot),
        Request::SaveHousehold(request) => households::register::wants(device, request.door, request.slot),
        Request::SettleConflict(request) => households::settle::wants(device, request.household),
        Request::JoinPeople(request) => households::settle::wants(device, request.household),
        Request::KeepBothPeople(request) => households::settle::wants(device, request.household),
        Request::ShowIdNumber(request) => households::settle::wants(device, request.household),
        Request::SettleIdNumber(request) => households::settle::wants(device, request.household),
        Request::RecordVisit(_) => visits::record_wants(),
        Request::WithdrawVisit(request) => visits::withdraw_wants(request),
    }
}

/// Answers a request.
///
/// # Errors
/// The [`Failure`] the screen puts into words; then nothing was changed.
pub fn answer(device: &mut Device, request: Request, turn: &mut Turn<'_>) -> Result<Response, Failure> {
    Ok(match request {
        Request::ReadStanding(_) => Response::ReadStanding(members::standing(device)),
        // The driver fetches the seat; the state machine takes it as an input of its own.
        Request::TakeSeat(_) => return Err(Failure::Defect),
        Request::ReadCommunity(_) => Response::ReadCommunity(areas::community(device, turn)?),
        Request::ReadBuilding(request) => Response::ReadBuilding(areas::building(device, request.building, turn)?),
        Request::AddDoor(request) => Response::AddDoor(areas::add_door(device, &request, turn)?),
        Request::ReadDoor(request) => Response::ReadDoor(households::read::door(device, request.door, turn)?),
        Request::OpenForm(request) => {
            Response::OpenForm(households::read::form(device, request.door, request.slot, turn)?)
        }
        Request::SaveDraft(request) => Response::SaveDraft(households::draft::save(device, &request, turn)?),
        Request::DropDraft(request) => Response::DropDraft(households::draft::discard(device, &request, turn)?),
        Request::SaveHousehold(request) => Response::SaveHousehold(households::register::save(device, &request, turn)?),
        Request::SettleConflict(request) => {
            Response::SettleConflict(households::settle::conflict(device, &request, turn)?)
        }
        Request::JoinPeople(request) => Response::JoinPeople(households::settle::join(device, &request, turn)?),
        Request::KeepBothPeople(request) => {
            Response::KeepBothPeople(households::settle::keep_both(device, &request, turn)?)
        }
        Request::ShowIdNumber(request) => {
            Response::ShowIdNumber(households::settle::show_number(device, &request, turn)?)
        }
        Request::SettleIdNumber(request) => {
            Response::SettleIdNumber(households::settle::settle_number(device, &request, turn)?)
        }
        Request::RecordVisit(request) => Response::RecordVisit(visits::record_visit(device, &request, turn)?),
        Request::WithdrawVisit(request) => Response::WithdrawVisit(visits::withdraw_visit(device, &request, turn)?),
        Request::ReadSync(_) => Response::ReadSync(sync::view(device)),
        Request::SyncNow(_) => Response::SyncNow(sync::view(device)),
        Request::DismissRefused(request) => Response::DismissRefused(sync::dismiss(device, request.number, turn)?),
    })
}
