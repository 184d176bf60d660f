//! Who can see what.

use super::{ProtectionTexts, Sight};

/// In English.
pub(in crate::i18n) const EN: ProtectionTexts = ProtectionTexts {
    title: "Who can see what",
    what: "What is in Linli is sealed on your device and opens only on the devices of those who may read it. This page says who can see what, and what nothing can prevent.",
    roles_title: "People of the community",
    roles: &[
        Sight {
            who: "Residents",
            what: "See their own home's record, the members' names and roles, buildings and doors. Not other homes' records, and nobody else's phone number.",
        },
        Sight {
            who: "Building leaders",
            what: "As residents; besides, requests to join for their building, which they recommend but cannot admit. Not the register.",
        },
        Sight {
            who: "Grid workers",
            what: "See the register and the visits of their own grid and answer its corrections. ID numbers stay hidden; showing one leaves a note.",
        },
        Sight {
            who: "Committee",
            what: "Sees the whole register, members' phone numbers and devices, admits and removes members, and can look up who has seen which household.",
        },
        Sight {
            who: "Property, volunteers",
            what: "See the members' names and roles, buildings and doors, and reports that were sent to them. Not the register.",
        },
        Sight {
            who: "Departments, observers of the level above",
            what: "See no names, no buildings and no register; only reports that are sent to them on purpose, and the level above the figures.",
        },
        Sight {
            who: "Reports",
            what: "Are read by the reporter, the committee and those who handle them. A public version without the door is made only if you wish; a nameless one bears neither your name nor your signature.",
        },
        Sight {
            who: "Receipts for notices",
            what: "Which household read, confirmed or answered is seen by the committee and the building's leader, by the property company for its own notices. By household, never by person.",
        },
        Sight {
            who: "Posts and the square",
            what: "Posts, comments, topics and activities are read by everybody in the community, with their author's name. What was changed stays readable as it was; what the committee hides says why, and its author and the committee can open it.",
        },
        Sight {
            who: "Complaints",
            what: "Are sealed to the committee. Neither whom one complains of nor other neighbours see who did, unless they are of the committee.",
        },
        Sight {
            who: "Letters and groups",
            what: "Are opened by those who are in them, not by the committee unless it is one of them. Nobody is put into one without having signed for it. Who leaves keeps what they have read. Everybody's group is read by everybody.",
        },
        Sight {
            who: "Votes",
            what: "The ballot says whether it is open or sealed. Open: everybody sees who chose what and can count. Sealed: the committee's tellers alone open each vote.",
        },
        Sight {
            who: "Read marks",
            what: "How far you have read, whom you have muted and when it is to be quiet are sealed to your own devices; nobody else learns of them (but for receipts for notices).",
        },
    ],
    relay_title: "The server",
    relay_what: "The server queues, keeps and hands on sealed parcels. It has no key to open them: whoever steals its disk does not read a single name.",
    relay_knows_title: "What it knows",
    relay_knows: &[
        "How many members and devices there are, their roles and areas (as numbers, without names).",
        "Which numbers share a household, and who holds its seat.",
        "Who sent how much of which kind when, and from which network address.",
        "Which records are to be erased (as numbers).",
        "To which handlers a report (a number) went, and how many photos of what size there are.",
        "Who (a number) posted, spoke under what, signed up for what, or complained when.",
        "Which numbers are in one group or letter, how much was said there when, and who knocked at whom.",
        "Who (a number) voted in which topic, how often, and for which building.",
    ],
    relay_not_title: "What it does not know",
    relay_not: &[
        "Names, phones, ID numbers, and which door a household is behind.",
        "What records, visits, wishes, notices and reports say, or what photos show.",
        "What posts, letters, groups and complaints say, or which choice a vote is for.",
        "What posters and requests to join say.",
    ],
    dangers_title: "What nothing prevents",
    dangers_what: "No method keeps everything out. Know these.",
    dangers: &[
        Sight {
            who: "A grid worker together with the server",
            what: "Every grid worker's device holds the register's key, and the server gives it its own grid only. A server that gave more on purpose would let them read other grids. So let reliable people run it.",
        },
        Sight {
            who: "The web app trusts the server it comes from",
            what: "In a browser the program comes from the server each time. Whoever changes the program sees what you see. Another machine can serve it; the program's number below can be compared. For office work prefer the installed app.",
        },
        Sight {
            who: "A key that leaks opens the past too",
            what: "Whoever gets a key of the community opens what was sealed with it and with earlier ones. After a removal keys turn, which protects what comes later.",
        },
        Sight {
            who: "“Who has seen it” binds honest apps only",
            what: "A changed program, or a look over a shoulder, leaves no note.",
        },
        Sight {
            who: "What was said cannot be unsaid",
            what: "What is withdrawn or hidden is no longer shown. But who read it remembers it or took a picture, and whoever is in a group can tell what is said there.",
        },
        Sight {
            who: "A sealed ballot trusts its tellers",
            what: "Their devices open every vote, and nobody else can count again. Where that is not enough, vote openly.",
        },
        Sight {
            who: "A lost phone without a lock",
            what: "Whoever finds it can read what is on it. Set the app lock; remove a lost phone at once.",
        },
        Sight { who: "The paper key", what: "Whoever holds the sheet acts in your name. Keep it like a savings book." },
        Sight {
            who: "Screenshots and photographs",
            what: "Who can see can take a picture; no program stops that. The same holds for printed and exported lists.",
        },
        Sight {
            who: "Guessing the PIN on a copied disk",
            what: "In Linli wrong tries wait longer and longer. On a copy of the whole disk they do not: six digits do not last, a long sentence does. On a computer use a long passphrase.",
        },
        Sight {
            who: "A device that has not been online for long",
            what: "A removal reaches a device when it is online. After thirty days without the server it stops showing anything, but old data without a lock is still on its disk.",
        },
    ],
    lost_title: "If a phone is lost",
    lost: &[
        "Remove it at once from another device, or ask the committee to.",
        "From that moment the server neither takes from it nor gives to it, and the community turns to new keys.",
        "Join again with a new phone, or come back with the paper key. Work that was not sent is left to the committee.",
    ],
    build_title: "The number of this program",
    build_what: "It is computed from all of the program; one changed letter changes it. If it equals the number the committee has made known, it is the same program.",
    build_unknown: "The number cannot be read here",
};
