//! Reports, public versions.

use linli_contract::tickets::PublicWish;

use crate::i18n::tickets::{PublicTexts, ReportTexts};
use crate::model::tickets::Lack;

pub(super) const REPORT: ReportTexts = ReportTexts {
    title: "Report something",
    service_title: "Ask for a service",
    what: "What is it",
    change: "Change",
    place: "Where",
    other_place: "Somewhere else",
    which_building: "Which building",
    no_building: "In none; I write it below",
    place_words: "The place in words",
    place_hint: "For example: entrance of building 3, the garage",
    words: "A few words",
    words_hint: "For example: the lamp on the third floor has been out since last night",
    photos: "A photo (if you like)",
    who_reads: "Who may see it",
    private: "Only who handles it",
    nameless: "Public, without my name",
    named: "Public, with my name",
    reads: |wish, with| {
        match wish {
        None => format!("Only you, the committee and those who handle it ({with}) see it."),
        Some(PublicWish::Nameless) => {
            "Once it is taken on, the whole community sees what it is and how it goes, not who you are or where you live."
                .to_owned()
        }
        Some(PublicWish::Named) => {
            "Once it is taken on, the whole community sees what it is, how it goes and your name, not where you live."
                .to_owned()
        }
    }
    },
    extra: "Telephone, for somebody else",
    phone: "Telephone (if you like)",
    phone_hint: "Only those who handle it see it",
    for_other: "For somebody else",
    for_myself: "For myself",
    for_person: "For whom",
    for_person_hint: "For example: Mrs Wang, 302; it says that you wrote it",
    similar: "Somebody has reported something like it",
    similar_hint: "If it is the same, tap “Me too”; there is no need to report it again.",
    look: "Look",
    send: "Send",
    lack: |lack| match lack {
        Lack::Category => "Choose what it is",
        Lack::Place => "Choose where it is, or write it",
        Lack::Words => "Write a few words, or take a photo",
        Lack::TooLong => "These are too many words; make it shorter",
        Lack::Phone => "This is no telephone number",
        Lack::ForWhom => "Write for whom it is",
    },
    restored: "What you began is still here.",
    discard: "Start afresh",
    discarded: "Cleared",
    kept: "Kept on this device",
    sent_title: "Reported",
    sent_here: "Kept on this device",
    sent_here_next: "It is sent by itself when you are online; there is nothing more to do.",
    sent_relay: "The relay has it",
    sent_with: |with| format!("It is with {with}; you hear of any news."),
    to_ticket: "See how it goes",
    another: "Report something else",
};

pub(super) const PUBLIC: PublicTexts = PublicTexts {
    title: "Everybody’s reports",
    named: |name| format!("Reported by {name}"),
    nameless: "Reported by a neighbour",
    me_too: "Me too",
    me_too_on: "Me too ✓",
    follow: "Follow",
    follow_on: "Following",
    me_too_done: "Noted: you have this too",
    follow_done: "You hear of any news",
    taken_back: "Taken back",
    what: "A public version names no door, and a person only if they wish it.",
};
