//! Joining.

use linli_contract::joining::{HeldReason, JoinRefusal, ReplyReason, Wish};

use super::{JoiningTexts, say};
use crate::i18n::Said;

/// The texts.
pub(in crate::i18n) const TEXTS: JoiningTexts = JoiningTexts {
    title: "Joining",
    scan_to_join: "Scan to join",
    paste_link: "Join by a link",
    where_code: "The code is on the poster at your building’s door, or on the phone of the committee or your building leader.",
    have_paper: "I have a paper key",
    show_myself: "Join face to face: show my code",
    show_myself_what: "It works without a network: fill this in, let the committee scan your code, then scan theirs.",
    found: "Found a community",
    demo: "Demo community",
    scan: "Scan or paste",
    open_camera: "Open the camera",
    camera_opening: "Opening the camera… If asked, please allow it.",
    hold_code: "Hold the code inside the frame",
    camera_denied: "The camera is not allowed. Allow it in the browser’s settings, or use one of the ways below.",
    camera_none: "There is no camera here. Please use one of the ways below.",
    camera_busy: "Another app uses the camera. Close it and try again, or use one of the ways below.",
    choose_picture: "Choose a picture of the code",
    no_code_in_picture: "There is no readable code in this picture. Choose a sharper, whole one.",
    link: "Link",
    link_hint: "What somebody sent you; it begins with http",
    paste: "Paste",
    paste_first: "Paste the link here first",
    nothing_to_paste: "There is nothing to paste. Copy the link first, or hold the field above and choose Paste.",
    go_on: "Next",
    copy_link: "Copy the link",
    copied: "The link is copied",
    too_long_to_draw: "This is too long for a code. Please copy the link.",
    open_there: "Open it there",
    ask: "Ask to join",
    you_join: "You join",
    your_name: "Name",
    name_hint: "As on your ID card",
    name_missing: "Please enter the name",
    as_what: "You are",
    wish_missing: "Please choose one",
    your_door: "Building and door",
    door_hint: "E.g. building 3, stair 2, door 502",
    door_hint_else: "May stay empty if you do not live here",
    door_missing: "Please enter the building and door",
    your_phone: "Phone (may stay empty)",
    phone: "Phone",
    phone_hint: "So that the committee can reach you",
    phone_wrong: "A phone number has 5 to 20 digits",
    add_note: "Add a word",
    note: "A word to the reviewer",
    note_hint: "E.g. I am Wang Fang’s daughter",
    consent: "Please read this first",
    consent_more: "Who, for how long, and your rights",
    agree_and_ask: "Agree and ask to join",
    agree_and_show: "Agree and show my code",
    asking: "Sending…",
    take: "Use this device",
    take_what: "This code makes this device one of yours. It works once; make sure that it is your own code.",
    take_yes: "Yes, use this one",
    paper: "Paper card",
    paper_what: "The card’s code is read. Now type its ten groups of digits; spaces do not matter.",
    paper_digits: "Ten groups of digits",
    paper_hint: "Six digits each; you are told which group has a slip",
    paper_take: "Come back to my community",
    wrong_length: "Too few or too many digits: there are ten groups of six",
    community_name: "Name of the community",
    community_hint: "E.g. Baogang Village No. 1",
    community_missing: "Please enter the name of the community",
    founding: "Founding; this needs a network…",
    then: "Afterwards",
    waiting: "Waiting to join",
    what_next: "What happens next",
    show_instead: "Or face to face: show my code",
    show_this: "Let the committee scan this code:",
    scan_answer: "Scan their answer",
    change_and_ask: "Change it and ask again",
    scan_other: "Scan another code",
    you_said: "What you said",
    withdraw: "Withdraw",
    withdraw_what: "The request leaves this device. You can scan the poster again whenever you like.",
    withdraw_yes: "Yes, withdraw",
    keep_waiting: "Keep waiting",
    desk: "Waiting for me",
    desk_empty: "Nothing waits for you",
    desk_empty_next: "Neighbours who ask to join and things to confirm appear here.",
    requests: "Requests to join",
    face_to_face: "Shown face to face",
    sealed_name: "A request that cannot be opened yet",
    scan_newcomer: "Scan a neighbour’s code",
    scan_newcomer_what: "The neighbour chooses “Join face to face”; scan the code on their screen.",
    proposals: "Wishes about records",
    held: "Work to confirm",
    held_what: "The device or role that wrote this has ended. Check it and decide whether it may stand.",
    held_admit: "Let it stand",
    held_refuse: "Refuse it",
    held_admit_what: "It enters the register as if nothing had happened.",
    held_refuse_what: "It does not enter the register; its author sees that it was refused.",
    held_admitted: "It stands",
    held_refused: "Refused",
    request: "Request to join",
    request_gone: "This request is settled",
    request_gone_next: "Somebody else settled it, or it was withdrawn.",
    send_back: "Return",
    send_back_what: "They see the reason and can ask again.",
    sent_back: "Returned; they will see the reason",
    reason_why: "Reason",
    words_to_newcomer: "A word to them",
    admit: "Admit",
    admitted: "Admitted; it takes effect with the network",
    says_door: "The door they say",
    means_door: "The door it means",
    by_invitation: "By the poster of",
    since: "Since",
    neighbours_say: "What building leaders say",
    knows: "knows them.",
    knows_not: "does not know them.",
    hint_sealed: "This device cannot open the request yet. Sync and look again.",
    hint_no_door: "No such door was found. Ask them, and choose the door when you admit them.",
    hint_registered: "The register has somebody of this name behind that door.",
    hint_not_registered: "The register has nobody of this name behind that door. Check who they are.",
    do_you_know: "Do you know this neighbour?",
    do_you_know_what: "Your word helps the committee, which decides.",
    add_words: "Add a word (may stay empty)",
    i_know: "I know them",
    i_do_not: "I do not",
    recommended: "The committee is told",
    let_them_scan: "Let them scan this",
    let_them_scan_what: "They choose “Scan their answer”. Then they are in, without a network.",
    they_are_in: "They have scanned it",
    admit_as: "As",
    new_member: "New member",
    new_device: "New phone",
    lives: "Where they live",
    which_door: "Which door",
    lives_here: "Lives here",
    lives_away: "Does not",
    gets_seat: "Holds the household’s seat",
    role_too: "Also (may stay empty)",
    whole_community: "For the whole community",
    role_ends: "Ends by itself after",
    which_grid: "Which grid",
    which_building: "Which building",
    be_sure: "Make sure that it is them: face to face or by phone, not by the name alone.",
    whose_device: "Whose new device it is",
    another_member: "Choose among all members",
    remove_old: "Remove old devices (tick those lost or no longer used)",
    device: "Device",
    invitations: "Invitations",
    invite: "New invitation",
    no_invitation: "No invitation yet",
    no_invitation_next: "Make one, print the poster and hang it at the door; neighbours scan it to ask.",
    used_up: "Used up",
    over: "Ended",
    poster: "Poster",
    end: "End",
    end_invitation: "End this invitation",
    end_invitation_what: "The posters that hang out stop working. Neighbours who have joined stay.",
    invitation_ended: "The invitation has ended",
    invitation_made: "Made; the poster works once the network was met",
    for_whom: "For whom",
    for_all: "Everybody",
    for_building: "One building",
    how_long: "For how long",
    how_many: "For how many at most",
    poster_label: "Name on the poster (may stay empty)",
    poster_label_hint: "Empty: the community’s or building’s name",
    poster_what: "Print it on A4 and hang it at the door. Whoever sees it can ask; nobody is in before you admit them.",
    poster_gone: "This poster is over",
    poster_gone_next: "The invitation has ended, or this device cannot open it. Make a new one.",
    poster_title: "Scan to join your neighbours",
    poster_why: "We ask for name, door and phone, only to know that you live here. It is encrypted for the committee and building leaders; you may have it deleted at any time.",
    poster_contact: "Without a phone? Come to the committee, or call:",
    code_of_newcomer: say(
        "This is a neighbour’s code",
        "It is for the committee’s phone. To join, scan the poster at the door.",
    ),
    member_already: say("This device has joined a community", "To join another one, go to My communities under More."),
    not_copied: say("The link was not copied", "Let another phone scan the code."),
    elsewhere: |relay| format!("This code belongs to another address: {relay}"),
    wish,
    wish_means,
    consent_points: &CONSENT_POINTS,
    consent_details: &CONSENT_DETAILS,
    wrong_group: |group| format!("There is a slip in group {group}"),
    first_steps: &FIRST_STEPS,
    not_sent: say("Not sent yet", "It goes out by itself once there is a network."),
    asked: say("Sent; the committee checks it", "You may close this. Once you are admitted it opens by itself."),
    asked_since: |when| format!("Since {when}"),
    to_show: say("Show the code below to the committee", "They then show you another one, which you scan."),
    returned,
    refused,
    waiting_steps: &WAITING_STEPS,
    known_by: |count| format!("{count} know them"),
    unknown_to: |count| format!("{count} do not"),
    held_why,
    reason,
    hint_seat: |name| format!("{name} holds this household’s seat."),
    hint_namesakes: |count| format!("Members of this name: {count}. It may be a new phone."),
    seat_held: |name| format!("{name} holds the household’s seat. It is handed on under Members first."),
    seat_in_use: say(
        "The household’s seat is taken",
        "Admit them without the seat, or hand the seat on under Members first.",
    ),
    days,
    people: |count| format!("{count} people"),
    added: |when| format!("added {when}"),
    days_left: |days| format!("{days} days left"),
    used: |used, uses| format!("{used} of {uses} have joined"),
    poster_steps: &POSTER_STEPS,
    poster_until: |day| format!("Valid until {day}"),
};

const CONSENT_POINTS: [&str; 3] = [
    "We ask for name, door and phone, only to know that you live here and to reach you.",
    "It is encrypted on your phone; only the committee and the building leaders can open it, not the server.",
    "You may see it, correct it, have it deleted or leave at any time, without giving a reason.",
];

const CONSENT_DETAILS: [&str; 6] = [
    "Who: the residents’ committee of this community; how to reach it is on the poster. The ground is your consent (PIPL art. 13 and 17).",
    "Once you are in: your name tells the community who you are, your phone is for the committee alone; grid workers keep your household’s record, which you can read yourself.",
    "For how long: while you are a member. After you leave you may have it deleted, and it will not be entered again from a list.",
    "Your rights: access, copy, correction, deletion, withdrawal of consent, explanation (art. 44 to 48), in the app or at the committee.",
    "You may say no: the committee serves you as before; only this app stays closed.",
    "No location, no address book. The camera only reads codes; its pictures are neither kept nor sent.",
];

const FIRST_STEPS: [&str; 3] = [
    "Print a paper key and keep it safe: with it you come back when the phone is lost.",
    "Add grids, buildings and doors, or import them from a spreadsheet.",
    "Make an invitation, print the poster, and let the committee and the neighbours scan it.",
];

const WAITING_STEPS: [&str; 3] = [
    "The building leader or the committee sees your request and checks the door; they may call you.",
    "Once you are admitted this opens by itself.",
    "If it is returned you see why, and can ask again.",
];

const POSTER_STEPS: [&str; 3] = [
    "Scan the code with your phone’s camera",
    "Enter name and door, then “Agree and ask to join”",
    "The committee checks it, and you are in",
];

fn days(days: u16) -> String {
    match days {
        365 => "One year".into(),
        days => format!("{days} days"),
    }
}

fn wish(wish: Wish) -> &'static str {
    match wish {
        Wish::Seat => "Householder",
        Wish::Family => "Family",
        Wish::Worker => "Grid worker",
        Wish::Property => "Property company",
        Wish::Department => "Department",
        Wish::Volunteer => "Volunteer",
        Wish::Replacement => "New phone",
    }
}

fn wish_means(wish: Wish) -> &'static str {
    match wish {
        Wish::Seat => "Speaks for the household; one for each",
        Wish::Family => "Family or tenant in the household",
        Wish::Worker => "Keeps the register of a grid",
        Wish::Property => "Works for the property company",
        Wish::Department => "Works for the police or another department",
        Wish::Volunteer => "Helps for a while",
        Wish::Replacement => "A member already, with a new phone or an emptied browser",
    }
}

fn returned(reason: ReplyReason) -> Said {
    match reason {
        ReplyReason::Unknown => {
            say("Returned: nobody here knows you", "Say whose household you belong to, or call your building leader.")
        }
        ReplyReason::WrongDoor => {
            say("Returned: the door is not right", "Check building, stair and door, and ask again.")
        }
        ReplyReason::SeatTaken => {
            say("Returned: the household’s seat is taken", "Choose “Family”, or ask the householder to hand it over.")
        }
        ReplyReason::ComeToOffice => say("Please come to the committee", "Bring your ID card or a lease."),
        ReplyReason::Other => say("Returned", "Read what they wrote, and ask again."),
    }
}

fn reason(reason: ReplyReason) -> &'static str {
    match reason {
        ReplyReason::Unknown => "Nobody knows them",
        ReplyReason::WrongDoor => "The door is not right",
        ReplyReason::SeatTaken => "The seat is taken",
        ReplyReason::ComeToOffice => "Come to the committee",
        ReplyReason::Other => "Another one (write it below)",
    }
}

fn refused(refusal: JoinRefusal) -> Said {
    match refusal {
        JoinRefusal::Unknown => say("There is no such invitation", "Scan the poster again, or ask for a new one."),
        JoinRefusal::Expired => say("The poster is out of date", "Ask the committee for a new one."),
        JoinRefusal::Ended => say("The invitation has ended", "Ask the committee for a new poster."),
        JoinRefusal::UsedUp => say("The poster is used up", "Ask the committee for a new one."),
        JoinRefusal::Removed => say("This device was removed", "Speak to the committee, or ask from another device."),
        JoinRefusal::NewerAppNeeded => say("A newer app is needed", "Update the app and ask again."),
    }
}

fn held_why(why: HeldReason) -> &'static str {
    match why {
        HeldReason::DeviceRemoved => "The device that wrote it was removed, or the member.",
        HeldReason::RoleEnded => "The author’s role has ended or went to somebody else.",
        HeldReason::Other => "The server cannot tell whether its author had the right.",
    }
}
