//! In English.

use linli_contract::photos::PhotoFault;

use super::super::Said;
use super::PhotoTexts;
use crate::model::photos::PhotoWrong;

pub(in super::super) const EN: PhotoTexts = PhotoTexts {
    title: "Photos and files",
    photo: "Photo",
    take: "Take a photo",
    choose: "Choose photos or PDF",
    hint: |max| format!("Up to {max}. Photos are made smaller; when and where they were taken is removed."),
    working: |nth, of| {
        if of == 1 { "Getting it ready…".to_owned() } else { format!("Getting {nth} of {of} ready…") }
    },
    remove: "Remove",
    removed: "Removed",
    nth: |nth, of, name| {
        let what = if name.is_empty() { format!("Photo {nth}") } else { name.to_owned() };
        if of == 1 { what } else { format!("{what} ({nth} of {of})") }
    },
    waits: "Waiting",
    stuck: "Not sent",
    coming: |percent| format!("On its way, {percent}% is here"),
    still_coming: "It is still on its way; please wait a little",
    cannot_show: "This photo cannot be shown. Close it and open it again.",
    larger: "Larger",
    smaller: "Smaller",
    previous: "Previous",
    next: "Next",
    save: "Save",
    saved: "Saved; look among your downloads",
    saved_to: |path| format!("Saved to {path}"),
    fault,
    wrong,
    sending: "Sending photos",
    wifi: "Photos only on Wi-Fi",
    wifi_hint: "Text still goes out at once; photos are sent and fetched once there is Wi-Fi.",
    wifi_unknown: "This device does not tell Linli whether it is on Wi-Fi, so photos are sent along with the text.",
    queue: |number, size| match number {
        1 => format!("One photo or file waits to be sent, {size}"),
        number => format!("{number} photos or files wait to be sent, {size}"),
    },
    queue_empty: "No photo waits to be sent.",
};

const fn say(what: &'static str, next: &'static str) -> Said {
    Said { what, next }
}

const fn fault(fault: PhotoFault) -> Said {
    match fault {
        PhotoFault::NotSentYet => {
            say("Its sender's device has not sent this yet.", "It comes by itself once they are online.")
        }
        PhotoFault::NoRight => say("You may not see this photo any more.", "If you need it, ask the committee."),
        PhotoFault::Broken => say("This photo is broken.", "Ask its sender for it again."),
        PhotoFault::Quota => say("The room for photos is used up.", "The text went out; please tell the committee."),
        PhotoFault::Offline => say("There is no network now.", "It goes on by itself once there is."),
        PhotoFault::WaitsForWifi => {
            say("Photos wait for Wi-Fi.", "They go on by themselves; you can change this in the settings.")
        }
    }
}

const fn wrong(wrong: PhotoWrong) -> Said {
    match wrong {
        PhotoWrong::PhotoTooLarge => say(
            "This file is too large; it was not opened.",
            "Photos may have 40 MB. Choose another, or take a screenshot of it.",
        ),
        PhotoWrong::FileTooLarge => say("This PDF is too large.", "8 MB at most; split it, or take photos instead."),
        PhotoWrong::NotAPhoto => {
            say("This is neither a photo nor a PDF.", "Choose a JPEG, PNG or WebP photo, or a PDF.")
        }
        PhotoWrong::Heic => say(
            "Photos in the HEIC format cannot be opened.",
            "Choose “Most Compatible” in the camera's format settings, or take a screenshot.",
        ),
        PhotoWrong::Damaged => say("This photo or file is damaged.", "Choose another, or take it again."),
        PhotoWrong::TooManyPoints => {
            say("This photo has too many pixels.", "Take it in the ordinary mode, or take a screenshot of it.")
        }
        PhotoWrong::Enough => say("It is full; the rest was not added.", "Remove what you do not need first."),
    }
}
