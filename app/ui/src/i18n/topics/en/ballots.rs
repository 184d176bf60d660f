//! In English: votes and their recount.

use linli_contract::topics::{VoteBy, WhyNot};

use super::super::{BallotTexts, RecountTexts};
use crate::i18n::Said;
use crate::model::topics::{BallotMistake, Standing, Vote};

/// In English.
pub(super) const BALLOT: BallotTexts = BallotTexts {
    title: "Vote",
    standing: |standing| match standing {
        Standing::Open => "Open",
        Standing::Grace => "Closed; waiting for votes on their way",
        Standing::Over => "Over",
    },
    by: |by| match by {
        VoteBy::Household => "One vote a household",
        VoteBy::Person => "One vote a person",
    },
    by_what: |by| match by {
        VoteBy::Household => "One vote a household, cast by who speaks for it.",
        VoteBy::Person => "One vote for every resident.",
    },
    open: "Open vote",
    sealed: "Sealed vote",
    open_what: "Everybody can see who chose what, and count it again.",
    sealed_what: |names| {
        let who = if names.is_empty() { String::new() } else { format!(" ({names})") };
        format!(
            "Who chose what, only the committee's tellers{who} can open; nobody else sees it. The tellers tell the result."
        )
    },
    closes: |when| format!("Until {when}"),
    closed: |when| format!("Closed {when}"),
    grace: |when| format!("Votes of phones without signal count if they arrive by {when}"),
    turnout: |votes, roll| format!("{votes} counted of {roll}"),
    count: |count, percent| format!("{count}, {percent}%"),
    most: "most",
    own_mark: "yours",
    counts_sealed: "The votes are sealed; the result shows once the tellers have told it.",
    so_far: "As this phone counts them so far",
    chose: |choice, when| format!("You chose “{choice}” ({when})"),
    chose_paper: |choice, when| format!("“{choice}” was entered from your household's paper ({when})"),
    voted_elsewhere: |when| format!("You voted on another device of yours ({when})"),
    vote_state: |vote| match vote {
        Vote::Here => {
            Said { what: "Still on this phone", next: "It is sent when there is network; no need to vote again." }
        }
        Vote::Refused => Said {
            what: "It could not be sent",
            next: "“Sync” says why. While the vote is open you can vote again.",
        },
        Vote::Counts => {
            Said { what: "It counts", next: "Until the close you can vote otherwise; the last one counts." }
        }
        Vote::Elsewhere => Said {
            what: "It is with the tellers",
            next: "What you chose stays sealed, so this device does not show it. Until the close you can vote otherwise here; the last one counts.",
        },
        Vote::Not(why) => Said { what: "It does not count", next: why_not(why) },
    },
    cannot: |why| match why {
        WhyNot::NoSeat => {
            "The one who speaks for your household votes. To change who that is, ask the committee or your grid worker."
        }
        WhyNot::NotInRoll => {
            "When this vote opened you were not in the list, or you do not live where it is held; you have no vote this time."
        }
        WhyNot::Removed => "You are not a member of this community now; you have no vote this time.",
        WhyNot::TooLate => "The vote is closed.",
        WhyNot::VotedThemselves => "Your household has voted itself.",
        WhyNot::VotedAgain => "Your household has voted, and can vote otherwise.",
        WhyNot::NoSuchChoice => "This vote does not have what you chose.",
        WhyNot::Newer => "This vote was opened by a newer release; update the app to vote.",
    },
    why_not,
    recount: "Count again myself",
    recount_what: "See every vote, and compare with a neighbour's phone",
    tell: "Tell the result",
    tell_what: "What this phone counts is shown to everybody; who chose what is not.",
    told: "The result is told",
    question: "What is asked",
    question_hint: "In one sentence, such as “Do we want sensor lights?”",
    choices: "What can be chosen",
    choice: |number| format!("Choice {number}"),
    yes_no: &["Yes", "No", "No opinion"],
    fill_yes_no: "Fill in: yes, no, no opinion",
    who_votes: "Who has a vote",
    seal: "Sealed",
    seal_hint: "Only the tellers can see who chose what",
    seal_who: "Each vote is sealed to the committee's tellers; nobody else can open it. Everybody sees the sums but cannot count them again.",
    open_hint: "Everybody can see who chose what, and count it again.",
    last_day: "Last day",
    in_days: |days| if days == 1 { "1 day".to_owned() } else { format!("{days} days") },
    other_day: "Choose a date",
    closes_rule: |days, hours| {
        let least = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        match hours {
            0 => format!("By the rules {least} at least, until the end of that day."),
            hours => format!("By the rules {least} at least, until the end of that day, and {hours} hours of grace."),
        }
    },
    mistake: |mistake| match mistake {
        BallotMistake::Question => "Please say in a sentence what is asked (at most 100 characters).",
        BallotMistake::Few => "Please write two choices at least.",
        BallotMistake::Alike => "Two choices are the same; please change one.",
        BallotMistake::Long => "A choice is too long; please make it shorter.",
        BallotMistake::Early => "That is shorter than the rules want; please choose a later day.",
        BallotMistake::Late => "Please choose a day within a year.",
    },
    which: "Choose one",
    which_ballot: "Which vote",
    confirm: |choice| format!("Vote for “{choice}”"),
    vote_now: "Vote",
    again: "You have voted; this vote takes its place.",
    none_open: "No vote is open now.",
    building: "Which building",
    door: "Which door",
    find_door: "Door, such as 301",
    no_door: "There is no such door; please look again.",
    chosen_door: "The vote of this home",
    choose_again: "Choose again",
    paper_people: |names| format!("Registered here: {names}"),
    paper_seat: |name| format!("{name} speaks for this household in the app"),
    paper_no_seat: "Nobody speaks for this household in the app; the paper is its vote.",
    paper_voted: |names| format!("{names} voted in the app for this home, so a paper would not count."),
    paper_again: "A paper was entered for this home; this one takes its place.",
    paper_photo: "Photo of the paper",
    paper_photo_hint: "Whoever counts again sees it. Please leave out ID cards.",
    paper_needed: "Please choose the door and what they voted for, and take a photo of the paper.",
    paper_save: "Enter this vote",
};

fn why_not(why: WhyNot) -> &'static str {
    match why {
        WhyNot::VotedAgain => "They voted again later; the last vote counts.",
        WhyNot::TooLate => "It arrived after the close and its grace.",
        WhyNot::NoSeat => "Whoever voted does not speak for the household, or somebody else does now.",
        WhyNot::Removed => "Whoever voted, or their phone, is not of the community any more.",
        WhyNot::NotInRoll => "They were not in the list when the vote opened, or do not live where it is held.",
        WhyNot::NoSuchChoice => "It names a choice that there is not.",
        WhyNot::VotedThemselves => "The household voted itself, so the paper does not count.",
        WhyNot::Newer => "A newer release wrote it; update the app to count it.",
    }
}

/// In English.
pub(super) const RECOUNT: RecountTexts = RecountTexts {
    title: "Count again",
    what: "This phone has counted every vote it has anew, by the rules, without using anybody's result. Look at each vote, or compare with a neighbour's phone.",
    sealed_what: "This vote is sealed: only the tellers can open each vote. Others see the sums and cannot count them again.",
    complete: "This phone has every vote so far.",
    incomplete: "Some votes have not arrived yet.",
    incomplete_next: "Stay online for a while; the numbers may still change.",
    seal: "Seal number",
    seal_what: "If a neighbour's phone shows the same number, both have counted the same votes.",
    totals: "Counted",
    valid: |count| format!("{count} count"),
    paper: |count| format!("{count} of them from paper"),
    void: |count| format!("{count} do not count"),
    agrees: "Vote by vote it adds up to the result.",
    differs: "Vote by vote it does not add up to the result; please show this page to the committee.",
    own: "Your vote",
    votes: "Every vote",
    nowhere: "Building not said",
    of_building: |building, count| format!("{building} ({count})"),
    not_counted: |count| format!("{count} that do not count"),
    more: |left| format!("Show more ({left} left)"),
    by_paper: "paper",
    paper_by: |who| format!("entered by {who}"),
    no_such_choice: "no such choice",
    none: "Nobody has voted yet",
    none_next: "Votes are listed here one by one.",
    copy: "Copy as text",
    copied: "Copied; paste it where you like",
    save: "Save as a file",
    saved: "Saved",
    saved_to: |path| format!("Saved to {path}"),
    file_name: "count",
};
