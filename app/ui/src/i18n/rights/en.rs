//! The own record, corrections, erasure, who has seen it.

use linli_contract::rights::ShownWhat;

use super::RightTexts;
use crate::model::rights::Purpose;

/// In English.
pub(in crate::i18n) const EN: RightTexts = RightTexts {
    title: "My record",
    what: "This is what the committee has registered of your home. You may read it, correct it, take it along, and ask for its erasure (Personal Information Protection Law, articles 44 to 47).",
    none: "No household is linked to you yet",
    none_next: "If you live here, tell your grid worker or the committee; they link you to your home's record.",
    not_made: "Your record is not on this phone yet",
    not_made_next: "A grid worker's or the committee's device makes it and seals it; only your devices open it.",
    asked: "You have asked for it",
    asked_next: "It comes once a grid worker's or the committee's device is online.",
    ask_fresh: "Ask for a fresh one",
    fresh_sent: "Asked; it goes out once you are online",
    made: |when| format!("made {when}"),
    made_unknown: "made at an unknown time",
    home: "Home",
    no_people: "Nobody is registered",
    purpose,
    purpose_name,
    trail: "Who has seen it",
    trail_what: "Whenever staff look at a full ID number, open this household or export it with Linli, it is noted here.",
    trail_none: "Nobody has looked at it yet",
    trail_more: |number| format!("Show {number} more"),
    shown,
    somebody: "Somebody of the staff",
    correct: "Wrong? Ask to correct it",
    correct_what: "It goes to the grid worker and the committee, who check it and write it into the register.",
    whose: "Whose",
    which: "What is wrong",
    stands: |value| format!("Registered now: {value}"),
    stands_nothing: "Nothing is registered now",
    id_number: "ID number",
    care: "Care groups",
    words: "In words",
    words_hint: "Why, and by which paper, for instance (may be left out)",
    send: "Send",
    sent: "Saved; it goes out once you are online",
    erase: "Ask for erasure",
    erase_what: &[
        "You may ask that what is registered of you and your family be erased. The committee checks it and erases it; there is no way back.",
        "The record then goes from the server and from every device, and cannot be entered again from an old list.",
    ],
    erase_remains_title: "What remains",
    erase_remains: &[
        "A mark that tells nobody who it was, only to keep the record from being entered again by mistake.",
        "Sheets and files that were printed or exported are outside Linli; ask the committee to destroy them.",
        "Where a law requires keeping, the committee may stop using the data instead of erasing it, and has to tell you why (article 47).",
    ],
    erase_whom: "Whose record",
    erase_whole: "The whole household",
    erase_send: "Ask for erasure",
    erase_choose: "Choose somebody, or the whole household",
    wishes: "My wishes",
    edits: |number| if number == 1 { "One change so far".to_owned() } else { format!("{number} changes so far") },
    newer: "Part of this was written by a newer app; update the app to read it.",
    wish_fresh: "A fresh record",
    wish_correct: |number| {
        if number == 1 { "One correction".to_owned() } else { format!("{number} corrections") }
    },
    wish_erase: "Erasure",
    wish_waits: "waits",
    wish_done: "done",
    wish_declined: "not done",
    answered: |words| format!("Answer: {words}"),
    download: "Download",
    download_hint: "A JSON file to take along or give to another program. It is not sealed; keep it safe.",
    downloaded: "Downloaded; look among your downloads",
    downloaded_to: |path| format!("Saved at {path}"),
    download_failed: "The file was not saved",
    download_failed_next: "Make room on the device and try again.",
    print: "Print",
    file_name: "my record",
    proposal_of: |name| format!("A wish of {name}"),
    asks_fresh: "Asks for a fresh record",
    asks_correct: "Asks for a correction",
    asks_erase_people: |names| format!("Asks to erase what is registered of {names}"),
    asks_erase_household: "Asks to erase the whole household's record",
    of_home: "Home",
    nothing: "(nothing)",
    do_correct: "Write the new values",
    do_fresh: "Make and send it",
    do_erase: "Erase…",
    decline: "Decline with a reason",
    decline_words: "Reason",
    decline_hint: "The person reads this; at most 200 characters",
    decline_needs_words: "Give a reason; the person has a right to it",
    decline_send: "Send the reason",
    done: "Done; the person hears of it once you are online",
    declined: "Saved; the person reads the reason once you are online",
    only_committee: "The committee sees to erasures.",
    confirm_erase: "Erase for good",
    erase_record: "Erase at the person's wish",
    erase_sentence: |whom| format!("Erases what is registered of {whom} for good."),
    erase_goes: &[
        "Names, phones, ID numbers, visits and history go from the server and from every device.",
        "These people cannot be imported from a list again; the form warns.",
        "There is no undo. Old backups of the server still hold it sealed; let them expire.",
        "Only at the person's wish or where a law says so. Who moved or died is entered as such; a slip is taken out as a mistake.",
    ],
    erase_type: |word| format!("Type “{word}” to confirm"),
    erase_word: "erase",
    erase_people: "Whose record",
    erased_before: "Somebody very like this asked to be erased. Enter them only if they themselves wish it now.",
    erased: "Erased; every device follows once it is online",
};

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Home => {
            "To know which homes are lived in, empty or let, and to reach the landlord if something happens"
        }
        Purpose::Contact => "To know people, to call at the door, to reach them in an emergency",
        Purpose::Papers => {
            "To check who somebody is and keep them from being entered twice; ID numbers are hidden, and every look is noted"
        }
        Purpose::Residence => "For residence registration and permits",
        Purpose::Work => "For help with work and schooling; may be left out",
        Purpose::Care => "For visits, help, and coming first in an emergency; may be left out",
    }
}

const fn purpose_name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Home => "Home",
        Purpose::Contact => "Contact",
        Purpose::Papers => "Papers",
        Purpose::Residence => "Residence",
        Purpose::Work => "Schooling and work",
        Purpose::Care => "Care",
    }
}

const fn shown(what: ShownWhat) -> &'static str {
    match what {
        ShownWhat::IdNumber => "looked at a full ID number",
        ShownWhat::Opened => "opened the household",
        ShownWhat::Exported => "exported the household",
    }
}
