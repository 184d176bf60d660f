//! States, failures and reasons in English: what it is, then what to do.

use linli_contract::Failure;
use linli_contract::areas::DoorState;
use linli_contract::households::DuplicateReason;
use linli_contract::joining::CodeFault;
use linli_contract::members::{Role, StoreNotice};
use linli_contract::sync::{Link, LinkFault, RecordSync, RefuseReason, WaitReason, Work};
use linli_contract::visits::Outcome;
use linli_shared::households::fields::FieldError;
use linli_shared::identity::IdNumberError;

use crate::i18n::Said;
use crate::model::check::Wrong;

const fn say(what: &'static str, next: &'static str) -> Said {
    Said { what, next }
}

pub(super) fn failure(failure: &Failure) -> Said {
    match failure {
        Failure::Stranger => say("This device has not joined a community", "Join first, then go on."),
        Failure::NoRight => say("You have no right to do this here", "Ask the committee to change your grid."),
        Failure::NotHere => say("This is not on your device yet", "Look again after the next sync."),
        Failure::InvalidField { .. } => say("A value does not fit its field", "Correct it as shown and save again."),
        Failure::InvalidIdNumber => say("The ID number is not right", "Compare it with the card."),
        Failure::InvalidInput => say("What was entered cannot be used", "Check the label, the note or the date."),
        Failure::InUse => {
            say("A household is registered there, so it stays in use", "Move or end the household first.")
        }
        Failure::LabelTaken => say("This name is taken", "Choose another; if it is out of use it can be restored."),
        Failure::InvalidCode(fault) => code(*fault),
        Failure::TooManyDevices => say("You have as many devices as one may have", "Stop one you no longer use first."),
        Failure::LastSteward => say("This is the last steward", "Hand the committee's role to somebody first."),
        Failure::Erased => {
            say("This person asked to be erased", "A list cannot bring them back; register them in person.")
        }
        Failure::Locked => say("The app is locked", "Unlock it to go on. What waits is still sent."),
        Failure::WrongSecret { wait: 0 } => say("That is not the PIN", "Try again."),
        Failure::WrongSecret { .. } => say("That is not the PIN", "Wait a little, then try again."),
        Failure::SecretTooSimple => {
            say("That is too easy to guess", "At least 6 digits, not in a row or all alike, or 8 characters.")
        }
        Failure::LeaseOver => say(
            "This device was offline for too long to be read",
            "Go online and it opens again. What waits is still sent.",
        ),
        Failure::UnsentWork => say("Work on this device is not sent yet", "Go online first, then leave."),
        Failure::DiskFull => say(
            "The phone is full; nothing was saved",
            "Remove photos or videos, then save again. Your text is still here.",
        ),
        Failure::StoreFailed => say(
            "The data on this phone cannot be read or written",
            "Close and reopen the app; if it stays, tell the committee.",
        ),
        Failure::OpenElsewhere => say("Linli is open in another window", "Use that one, or close it and try again."),
        Failure::TooLate => say("Somebody was first", "See how it stands now, and go on from there."),
        Failure::ReasonNeeded => say("A reason is needed", "Say in a few words why."),
        Failure::BadPhoto => say(
            "This photo or file cannot be used",
            "Take another one; a photo may be a JPEG, PNG or WebP, a file a PDF.",
        ),
        Failure::TooManyPhotos => say("There is no room for another photo", "Take one away first."),
        Failure::SeatTaken => {
            say("There is no such seat, or it is taken", "Check its name, or ask the committee for another.")
        }
        Failure::Unreachable => {
            say("The server cannot be reached", "Check the network and the address, then try again.")
        }
        Failure::NewerAppNeeded => say("A newer app is needed to open this", "Update the app when you are online."),
        Failure::Defect => say("The app made a mistake", "Try again; if it stays, tell the committee."),
    }
}

const fn code(fault: CodeFault) -> Said {
    match fault {
        CodeFault::NotOurs => say("This is not a code of Linli", "Scan the poster, or the code on a member's phone."),
        CodeFault::Newer => say("A newer app is needed for this code", "Update the app, then scan again."),
        CodeFault::Damaged => say("The code is not complete", "Get all of it into the frame, or copy the whole link."),
        CodeFault::NotForThis => say("This code cannot be used here", "Check the community, or ask for a new one."),
        CodeFault::WrongGroup(_) => say("One group of digits has a slip", "Compare the marked group with the sheet."),
        CodeFault::WrongLength => {
            say("There are too few digits, or too many", "The sheet has ten groups of six digits.")
        }
    }
}

pub(super) fn notice(notice: StoreNotice) -> &'static str {
    match notice {
        StoreNotice::Rebuilt => {
            "The data on this phone could not be opened and was rebuilt from the safety copy. Please check your latest entries."
        }
        StoreNotice::OpenElsewhere => "Linli is open in another window; this one can only show.",
        StoreNotice::MayBeEvicted => {
            "The browser may clear this data when space is short. Install Linli to the home screen and sync often."
        }
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Resident => "Resident",
        Role::BuildingLeader => "Building leader",
        Role::GridWorker => "Grid worker",
        Role::Steward => "Committee",
        Role::Property => "Property",
        Role::Department => "Department",
        Role::Volunteer => "Volunteer",
        Role::Observer => "Observer",
    }
}

pub(super) fn door(state: DoorState) -> &'static str {
    match state {
        DoorState::Conflict => "Conflict",
        DoorState::Due => "Visit due",
        DoorState::NobodyHome => "Nobody home",
        DoorState::Refused => "Refused",
        DoorState::Vacant => "Vacant",
        DoorState::Done => "Registered",
        DoorState::Unregistered => "Not registered",
    }
}

pub(super) fn door_short(state: DoorState) -> &'static str {
    match state {
        DoorState::Conflict => "Conflict",
        DoorState::Due => "Due",
        DoorState::NobodyHome => "Away",
        DoorState::Refused => "Refused",
        DoorState::Vacant => "Vacant",
        DoorState::Done => "Done",
        DoorState::Unregistered => "New",
    }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "Met somebody",
        Outcome::NobodyHome => "Nobody home",
        Outcome::Refused => "Refused",
        Outcome::Vacant => "Vacant",
    }
}

pub(super) fn record(sync: RecordSync) -> &'static str {
    match sync {
        RecordSync::OnThisDevice => "On this phone only",
        RecordSync::WithRelay => "With the server",
        RecordSync::Refused => "Refused",
    }
}

pub(super) fn duplicate(reason: DuplicateReason) -> &'static str {
    match reason {
        DuplicateReason::IdNumber => "Same ID number",
        DuplicateReason::NameAndBirth => "Same name and date of birth",
        DuplicateReason::Name => "Same name",
        DuplicateReason::Phone => "Same phone",
    }
}

pub(super) fn line(waiting: usize, link: Link, last_met: Option<&str>) -> String {
    let what = match link {
        Link::Meeting { received: 0 } => return "Syncing…".into(),
        Link::Meeting { received } => return format!("Syncing, {received} received"),
        Link::NotTried | Link::Up | Link::Down(_) if waiting > 0 => format!("{waiting} waiting"),
        Link::Down(LinkFault::Unreachable) => "Offline, go on working".into(),
        Link::Down(problem) => fault(problem).what.into(),
        Link::NotTried | Link::Up => "All sent".into(),
    };
    match last_met {
        Some(when) => format!("{what} · last met {when}"),
        None => format!("{what} · never met yet"),
    }
}

pub(super) fn link(link: Link) -> Said {
    match link {
        Link::NotTried => say("Not connected yet", "It will connect by itself; you can also sync now."),
        Link::Meeting { .. } => say("Syncing", "Go on working, there is no need to wait."),
        Link::Up => say("Connected", "News comes and goes by itself."),
        Link::Down(problem) => fault(problem),
    }
}

pub(super) fn fault(fault: LinkFault) -> Said {
    match fault {
        LinkFault::Unreachable => say(
            "No network, or the server does not answer",
            "Go on working: all is on this phone and will be sent later.",
        ),
        LinkFault::RelayInTrouble => say(
            "The server is in trouble",
            "Go on working; it will be tried again. After half a day tell the committee.",
        ),
        LinkFault::NotARelay => say(
            "This address is not a Linli server",
            "Perhaps a public network wants you to log in: open the browser first, or use another network.",
        ),
        LinkFault::NotAdmitted => say(
            "The server no longer knows this device",
            "Your work is still here. Ask the committee to let you join again.",
        ),
        LinkFault::NewerAppNeeded => {
            say("This app is too old to sync", "Your work is still here. Please update the app.")
        }
        LinkFault::ForkedRelay => say(
            "The server shows another history than before",
            "Sync has stopped to protect the data. Tell the committee now.",
        ),
        LinkFault::ClonedDevice => say(
            "The data here is older than the server’s, or was copied",
            "Ask the committee to let you join again; what was not sent is kept.",
        ),
    }
}

pub(super) fn work(work: Work) -> &'static str {
    match work {
        Work::Household => "Registration",
        Work::IdNumber => "ID number",
        Work::Visit => "Visit",
        Work::Door => "New door",
        Work::Profile => "Profile",
        Work::Members => "Members and roles",
        Work::Record => "A wish about a record",
        Work::Notice => "Notice",
        Work::Ticket => "Report or ticket",
        Work::Post => "Neighbour post",
        Work::Topic => "Topic or vote",
        Work::Activity => "Activity",
        Work::Guide => "Look-up entry",
        Work::Message => "Message",
        Work::Tables => "Categories and limits",
        Work::Other => "Other record",
    }
}

pub(super) fn why_waits(reason: WaitReason) -> &'static str {
    match reason {
        WaitReason::NotSent => "not sent yet",
        WaitReason::AnswerMissing => "waits for the server’s answer",
        WaitReason::EarlierMissing => "waits for earlier work",
        WaitReason::Quarantined => "waits for the committee",
    }
}

pub(super) fn why_refused(reason: RefuseReason) -> Said {
    match reason {
        RefuseReason::NoRight => {
            say("You have no right to write this", "Ask the committee to enter it or to change your role.")
        }
        RefuseReason::OutsideScope => say("The door is outside your grid", "Tell the grid’s own worker."),
        RefuseReason::TooLarge => say("It is too long", "Shorten the note and save again."),
        RefuseReason::Malformed => say("It could not be read", "Enter it again; if it comes back, tell the committee."),
        RefuseReason::Renewed => say("The household was renewed or erased", "Open the door and enter it anew."),
        RefuseReason::TooLate => say("Somebody else was first", "Open the ticket to see where it stands now."),
        RefuseReason::Other => say("The server did not take it", "A newer app will show why."),
    }
}

pub(super) fn wrong(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::NameMissing => "Enter a name",
        Wrong::NothingChanged => "Nothing was entered or changed yet",
        Wrong::Field(FieldError::NotOneLine) => "Too long: at most 200 characters on one line",
        Wrong::Field(FieldError::NotADate) => "Not a date; write 1958-03-12 or 19580312",
        Wrong::Field(FieldError::NotAPhone) => "A phone number has 5 to 20 digits",
        Wrong::Field(FieldError::NotAnArea) => "Write square metres, such as 68 or 68.5",
        Wrong::Field(FieldError::NotACode) => "Choose from the list",
        Wrong::IdNumber(fault) => id_number(fault),
    }
}

fn id_number(fault: IdNumberError) -> &'static str {
    match fault {
        IdNumberError::Empty => "Enter the ID number",
        IdNumberError::OldForm { .. } => "This is the old form with 15 digits; take the 18 from the new card",
        IdNumberError::Spreadsheet => "A spreadsheet has cut this number short; read it from the card",
        IdNumberError::Length { .. } => "An ID number has 18 characters; count again",
        IdNumberError::Character { .. } => "Only digits; the last may be an X",
        IdNumberError::BirthDate => "The birth date in it does not exist; check characters 7 to 14",
        IdNumberError::CheckCharacter => "The check character does not fit: one digit is wrong, compare with the card",
    }
}
