//! What is said in conversations, what groups say of themselves, own marks.

use linli_shared::calendar::Millis;
use linli_shared::circles::{
    ChatContent, Chosen, GroupChange, GroupContent, KnockWords, MarksContent, MessageContent, NoticeMark, ReadPlace,
    VERSION,
};
use linli_shared::ids::{AreaId, MemberId, RecordId};

use crate::frozen::Frozen;
use crate::tickets::attached;

const AT: Millis = Millis(1_795_222_800_000);
const RECORD: RecordId = RecordId([0x71; 16]);

#[test]
fn words_of_conversations() {
    let mut frozen = Frozen::read(include_str!("chats.txt"));
    let (nonce, words) = ([7; 8], "水来了吗?".to_owned());
    let message = MessageContent { version: VERSION, nonce, words, attached: Vec::new(), reply_to: None, at: AT };
    frozen.value("message", &ChatContent::Message(message.clone()));
    let full = MessageContent { attached: attached(), reply_to: Some(RECORD), ..message };
    frozen.value("message with everything", &ChatContent::Message(full));
    frozen.value("taken back", &ChatContent::TakenBack { nonce, at: AT });
    let hidden = |reason: &str| ChatContent::Hidden { message: RECORD, reason: reason.into(), at: AT };
    frozen.value("hidden", &hidden("点名骂人"));
    frozen.value("shown again", &hidden(""));
    let group = GroupContent {
        version: VERSION,
        name: "书友".into(),
        about: "周五读书".into(),
        building: None,
        shares_history: true,
        at: AT,
    };
    frozen.value("group", &group);
    let building = Some(AreaId([0xd5; 16]));
    frozen.value("group of a building", &GroupContent { name: String::new(), building, ..group });
    let renamed = |owner| GroupChange::Renamed { name: "读书会".into(), about: String::new(), at: AT, owner };
    frozen.value("renamed", &renamed(None));
    frozen.value("owned by somebody else", &renamed(Some(MemberId([0xe2; 16]))));
    frozen.value("ended", &GroupChange::Ended { at: AT });
    let knock = KnockWords { version: VERSION, group: None, words: "借把梯子".into(), at: AT };
    frozen.value("knock", &knock);
    frozen.value("knock at a group", &KnockWords { group: Some(RECORD), ..knock });
    let place = ReadPlace { seq: 4_096, index: 2 };
    let notice = NoticeMark { read: Some(3), told: Some(2), confirmed: Some(1), answer: Some((1, AT, 2)), at: AT };
    let chosen = Chosen { at: AT, what: true };
    let marks = MarksContent {
        version: VERSION,
        chats: [(RECORD, place)].into(),
        posts: [(RECORD, place)].into(),
        notices: [(RECORD, notice)].into(),
        members: [(MemberId([0xe2; 16]), chosen)].into(),
        quiet: [(RECORD, chosen)].into(),
        hush: Some(Chosen { at: AT, what: (1_320, 420) }),
        reachable: Some(Chosen { what: false, ..chosen }),
        knocks: [(RECORD, chosen)].into(),
        read_before: 17,
        ..MarksContent::default()
    };
    frozen.value("marks", &marks);
    frozen.value("marks with a sealed vote", &MarksContent { voted: [(RECORD, AT)].into(), ..marks.clone() });
    frozen.value("marks off the list", &MarksContent { unlisted: [(RECORD, chosen)].into(), ..marks });
    frozen.value("no marks", &MarksContent { version: VERSION, ..MarksContent::default() });
    frozen.done();
}
