//! What a screen may ask of the core and what it is told: requests, views, events, failures. Serde types only.
//!
//! A request is a plain struct with one reply type ([`Ask`]); [`Request`] and [`Response`] are the closed sums that cross
//! the Tauri bridge as JSON or a direct call in the browser. After an [`Event`] a screen asks again for what it shows.
//! **Invariant:** no sentence of a human language is in here: codes and enums, which the screen turns into words.

pub mod activities;
pub mod areas;
pub mod buildings;
pub mod chats;
pub mod communities;
pub mod drafts;
pub mod events;
pub mod exports;
pub mod failure;
pub mod guides;
pub mod households;
pub mod imports;
pub mod joining;
pub mod lists;
pub mod lock;
pub mod members;
pub mod notices;
pub mod photos;
pub mod posts;
pub mod progress;
pub mod registers;
pub mod rights;
pub mod search;
pub mod storage;
pub mod sync;
pub mod tables;
pub mod tickets;
pub mod topics;
pub mod visits;

pub use events::Event;
pub use failure::Failure;

use serde::{Deserialize, Serialize};

/// A request with the reply it is answered with.
pub trait Ask: Into<Request> {
    /// What the core answers.
    type Reply;

    /// Takes the reply out of the sum; `None` if it is the answer to another request.
    fn reply(response: Response) -> Option<Self::Reply>;
}

macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident($request:ty) -> $reply:ty;)+) => {
        /// Everything a screen may ask.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub enum Request { $($(#[$doc])* $name($request),)+ }

        /// The answer to the request of the same name.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[allow(clippy::large_enum_variant, reason = "made and taken apart once for each request")]
        pub enum Response { $($(#[$doc])* $name($reply),)+ }

        $(
            impl From<$request> for Request {
                fn from(request: $request) -> Self { Self::$name(request) }
            }

            impl Ask for $request {
                type Reply = $reply;
                fn reply(response: Response) -> Option<$reply> {
                    #[allow(clippy::wildcard_enum_match_arm, reason = "every other answer is the wrong one")]
                    match response { Response::$name(reply) => Some(reply), _ => None }
                }
            }
        )+
    };
}

requests! {
    /// Who this device is.
    ReadStanding(members::ReadStanding) -> members::Standing;
    /// Takes a prepared seat of the demo community at a relay.
    TakeSeat(members::TakeSeat) -> members::Standing;
    /// The buildings this person works in, with their coverage.
    ReadCommunity(areas::ReadCommunity) -> areas::CommunityView;
    /// The board of one building.
    ReadBuilding(areas::ReadBuilding) -> areas::BuildingView;
    /// Adds a door the tree does not know.
    AddDoor(areas::AddDoor) -> linli_shared::ids::AreaId;
    /// One door with its households and visits.
    ReadDoor(households::ReadDoor) -> households::DoorView;
    /// Opens the registration form, with the draft if there is one.
    OpenForm(households::OpenForm) -> households::FormView;
    /// Keeps what is typed, without registering it.
    SaveDraft(households::SaveDraft) -> ();
    /// Throws a draft away.
    DropDraft(households::DropDraft) -> ();
    /// Registers or changes a household.
    SaveHousehold(households::SaveHousehold) -> households::HouseholdSaved;
    /// Chooses one of the values of a conflict.
    SettleConflict(households::SettleConflict) -> registers::Done;
    /// Says that two entries are one person.
    JoinPeople(households::JoinPeople) -> registers::Done;
    /// Says that two entries are two people, so that they are not offered again.
    KeepBothPeople(households::KeepBothPeople) -> registers::Done;
    /// Shows an ID number in full.
    ShowIdNumber(households::ShowIdNumber) -> households::IdNumbers;
    /// Chooses one of two ID numbers.
    SettleIdNumber(households::SettleIdNumber) -> registers::Done;
    /// Records a visit.
    RecordVisit(visits::RecordVisit) -> linli_shared::ids::RecordId;
    /// Takes an own visit back.
    WithdrawVisit(visits::WithdrawVisit) -> ();
    /// What waits on this device, and why.
    ReadSync(sync::ReadSync) -> sync::SyncView;
    /// Meets the relay now.
    SyncNow(sync::SyncNow) -> sync::SyncView;
    /// The screens went out of sight or came back; out of sight nothing is asked of the network.
    SetVisible(sync::SetVisible) -> ();
    /// The person has seen why a piece of work was refused; it leaves the list.
    DismissRefused(sync::DismissRefused) -> ();
    /// Searches doors and people.
    Search(search::Search) -> search::Found;
    /// A part of a list.
    ReadList(lists::ReadList) -> lists::ListView;
    /// The saved lists.
    ReadLists(lists::ReadLists) -> lists::ListsView;
    /// Saves a list.
    SaveList(lists::SaveList) -> ();
    /// Forgets a saved list.
    DropList(lists::DropList) -> ();
    /// What is due today.
    ReadRound(lists::ReadRound) -> lists::RoundView;
    /// Counts of doors over time.
    ReadProgress(progress::ReadProgress) -> progress::ProgressView;
    /// Moves people to another household.
    MovePeople(registers::MovePeople) -> registers::Done;
    /// People died, left or were a mistake.
    PeopleLeft(registers::PeopleLeft) -> registers::Done;
    /// A departed person is back.
    PersonBack(registers::PersonBack) -> registers::Done;
    /// Ends a household.
    EndHousehold(registers::EndHousehold) -> registers::Done;
    /// Takes an ending back.
    ReopenHousehold(registers::ReopenHousehold) -> registers::Done;
    /// Two households are one.
    MergeHouseholds(registers::MergeHouseholds) -> registers::Done;
    /// Undoes an act.
    Undo(registers::Undo) -> registers::Undone;
    /// The history of a household.
    ReadHistory(registers::ReadHistory) -> registers::HistoryView;
    /// Who on this device looks like a person being entered.
    FindAlike(registers::FindAlike) -> registers::AlikeView;
    /// What an import would do.
    PlanImport(imports::PlanImport) -> imports::ImportPlan;
    /// Starts an import.
    StartImport(imports::StartImport) -> imports::ImportStarted;
    /// Carries out a part of an import.
    RunImport(imports::RunImport) -> imports::ImportProgress;
    /// The imports of this device.
    ReadImports(imports::ReadImports) -> Vec<imports::ImportView>;
    /// Undoes a part of an import.
    UndoImport(imports::UndoImport) -> imports::ImportUndone;
    /// A part of a list with every value.
    ReadExport(exports::ReadExport) -> exports::ExportPart;
    /// A part of the whole community.
    ReadPackage(exports::ReadPackage) -> exports::PackagePart;
    /// The area tree, to edit it.
    ReadAreas(buildings::ReadAreas) -> buildings::AreasView;
    /// Edits the area tree.
    EditAreas(buildings::EditAreas) -> buildings::AreasEdited;
    /// A building's sheet for the printer.
    ReadSheet(buildings::ReadSheet) -> buildings::SheetView;
    /// What this device keeps.
    ReadStorage(storage::ReadStorage) -> storage::StorageView;
    /// Frees what can be had again.
    FreeSpace(storage::FreeSpace) -> storage::StorageView;
    /// What a scanned or pasted text is.
    ReadCode(joining::ReadCode) -> joining::CodeView;
    /// Asks to join by a poster.
    AskToJoin(joining::AskToJoin) -> members::Standing;
    /// Makes the code that a newcomer shows face to face.
    ShowMyself(joining::ShowMyself) -> members::Standing;
    /// Takes the request to join back.
    WithdrawJoin(joining::WithdrawJoin) -> members::Standing;
    /// Takes a card or a voucher.
    TakeCode(joining::TakeCode) -> members::Standing;
    /// Takes the place of a device of paper.
    TakePaper(joining::TakePaper) -> members::Standing;
    /// Founds a community.
    StartCommunity(members::StartCommunity) -> members::Standing;
    /// Takes this device out of the community and wipes it.
    LeaveCommunity(members::LeaveCommunity) -> members::Standing;
    /// What waits for this person's decision.
    ReadDesk(joining::ReadDesk) -> joining::DeskView;
    /// Admits a newcomer.
    Admit(joining::Admit) -> joining::Admitted;
    /// Returns a request to join.
    ReturnRequest(joining::ReturnRequest) -> ();
    /// Says of a request whether one knows the person.
    Recommend(joining::Recommend) -> ();
    /// Takes the code that a newcomer shows face to face.
    ReviewCode(joining::ReviewCode) -> joining::RequestView;
    /// Decides on work in quarantine.
    DecideHeld(joining::DecideHeld) -> ();
    /// Makes an invitation.
    MakeInvitation(joining::MakeInvitation) -> joining::InvitationView;
    /// The invitations.
    ReadInvitations(joining::ReadInvitations) -> Vec<joining::InvitationView>;
    /// Ends an invitation.
    EndInvitation(joining::EndInvitation) -> ();
    /// The members this person may see.
    ReadMembers(members::ReadMembers) -> members::MembersView;
    /// One member.
    ReadMember(members::ReadMember) -> members::MemberCard;
    /// Gives a member a role.
    GrantRole(members::GrantRole) -> ();
    /// Ends a role.
    EndRole(members::EndRole) -> ();
    /// Hands a role over to a successor.
    HandRole(members::HandRole) -> ();
    /// Somebody is no longer a member.
    RemoveMember(members::RemoveMember) -> ();
    /// A device is no longer served.
    RemoveDevice(members::RemoveDevice) -> ();
    /// Hands a household's seat on.
    GiveSeat(members::GiveSeat) -> ();
    /// A code for a second device of this person.
    MakeCard(members::MakeCard) -> String;
    /// A device of paper for this person.
    MakePaper(members::MakePaper) -> members::PaperView;
    /// Changes the own name or telephone number.
    ChangeProfile(members::ChangeProfile) -> ();
    /// How the lock stands.
    ReadLock(lock::ReadLock) -> lock::LockView;
    /// Sets, changes or takes away the lock.
    SetLock(lock::SetLock) -> lock::LockView;
    /// Locks now.
    LockNow(lock::LockNow) -> lock::LockView;
    /// Unlocks.
    Unlock(lock::Unlock) -> lock::LockView;
    /// The own record.
    ReadMyRecord(rights::ReadMyRecord) -> rights::MyRecordView;
    /// Who was shown what of a household.
    ReadTrail(rights::ReadTrail) -> Vec<rights::TrailLine>;
    /// Sends a wish about the own record.
    Propose(rights::Propose) -> ();
    /// Answers a wish.
    AnswerProposal(rights::AnswerProposal) -> ();
    /// Erases people or a household for good.
    EraseRecord(rights::EraseRecord) -> ();
    /// The notices.
    ReadNotices(notices::ReadNotices) -> notices::NoticesView;
    /// A notice.
    ReadNotice(notices::ReadNotice) -> notices::NoticeView;
    /// Keeps a draft of a notice; the answer is its number.
    SaveNoticeDraft(notices::SaveNoticeDraft) -> u64;
    /// Throws a draft of a notice away.
    DropNoticeDraft(notices::DropNoticeDraft) -> ();
    /// Publishes a notice or its correction.
    PublishNotice(notices::PublishNotice) -> linli_shared::ids::RecordId;
    /// Withdraws a notice.
    WithdrawNotice(notices::WithdrawNotice) -> ();
    /// Confirms or answers a notice.
    AnswerNotice(notices::AnswerNotice) -> ();
    /// Whom a notice has reached.
    ReadReach(notices::ReadReach) -> notices::ReachView;
    /// A part of a list of tickets.
    ReadTickets(tickets::ReadTickets) -> tickets::TicketsView;
    /// What a report begins with.
    OpenReport(tickets::OpenReport) -> tickets::ReportView;
    /// Keeps what is typed of a report.
    SaveReportDraft(tickets::SaveReportDraft) -> ();
    /// Open reports that look like one being written.
    FindSimilar(tickets::FindSimilar) -> Vec<tickets::TicketRow>;
    /// Reports.
    SendReport(tickets::SendReport) -> linli_shared::ids::RecordId;
    /// A ticket.
    ReadTicket(tickets::ReadTicket) -> tickets::TicketView;
    /// Does something with a ticket.
    DoStep(tickets::DoStep) -> ();
    /// Begins a work thread.
    StartThread(tickets::StartThread) -> linli_shared::ids::RecordId;
    /// A public version.
    ReadPublic(tickets::ReadPublic) -> tickets::PublicView;
    /// "Me too".
    SetVoice(tickets::SetVoice) -> ();
    /// Publishes a ticket's public version.
    PublishTicket(tickets::PublishTicket) -> ();
    /// What is not answered since when.
    ReadTicketBoard(tickets::ReadTicketBoard) -> tickets::TicketBoard;
    /// The community's tables.
    ReadTables(tickets::ReadTables) -> tickets::TablesView;
    /// Changes the community's tables.
    SaveTables(tickets::SaveTables) -> ();
    /// Keeps a photo or file.
    KeepPhoto(photos::KeepPhoto) -> photos::AttachedView;
    /// Throws away a photo that no saved form names.
    DropPhoto(photos::DropPhoto) -> ();
    /// A photo, thumbnail or file.
    ReadPhoto(photos::ReadPhoto) -> photos::PhotoView;
    /// How photos are sent.
    ReadPhotoRules(photos::ReadPhotoRules) -> photos::PhotoRules;
    /// Sets how photos are sent.
    SetPhotoRules(photos::SetPhotoRules) -> photos::PhotoRules;
    /// What kind of network there is.
    SetNetwork(photos::SetNetwork) -> ();
    /// A part of the posts.
    ReadPosts(posts::ReadPosts) -> posts::PostsView;
    /// A post.
    ReadPost(posts::ReadPost) -> posts::PostView;
    /// Opens the form of a post.
    OpenPostForm(posts::OpenPostForm) -> posts::PostFormView;
    /// Keeps what is typed of a post.
    SavePostDraft(posts::SavePostDraft) -> ();
    /// Posts, or edits a post.
    SendPost(posts::SendPost) -> linli_shared::ids::RecordId;
    /// Does something with a post; the answer is a ticket that was made of it.
    DoPost(posts::DoPost) -> Option<linli_shared::ids::RecordId>;
    /// The complaints.
    ReadComplaints(posts::ReadComplaints) -> Vec<posts::ComplaintRow>;
    /// The conversations.
    ReadChats(chats::ReadChats) -> chats::ChatsView;
    /// A part of a conversation.
    ReadChat(chats::ReadChat) -> chats::ChatView;
    /// Where in a conversation a message is.
    FindMessage(chats::FindMessage) -> Option<u32>;
    /// Does something in a conversation.
    DoChat(chats::DoChat) -> ();
    /// Knocks at a member or a group.
    Knock(chats::Knock) -> ();
    /// Answers a knock; the answer is the conversation it opened.
    AnswerKnock(chats::AnswerKnock) -> Option<chats::ChatId>;
    /// Begins a group.
    StartGroup(chats::StartGroup) -> chats::ChatId;
    /// Sets what this person hears.
    SetHearing(chats::SetHearing) -> ();
    /// What is unread.
    ReadUnread(chats::ReadUnread) -> chats::UnreadView;
    /// The council hall.
    ReadTopics(topics::ReadTopics) -> topics::TopicsView;
    /// A topic.
    ReadTopic(topics::ReadTopic) -> topics::TopicView;
    /// Opens the form of a proposal.
    OpenTopicForm(topics::OpenTopicForm) -> topics::TopicFormView;
    /// Keeps what is typed of a proposal.
    SaveTopicDraft(topics::SaveTopicDraft) -> ();
    /// Proposes a topic.
    ProposeTopic(topics::Propose) -> linli_shared::ids::RecordId;
    /// Does something with a topic.
    DoTopic(topics::DoTopic) -> ();
    /// Sets the rules of the hall.
    SetHallRules(topics::SetRules) -> ();
    /// A recount of a ballot.
    Recount(topics::Recount) -> topics::RecountView;
    /// Who votes at a door, for whoever enters its vote from paper.
    ReadPaperDoor(topics::ReadPaperDoor) -> topics::PaperDoorView;
    /// The activities.
    ReadActivities(activities::ReadActivities) -> activities::ActivitiesView;
    /// An activity.
    ReadActivity(activities::ReadActivity) -> activities::ActivityView;
    /// Opens the form of a call.
    OpenActivityForm(activities::OpenActivityForm) -> activities::ActivityFormView;
    /// Keeps what is typed of a call.
    SaveActivityDraft(activities::SaveActivityDraft) -> ();
    /// Calls for an activity, or changes it.
    CallActivity(activities::CallActivity) -> linli_shared::ids::RecordId;
    /// Does something with an activity.
    DoActivity(activities::DoActivity) -> ();
    /// What can be looked up.
    ReadGuides(guides::ReadGuides) -> guides::GuidesView;
    /// An entry that can be looked up.
    ReadGuide(guides::ReadGuide) -> guides::GuideView;
    /// Opens the form of an entry that can be looked up.
    OpenGuideForm(guides::OpenGuideForm) -> guides::GuideFormView;
    /// Keeps what is typed of an entry that can be looked up.
    SaveGuideDraft(guides::SaveGuideDraft) -> ();
    /// Writes an entry that can be looked up.
    SaveGuide(guides::SaveGuide) -> linli_shared::ids::RecordId;
    /// Searches everything.
    FindAll(search::FindAll) -> search::AllFound;
    /// The communities on this device.
    ReadCommunities(communities::ReadCommunities) -> Vec<communities::CommunityRow>;
    /// Puts another community on screen.
    OpenCommunity(communities::OpenCommunity) -> members::Standing;
}
