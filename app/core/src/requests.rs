//! The screen's requests: which rows each needs, and who answers it.

use linli_contract::{Failure, Request, Response};

use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::{
    activities, areas, buildings, chats, exports, guides, households, imports, joining, lists, members, notices,
    photos, posts, progress, registers, rights, search, storage, sync, tickets, topics, visits,
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
        | Request::ReadSheet(_)
        | Request::ReadCode(_)
        | Request::ReturnRequest(_)
        | Request::Recommend(_)
        | Request::ReviewCode(_)
        | Request::DecideHeld(_)
        | Request::MakeInvitation(_)
        | Request::ReadInvitations(_)
        | Request::EndInvitation(_)
        | Request::AskToJoin(_)
        | Request::ShowMyself(_)
        | Request::WithdrawJoin(_)
        | Request::TakeCode(_)
        | Request::TakePaper(_)
        | Request::ReadMembers(_)
        | Request::ReadMember(_)
        | Request::GrantRole(_)
        | Request::EndRole(_)
        | Request::HandRole(_)
        | Request::RemoveMember(_)
        | Request::RemoveDevice(_)
        | Request::GiveSeat(_)
        | Request::MakeCard(_)
        | Request::MakePaper(_)
        | Request::StartCommunity(_)
        | Request::ReadMyRecord(_)
        | Request::ReadTrail(_)
        | Request::Propose(_)
        | Request::LeaveCommunity(_)
        | Request::ReadLock(_)
        | Request::SetLock(_)
        | Request::LockNow(_)
        | Request::Unlock(_)
        | Request::ReadCommunities(_)
        | Request::OpenReport(_)
        | Request::SaveReportDraft(_)
        | Request::SendReport(_)
        | Request::ReadTables(_)
        | Request::OpenCommunity(_) => Vec::new(),
        Request::ReadNotices(request) => notices::read_notices_wants(device, request),
        Request::ReadNotice(request) => notices::read_notice_wants(device, request),
        Request::SaveNoticeDraft(request) => notices::save_notice_draft_wants(device, request),
        Request::DropNoticeDraft(request) => notices::drop_notice_draft_wants(device, request),
        Request::PublishNotice(request) => notices::publish_notice_wants(device, request),
        Request::WithdrawNotice(request) => notices::withdraw_notice_wants(device, request),
        Request::AnswerNotice(request) => notices::answer_notice_wants(device, request),
        Request::ReadReach(request) => notices::read_reach_wants(device, request),
        Request::ReadTickets(request) => tickets::read_tickets_wants(device, request),
        Request::FindSimilar(request) => tickets::find_similar_wants(device, request),
        Request::ReadTicket(request) => tickets::read_ticket_wants(device, request),
        Request::DoStep(request) => tickets::do_step_wants(device, request),
        Request::StartThread(request) => tickets::start_thread_wants(device, request),
        Request::ReadPublic(request) => tickets::read_public_wants(device, request),
        Request::SetVoice(request) => tickets::set_voice_wants(device, request),
        Request::PublishTicket(request) => tickets::publish_ticket_wants(device, request),
        Request::ReadTicketBoard(request) => tickets::read_ticket_board_wants(device, request),
        Request::SaveTables(request) => tickets::save_tables_wants(device, request),
        Request::ReadPosts(request) => posts::read_posts_wants(device, request),
        Request::ReadPost(request) => posts::read_post_wants(device, request),
        Request::OpenPostForm(request) => posts::open_post_form_wants(device, request),
        Request::SavePostDraft(request) => posts::save_post_draft_wants(device, request),
        Request::SendPost(request) => posts::send_post_wants(device, request),
        Request::DoPost(request) => posts::do_post_wants(device, request),
        Request::ReadComplaints(request) => posts::read_complaints_wants(device, request),
        Request::ReadChats(request) => chats::read_chats_wants(device, request),
        Request::ReadChat(request) => chats::read_chat_wants(device, request, rows),
        Request::FindMessage(request) => chats::find_message_wants(device, request, rows),
        Request::DoChat(request) => chats::do_chat_wants(device, request, rows),
        Request::Knock(request) => chats::knock_wants(device, request),
        Request::AnswerKnock(request) => chats::answer_knock_wants(device, request),
        Request::StartGroup(request) => chats::start_group_wants(device, request),
        Request::SetHearing(request) => chats::set_hearing_wants(device, request),
        Request::ReadUnread(request) => chats::read_unread_wants(device, request, rows),
        Request::ReadTopics(request) => topics::read_topics_wants(device, request, rows),
        Request::ReadTopic(request) => topics::read_topic_wants(device, request),
        Request::OpenTopicForm(request) => topics::open_topic_form_wants(device, request),
        Request::SaveTopicDraft(request) => topics::save_topic_draft_wants(device, request),
        Request::ProposeTopic(request) => topics::propose_topic_wants(device, request),
        Request::DoTopic(request) => topics::do_topic_wants(device, request),
        Request::SetHallRules(request) => topics::set_hall_rules_wants(device, request),
        Request::Recount(request) => topics::recount_wants(device, request),
        Request::ReadPaperDoor(request) => topics::read_paper_door_wants(device, request),
        Request::ReadActivities(request) => activities::read_activities_wants(device, request),
        Request::ReadActivity(request) => activities::read_activity_wants(device, request),
        Request::OpenActivityForm(request) => activities::open_activity_form_wants(device, request),
        Request::SaveActivityDraft(request) => activities::save_activity_draft_wants(device, request),
        Request::CallActivity(request) => activities::call_activity_wants(device, request),
        Request::DoActivity(request) => activities::do_activity_wants(device, request),
        Request::ReadGuides(request) => guides::read_guides_wants(device, request),
        Request::ReadGuide(request) => guides::read_guide_wants(device, request),
        Request::OpenGuideForm(request) => guides::open_guide_form_wants(device, request),
        Request::SaveGuideDraft(request) => guides::save_guide_draft_wants(device, request),
        Request::SaveGuide(request) => guides::save_guide_wants(device, request),
        Request::FindAll(request) => search::find_all_wants(device, request, rows),
        Request::KeepPhoto(request) => photos::keep_photo_wants(device, request),
        Request::DropPhoto(request) => photos::drop_photo_wants(device, request),
        Request::ReadPhoto(request) => photos::read_photo_wants(device, request),
        Request::ReadPhotoRules(request) => photos::read_photo_rules_wants(device, request),
        Request::SetPhotoRules(request) => photos::set_photo_rules_wants(device, request),
        Request::SetNetwork(request) => photos::set_network_wants(device, request),

        Request::ReadDesk(_) => rights::proposal_wants(device),
        Request::AnswerProposal(request) => rights::answer_wants(device, request),
        Request::EraseRecord(request) => rights::erase_wants(device, request),
        Request::ChangeProfile(_) => members::profile_wants(device),
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
        Request::Admit(request) => joining::admit_wants(device, request),
        Request::ReadStorage(request) => storage::read_wants(request),
        Request::FreeSpace(_) => storage::free_wants(),
    }
}

/// Answers a request.
///
/// # Errors
/// The [`Failure`] the screen puts into words; then nothing was changed.
pub fn answer(device: &mut Device, request: Request, turn: &mut Turn<'_>) -> Result<Response, Failure> {
    if rights::needs_register(&request) {
        device.member()?;
        if !device.knew_register() {
            return Err(Failure::NoRight);
        }
    }
    Ok(match request {
        Request::ReadStanding(_) => Response::ReadStanding(members::standing(device)),
        // The driver fetches the seat; the state machine takes it as an input of its own.
        Request::TakeSeat(_) => return Err(Failure::Defect),
        // Only the driver meets the relay.
        Request::SetVisible(_) => return Err(Failure::Defect),
        Request::ReadCommunity(_) => Response::ReadCommunity(areas::community(device, turn)?),
        Request::ReadBuilding(request) => Response::ReadBuilding(areas::building(device, request.building, turn)?),
        Request::AddDoor(request) => Response::AddDoor(areas::add_door(device, &request, turn)?),
        Request::ReadDoor(request) => {
            let view = households::read::door(device, request.door, turn)?;
            Response::ReadDoor(rights::opened(device, view, turn))
        }
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
        Request::ReadCode(request) => Response::ReadCode(joining::read_code(device, &request, turn)?),
        Request::ReadDesk(request) => Response::ReadDesk(joining::desk(device, &request, turn)?),
        Request::Admit(request) => Response::Admit(joining::admit(device, &request, turn)?),
        Request::ReturnRequest(request) => Response::ReturnRequest(joining::return_request(device, &request, turn)?),
        Request::Recommend(request) => Response::Recommend(joining::recommend(device, &request, turn)?),
        Request::ReviewCode(request) => Response::ReviewCode(joining::review_code(device, &request, turn)?),
        Request::DecideHeld(request) => Response::DecideHeld(joining::decide_held(device, &request, turn)?),
        Request::MakeInvitation(request) => Response::MakeInvitation(joining::make_invitation(device, &request, turn)?),
        Request::ReadInvitations(request) => Response::ReadInvitations(joining::invitations(device, &request, turn)?),
        Request::EndInvitation(request) => Response::EndInvitation(joining::end_invitation(device, &request, turn)?),
        Request::AskToJoin(request) => Response::AskToJoin(joining::ask_to_join(device, &request, turn)?),
        Request::ShowMyself(request) => Response::ShowMyself(joining::show_myself(device, &request, turn)?),
        Request::WithdrawJoin(request) => Response::WithdrawJoin(joining::withdraw(device, &request, turn)?),
        Request::TakeCode(request) => Response::TakeCode(joining::take_code(device, &request, turn)?),
        Request::TakePaper(request) => Response::TakePaper(joining::take_paper(device, &request, turn)?),
        Request::ReadMembers(request) => Response::ReadMembers(members::members(device, &request, turn)?),
        Request::ReadMember(request) => Response::ReadMember(members::member(device, &request, turn)?),
        Request::GrantRole(request) => Response::GrantRole(members::grant_role(device, &request, turn)?),
        Request::EndRole(request) => Response::EndRole(members::end_role(device, &request, turn)?),
        Request::HandRole(request) => Response::HandRole(members::hand_role(device, &request, turn)?),
        Request::RemoveMember(request) => Response::RemoveMember(members::remove_member(device, &request, turn)?),
        Request::RemoveDevice(request) => Response::RemoveDevice(members::remove_device(device, &request, turn)?),
        Request::GiveSeat(request) => Response::GiveSeat(members::give_seat(device, &request, turn)?),
        Request::MakeCard(request) => Response::MakeCard(members::make_card(device, &request, turn)?),
        Request::MakePaper(request) => Response::MakePaper(members::make_paper(device, &request, turn)?),
        Request::ChangeProfile(request) => Response::ChangeProfile(members::change_profile(device, &request, turn)?),
        Request::StartCommunity(request) => Response::StartCommunity(members::start_community(device, &request, turn)?),
        Request::ReadMyRecord(request) => Response::ReadMyRecord(rights::my_record(device, &request, turn)?),
        Request::ReadTrail(request) => Response::ReadTrail(rights::trail(device, &request, turn)?),
        Request::Propose(request) => Response::Propose(rights::propose(device, &request, turn)?),
        Request::AnswerProposal(request) => Response::AnswerProposal(rights::answer_proposal(device, &request, turn)?),
        Request::EraseRecord(request) => Response::EraseRecord(rights::erase(device, &request, turn)?),
        Request::ReadNotices(request) => Response::ReadNotices(notices::read_notices(device, &request, turn)?),
        Request::ReadNotice(request) => Response::ReadNotice(notices::read_notice(device, &request, turn)?),
        Request::SaveNoticeDraft(request) => {
            Response::SaveNoticeDraft(notices::save_notice_draft(device, &request, turn)?)
        }
        Request::DropNoticeDraft(request) => {
            Response::DropNoticeDraft(notices::drop_notice_draft(device, &request, turn)?)
        }
        Request::PublishNotice(request) => Response::PublishNotice(notices::publish_notice(device, &request, turn)?),
        Request::WithdrawNotice(request) => Response::WithdrawNotice(notices::withdraw_notice(device, &request, turn)?),
        Request::AnswerNotice(request) => Response::AnswerNotice(notices::answer_notice(device, &request, turn)?),
        Request::ReadReach(request) => Response::ReadReach(notices::read_reach(device, &request, turn)?),
        Request::ReadTickets(request) => Response::ReadTickets(tickets::read_tickets(device, &request, turn)?),
        Request::OpenReport(request) => Response::OpenReport(tickets::open_report(device, &request, turn)?),
        Request::SaveReportDraft(request) => {
            Response::SaveReportDraft(tickets::save_report_draft(device, &request, turn)?)
        }
        Request::FindSimilar(request) => Response::FindSimilar(tickets::find_similar(device, &request, turn)?),
        Request::SendReport(request) => Response::SendReport(tickets::send_report(device, &request, turn)?),
        Request::ReadTicket(request) => Response::ReadTicket(tickets::read_ticket(device, &request, turn)?),
        Request::DoStep(request) => Response::DoStep(tickets::do_step(device, &request, turn)?),
        Request::StartThread(request) => Response::StartThread(tickets::start_thread(device, &request, turn)?),
        Request::ReadPublic(request) => Response::ReadPublic(tickets::read_public(device, &request, turn)?),
        Request::SetVoice(request) => Response::SetVoice(tickets::set_voice(device, &request, turn)?),
        Request::PublishTicket(request) => Response::PublishTicket(tickets::publish_ticket(device, &request, turn)?),
        Request::ReadTicketBoard(request) => {
            Response::ReadTicketBoard(tickets::read_ticket_board(device, &request, turn)?)
        }
        Request::ReadTables(request) => Response::ReadTables(tickets::read_tables(device, &request, turn)?),
        Request::SaveTables(request) => Response::SaveTables(tickets::save_tables(device, &request, turn)?),
        Request::ReadPosts(request) => Response::ReadPosts(posts::read_posts(device, &request, turn)?),
        Request::ReadPost(request) => Response::ReadPost(posts::read_post(device, &request, turn)?),
        Request::OpenPostForm(request) => Response::OpenPostForm(posts::open_post_form(device, &request, turn)?),
        Request::SavePostDraft(request) => Response::SavePostDraft(posts::save_post_draft(device, &request, turn)?),
        Request::SendPost(request) => Response::SendPost(posts::send_post(device, &request, turn)?),
        Request::DoPost(request) => Response::DoPost(posts::do_post(device, &request, turn)?),
        Request::ReadComplaints(request) => Response::ReadComplaints(posts::read_complaints(device, &request, turn)?),
        Request::ReadChats(request) => Response::ReadChats(chats::read_chats(device, &request, turn)?),
        Request::ReadChat(request) => Response::ReadChat(chats::read_chat(device, &request, turn)?),
        Request::FindMessage(request) => Response::FindMessage(chats::find_message(device, &request, turn)?),
        Request::DoChat(request) => Response::DoChat(chats::do_chat(device, &request, turn)?),
        Request::Knock(request) => Response::Knock(chats::knock(device, &request, turn)?),
        Request::AnswerKnock(request) => Response::AnswerKnock(chats::answer_knock(device, &request, turn)?),
        Request::StartGroup(request) => Response::StartGroup(chats::start_group(device, &request, turn)?),
        Request::SetHearing(request) => Response::SetHearing(chats::set_hearing(device, &request, turn)?),
        Request::ReadUnread(request) => Response::ReadUnread(chats::read_unread(device, &request, turn)?),
        Request::ReadTopics(request) => Response::ReadTopics(topics::read_topics(device, &request, turn)?),
        Request::ReadTopic(request) => Response::ReadTopic(topics::read_topic(device, &request, turn)?),
        Request::OpenTopicForm(request) => Response::OpenTopicForm(topics::open_topic_form(device, &request, turn)?),
        Request::SaveTopicDraft(request) => Response::SaveTopicDraft(topics::save_topic_draft(device, &request, turn)?),
        Request::ProposeTopic(request) => Response::ProposeTopic(topics::propose_topic(device, &request, turn)?),
        Request::DoTopic(request) => Response::DoTopic(topics::do_topic(device, &request, turn)?),
        Request::SetHallRules(request) => Response::SetHallRules(topics::set_hall_rules(device, &request, turn)?),
        Request::Recount(request) => Response::Recount(topics::recount(device, &request, turn)?),
        Request::ReadPaperDoor(request) => Response::ReadPaperDoor(topics::read_paper_door(device, &request, turn)?),
        Request::ReadActivities(request) => {
            Response::ReadActivities(activities::read_activities(device, &request, turn)?)
        }
        Request::ReadActivity(request) => Response::ReadActivity(activities::read_activity(device, &request, turn)?),
        Request::OpenActivityForm(request) => {
            Response::OpenActivityForm(activities::open_activity_form(device, &request, turn)?)
        }
        Request::SaveActivityDraft(request) => {
            Response::SaveActivityDraft(activities::save_activity_draft(device, &request, turn)?)
        }
        Request::CallActivity(request) => Response::CallActivity(activities::call_activity(device, &request, turn)?),
        Request::DoActivity(request) => Response::DoActivity(activities::do_activity(device, &request, turn)?),
        Request::ReadGuides(request) => Response::ReadGuides(guides::read_guides(device, &request, turn)?),
        Request::ReadGuide(request) => Response::ReadGuide(guides::read_guide(device, &request, turn)?),
        Request::OpenGuideForm(request) => Response::OpenGuideForm(guides::open_guide_form(device, &request, turn)?),
        Request::SaveGuideDraft(request) => Response::SaveGuideDraft(guides::save_guide_draft(device, &request, turn)?),
        Request::SaveGuide(request) => Response::SaveGuide(guides::save_guide(device, &request, turn)?),
        Request::FindAll(request) => Response::FindAll(search::find_all(device, &request, turn)?),
        Request::KeepPhoto(request) => Response::KeepPhoto(photos::keep_photo(device, &request, turn)?),
        Request::DropPhoto(request) => Response::DropPhoto(photos::drop_photo(device, &request, turn)?),
        Request::ReadPhoto(request) => Response::ReadPhoto(photos::read_photo(device, &request, turn)?),
        Request::ReadPhotoRules(request) => Response::ReadPhotoRules(photos::read_photo_rules(device, &request, turn)?),
        Request::SetPhotoRules(request) => Response::SetPhotoRules(photos::set_photo_rules(device, &request, turn)?),
        Request::SetNetwork(request) => Response::SetNetwork(photos::set_network(device, &request, turn)?),
        // The driver answers what is about the store or about several of them.
        Request::LeaveCommunity(_)
        | Request::ReadLock(_)
        | Request::SetLock(_)
        | Request::LockNow(_)
        | Request::Unlock(_)
        | Request::ReadCommunities(_)
        | Request::OpenCommunity(_) => return Err(Failure::Defect),
    })
}
