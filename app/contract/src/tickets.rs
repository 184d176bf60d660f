//! Tickets 工单: reported, handled, followed; the community's tables; counts for the levels above.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
pub use linli_shared::tickets::{
    Card, Category, CommunityTables, Department, Hand, HandState, Handler, Level, PublicWish, Status, Step, WhyVoid,
};
use serde::{Deserialize, Serialize};

use crate::photos::AttachedView;
use crate::sync::RecordSync;

/// Which tickets a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TicketList {
    /// Those this person reported, or that were reported for them, newest step first.
    Mine,
    /// Those that wait for this person's hand: to be taken on, worked on, sent on; longest overdue first.
    ToDo,
    /// Every open one this person reads, longest waiting first.
    Open,
    /// Open ones past a time limit.
    Overdue,
    /// Those that are over, newest first.
    Closed,
    /// Public versions in the community that are open, newest first.
    Public,
}

/// Asks for a part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTickets {
    /// Which.
    pub list: TicketList,
    /// Only of this category.
    pub category: Option<String>,
    /// Only in this area.
    pub area: Option<AreaId>,
    /// Only those that hold this text in words, place, reporter or number; empty for all.
    pub text: String,
    /// From which row.
    pub from: u32,
    /// How many rows.
    pub count: u32,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TicketsView {
    /// The rows asked for.
    pub rows: Vec<TicketRow>,
    /// How many there are.
    pub total: u32,
    /// How many are in each list that is this person's to see, whatever the filter; a list that is not theirs is absent.
    pub counts: Vec<(TicketList, u32)>,
    /// The categories, as the community has them.
    pub categories: Vec<Category>,
}

/// A ticket, or a public version, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    /// The ticket, or the public version.
    pub ticket: RecordId,
    /// Its number in words: the first eight digits of its id, as it is printed and said on the telephone.
    pub number: String,
    /// The category's key.
    pub category: String,
    /// The beginning of its words.
    pub excerpt: String,
    /// Path of its area; empty if there is none.
    pub path: Vec<String>,
    /// Where in words.
    pub place: String,
    /// Where it stands.
    pub status: Status,
    /// Who handles it now, the leading one first.
    pub hands: Vec<Handler>,
    /// When it was reported, relay time (device time before).
    pub reported: Millis,
    /// When the last step was.
    pub changed: Millis,
    /// When an answer or the result is due, whichever comes next; `None` when it is over.
    pub due: Option<Millis>,
    /// Photos and files of the report.
    pub attached: u8,
    /// The first photo's thumbnail.
    pub thumb: Option<BlobId>,
    /// This person reported it, or it was reported for them.
    pub is_mine: bool,
    /// It waits for this person's hand.
    pub is_to_do: bool,
    /// Something new since this person opened it last.
    pub is_unread: bool,
    /// How often somebody asked for an answer.
    pub urged: u32,
    /// A service order.
    pub is_service: bool,
    /// How many said "me too"; of a public version.
    pub voices: u32,
    /// Where its newest entry of this device is.
    pub sync: RecordSync,
    /// A newer app is needed.
    pub needs_newer_app: bool,
}

/// Asks for what a report needs: categories, places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenReport {
    /// For a service order instead.
    pub is_service: bool,
}

/// What a report begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// The categories offered.
    pub categories: Vec<Category>,
    /// The own door, stair, building: the nearest first.
    pub own_places: Vec<(AreaId, Vec<String>)>,
    /// Every building, to choose another place.
    pub buildings: Vec<(AreaId, Vec<String>)>,
    /// What was typed before and not sent: a report, or an order of a service, as was asked for.
    pub draft: Option<ReportForm>,
    /// Its photos and files that are still here.
    pub attached: Vec<AttachedView>,
    /// Whether this person may file for somebody else.
    pub may_file_for_others: bool,
}

/// A report as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportForm {
    /// The category's key.
    pub category: String,
    /// A door, stair, building or grid.
    pub area: Option<AreaId>,
    /// The place in words; needed where there is no area.
    pub place: String,
    /// In words, at most [`linli_shared::tickets::TEXT`] characters; may be empty where there is a photo.
    pub words: String,
    /// Photos and files that were kept ([`crate::photos::KeepPhoto`]).
    pub attached: Vec<BlobId>,
    /// Whether everybody may see it, and how the reporter is named.
    pub public: Option<PublicWish>,
    /// A telephone number to call back; empty for none.
    pub phone: String,
    /// For a member with the app.
    pub for_member: Option<MemberId>,
    /// For somebody without the app, by name; their door is `area`.
    pub for_person: String,
    /// A service order.
    pub is_service: bool,
}

/// Keeps what is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveReportDraft {
    /// Of the order of a service; the report has a draft of its own.
    pub is_service: bool,
    /// `None` throws it away.
    pub form: Option<ReportForm>,
}

/// Asks which open reports look like this one, public versions and own ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindSimilar {
    /// The category's key.
    pub category: String,
    /// Where.
    pub area: Option<AreaId>,
    /// Place and words so far.
    pub words: String,
}

/// Reports. The answer is the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendReport {
    /// The report.
    pub form: ReportForm,
}

/// Asks for a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTicket {
    /// The ticket.
    pub ticket: RecordId,
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketView {
    /// As in the list.
    pub row: TicketRow,
    /// In the reporter's words.
    pub words: String,
    /// Photos and files of the report.
    pub attached: Vec<AttachedView>,
    /// Who reported it, by name; `None` if the name has not arrived or is not to be seen.
    pub reporter: Option<String>,
    /// For whom, if not for the reporter.
    pub for_whom: Option<String>,
    /// The telephone number given with it.
    pub phone: String,
    /// Its door, if it is at one this person may open.
    pub door: Option<AreaId>,
    /// Who handles it or did.
    pub hands: Vec<Hand>,
    /// The departments and members named in it, with what they are called.
    pub names: Vec<(Handler, String)>,
    /// The highest level it was sent to.
    pub level: Level,
    /// When the first answer came, relay time.
    pub answered: Option<Millis>,
    /// When it was resolved.
    pub resolved: Option<Millis>,
    /// When the reporter confirmed.
    pub confirmed: Option<Millis>,
    /// Until when the first answer is due.
    pub answer_due: Option<Millis>,
    /// Until when it should be resolved.
    pub done_due: Option<Millis>,
    /// Stars.
    pub rating: Option<u8>,
    /// The offline card that holds.
    pub card: Option<Card>,
    /// The whole trail, oldest first.
    pub steps: Vec<StepView>,
    /// What this person may do now.
    pub may: Vec<MayDo>,
    /// To whom this person may send it.
    pub may_send_to: Vec<(Handler, String)>,
    /// Its work threads, and of a work thread its ticket.
    pub threads: Vec<TicketRow>,
    /// Whether it is a work thread.
    pub is_thread: bool,
    /// Its public version.
    pub public: Option<PublicView>,
}

/// What somebody may do with a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MayDo {
    /// Take it on.
    Accept,
    /// Say something.
    Note,
    /// Send it on, to one or jointly.
    Send,
    /// Hand out an offline card.
    Offline,
    /// Give it back.
    Return,
    /// Say that it is done.
    Resolve,
    /// Say that it is, as the reporter.
    Confirm,
    /// Say that it is not.
    Reopen,
    /// Give stars.
    Rate,
    /// Ask for an answer.
    Urge,
    /// Take it back.
    Withdraw,
    /// Open it for the level above, with a reason.
    OpenTo,
    /// Begin a work thread with some handlers.
    Thread,
    /// Publish, correct or end its public version.
    Publish,
}

/// A step of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// What.
    pub step: Step,
    /// Reason, result, note.
    pub words: String,
    /// Photos and files.
    pub attached: Vec<AttachedView>,
    /// Who, by name; `None` if not known here.
    pub by: Option<String>,
    /// For whom they acted; `None` for the reporter.
    pub hand: Option<Handler>,
    /// Whether it is this person's own.
    pub is_mine: bool,
    /// By the device's clock.
    pub at: Millis,
    /// The relay's time; `None` while it is only on this device.
    pub relayed: Option<Millis>,
    /// Where the ticket stood after it.
    pub status: Status,
    /// Why it has no effect.
    pub void: Option<WhyVoid>,
    /// Where it is.
    pub sync: RecordSync,
    /// A newer app is needed to read it.
    pub needs_newer_app: bool,
}

/// Does something with a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoStep {
    /// The ticket or work thread.
    pub ticket: RecordId,
    /// What.
    pub step: Step,
    /// Reason, result, note.
    pub words: String,
    /// Photos and files that were kept.
    pub attached: Vec<BlobId>,
}

/// Begins a work thread. The answer is the thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartThread {
    /// The ticket.
    pub ticket: RecordId,
    /// With whom besides the committee.
    pub with: Vec<Handler>,
    /// What is to be done.
    pub words: String,
}

/// A public version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicView {
    /// As in the list.
    pub row: TicketRow,
    /// In words.
    pub words: String,
    /// Photos.
    pub attached: Vec<AttachedView>,
    /// The reporter's name, if they wished it.
    pub name: String,
    /// Whether this person said "me too".
    pub me_too: bool,
    /// Whether this person follows it.
    pub follows: bool,
}

/// Asks for a public version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPublic {
    /// The public version.
    pub report: RecordId,
}

/// Says "me too", follows, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetVoice {
    /// The public version.
    pub report: RecordId,
    /// "Me too".
    pub me_too: bool,
    /// Wishes to hear of it.
    pub follows: bool,
}

/// Publishes a ticket's public version in words that name nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishTicket {
    /// The ticket.
    pub ticket: RecordId,
    /// The words everybody reads.
    pub words: String,
    /// Whether its photos are shown too.
    pub with_photos: bool,
}

/// Asks for the boards: what is not answered since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTicketBoard;

/// The boards. For the committee by its own tickets; for the levels above by the figures that were sent up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TicketBoard {
    /// When the figures were made.
    pub made: Option<Millis>,
    /// By handler.
    pub hands: Vec<(Handler, String, BoardLine)>,
    /// By category.
    pub categories: Vec<(String, BoardLine)>,
    /// Everything.
    pub all: BoardLine,
    /// The tickets without an answer, longest waiting first; only for who reads them.
    pub waiting: Vec<TicketRow>,
    /// Whether these are figures that were sent up: small numbers are hidden in them.
    pub is_from_figures: bool,
    /// Cases that were opened for the level above, newest first.
    pub opened: Vec<TicketRow>,
}

/// Counts of tickets; never of workers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardLine {
    /// Open; `None` where the number is too small to be shown.
    pub open: Option<u32>,
    /// Of them, without a first answer.
    pub unanswered: Option<u32>,
    /// Of them, past a time limit.
    pub overdue: Option<u32>,
    /// Hours that the longest waiting one has waited.
    pub longest_hours: Option<u32>,
    /// Median hours to the first answer in the last 30 days.
    pub answer_hours: Option<u32>,
    /// Median hours to the result in the last 30 days.
    pub done_hours: Option<u32>,
    /// Resolved in the last 30 days.
    pub resolved: Option<u32>,
    /// Of those, confirmed by their reporters.
    pub confirmed: Option<u32>,
}

/// Asks for the tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTables;

/// The tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablesView {
    /// The tables that hold.
    pub tables: CommunityTables,
    /// Who wrote them last, and when; `None` while the first release's hold.
    pub by: Option<(Option<String>, Millis)>,
    /// Whether this person may change them.
    pub may_change: bool,
}

/// Changes the tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveTables {
    /// All of them.
    pub tables: CommunityTables,
}
