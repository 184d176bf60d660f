//! The screen's requests: which rows each needs, and who answers it.

use linli_contract::{Failure, Request, Response};

use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::{
    areas, buildings, exports, households, imports, lists, members, progress, registers, search, storage, sync, visits,
};

/// The rows a request needs.
#[must_use]
pub fn wants(device: &Device, request: &Request, rows: &Rows) -> Vec<Want> {
    match request {
        Request::ReadStanding(_)
        | Request::TakeSeat(_)
        | Request::SetVisible(_)
        | Request::ReadCommunity(_)
        | Request::ReadBuilding(_)
        | Request::AddDoor(_)
        | Request::ReadSync(_)
        | Request::SyncNow(_)
        | Request::DismissRefused(_)
        | Request::SaveDraft(_)
        | Request::DropDraft(_)
        | Request::Search(_)
        | Request::ReadList(_)
        | Request::ReadLists(_)
        | Request::SaveList(_)
        | Request::DropList(_)
        | Request::ReadRound(_)
        | Request::ReadProgress(_)
        | Request::FindAlike(_)
        | Request::ReadAreas(_)
        | Request::ReadSheet(_) => Vec::new(),
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
        Request::ReadExport(request) => exports::export_wants(device, request),
        Request::ReadPackage(request) => exports::package_wants(device, request),
        Request::PlanImport(request) => imports::plan_wants(device, request, rows),
        Request::StartImport(_) | Request::ReadImports(_) => imports::list_wants(),
        Request::RunImport(request) => imports::run_wants(device, request),
        Request::UndoImport(request) => imports::undo_wants(device, request, rows),
        Request::MovePeople(request) => registers::moving::wants(device, request),
        Request::PeopleLeft(request) => registers::writing::record_wants(device, request.household),
        Request::PersonBack(request) => registers::writing::record_wants(device, request.household),
        Request::EndHousehold(request) => registers::writing::record_wants(device, request.household),
        Request::ReopenHousehold(request) => registers::writing::record_wants(device, request.household),
        Request::MergeHouseholds(request) => registers::merging::wants(device, request),
        Request::ReadHistory(request) => registers::history::wants(device, request),
        Request::Undo(request) => registers::undoing::wants(device, request, rows),
        Request::EditAreas(request) => buildings::wants(device, request),
        Request::ReadStorage(request) => storage::read_wants(request),
        Request::FreeSpace(_) => storage::free_wants(),
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
        // Only the driver meets the relay.
        Request::SetVisible(_) => return Err(Failure::Defect),
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
        Request::MovePeople(request) => Response::MovePeople(registers::move_people(device, &request, turn)?),
        Request::PeopleLeft(request) => Response::PeopleLeft(registers::people_left(device, &request, turn)?),
        Request::PersonBack(request) => Response::PersonBack(registers::person_back(device, &request, turn)?),
        Request::EndHousehold(request) => Response::EndHousehold(registers::end(device, &request, turn)?),
        Request::ReopenHousehold(request) => Response::ReopenHousehold(registers::reopen(device, &request, turn)?),
        Request::MergeHouseholds(request) => Response::MergeHouseholds(registers::merge(device, &request, turn)?),
        Request::Undo(request) => Response::Undo(registers::undo(device, &request, turn)?),
        Request::ReadHistory(request) => Response::ReadHistory(registers::history(device, &request, turn)?),
        Request::PlanImport(request) => Response::PlanImport(imports::plan(device, &request, turn)?),
        Request::StartImport(request) => Response::StartImport(imports::start(device, &request, turn)?),
        Request::RunImport(request) => Response::RunImport(imports::run(device, &request, turn)?),
        Request::ReadImports(_) => Response::ReadImports(imports::list(device, turn)?),
        Request::UndoImport(request) => Response::UndoImport(imports::undo(device, &request, turn)?),
        Request::ReadExport(request) => Response::ReadExport(exports::export(device, &request, turn)?),
        Request::ReadPackage(request) => Response::ReadPackage(exports::package(device, &request, turn)?),
        Request::EditAreas(request) => Response::EditAreas(buildings::edit(device, &request, turn)?),
        Request::ReadStorage(request) => Response::ReadStorage(storage::read(device, &request, turn)?),
        Request::FreeSpace(_) => Response::FreeSpace(storage::free(device, turn)?),
        Request::Search(request) => Response::Search(search::search(device, &request, turn)?),
        Request::ReadList(request) => Response::ReadList(lists::list(device, &request, turn)?),
        Request::ReadLists(_) => Response::ReadLists(lists::lists(device, turn)?),
        Request::SaveList(request) => Response::SaveList(lists::save(device, &request, turn)?),
        Request::DropList(request) => Response::DropList(lists::discard(device, &request, turn)?),
        Request::ReadRound(_) => Response::ReadRound(lists::round(device, turn)?),
        Request::ReadProgress(request) => Response::ReadProgress(progress::progress(device, &request, turn)?),
        Request::FindAlike(request) => Response::FindAlike(registers::alike(device, &request, turn)?),
        Request::ReadSheet(request) => Response::ReadSheet(buildings::sheet(device, &request, turn)?),
        Request::ReadAreas(_) => Response::ReadAreas(buildings::areas(device)?),
    })
}
