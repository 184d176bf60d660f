//! What posts, the words under them, marks and complaints say.

use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::posts::{
    ComplaintContent, GoodsState, Mark, PostChange, PostChangeContent, PostContent, PostMark, Remark, RemarkContent,
    Section, VERSION,
};

use crate::frozen::Frozen;
use crate::tickets::attached;

const AT: Millis = Millis(1_795_222_800_000);
const COMMENT: RecordId = RecordId([0xc0; 16]);

fn post(section: Section) -> PostContent {
    let (title, text) = ("旧书".to_owned(), "三本,楼下自取".to_owned());
    PostContent { version: VERSION, section, title, text, attached: Vec::new(), at: AT }
}

#[test]
fn posts_and_what_is_said_of_them() {
    let mut frozen = Frozen::read(include_str!("posts.txt"));
    for (name, section) in ["around", "help", "goods"].into_iter().zip(Section::ALL) {
        frozen.value(&format!("post in {name}"), &post(section));
    }
    let photos =
        PostContent { title: String::new(), text: String::new(), attached: attached(), ..post(Section::Goods) };
    frozen.value("post of photos", &photos);
    let changes = [
        ("edited", PostChange::Edited(post(Section::Help))),
        ("withdrawn", PostChange::Withdrawn { reason: "送人了".into() }),
        ("given", PostChange::Goods { state: GoodsState::Given, to: Some(MemberId([0xe1; 16])) }),
        ("offered again", PostChange::Goods { state: GoodsState::Offered, to: None }),
        ("became a ticket", PostChange::Ticket { ticket: RecordId([0x7c; 16]), is_public: true }),
    ];
    for (name, change) in changes {
        frozen.value(name, &PostChangeContent { version: VERSION, change, at: AT });
    }
    let comment =
        |attached, reply_to| Remark::Comment { nonce: [7; 8], words: "我要一本".into(), attached, reply_to };
    let remarks = [
        ("comment", comment(Vec::new(), None)),
        ("answer with photos", comment(attached(), Some(COMMENT))),
        ("taken back", Remark::TakenBack(COMMENT)),
        ("liked", Remark::Liked(true)),
        ("followed no longer", Remark::Followed(false)),
        ("asked for", Remark::AskedFor(true)),
        ("ticket wished", Remark::WantsTicket),
    ];
    for (name, remark) in remarks {
        frozen.value(name, &RemarkContent { version: VERSION, remark, at: AT });
    }
    let hidden =
        PostMark { version: VERSION, comment: Some(COMMENT), mark: Mark::Hidden, reason: "骂人".into(), at: AT };
    frozen.value("hidden comment", &hidden);
    frozen.value("rumour", &PostMark { comment: None, mark: Mark::Rumour, reason: "没有停水".into(), ..hidden });
    let post = RecordId([9; 16]);
    let complaint = ComplaintContent { version: VERSION, post, comment: Some(COMMENT), words: "骂人".into(), at: AT };
    frozen.value("complaint", &complaint);
    frozen.value("complaint about a post", &ComplaintContent { comment: None, ..complaint });
    frozen.done();
}

#[test]
fn frozen_posts_pass_the_checks_of_what_arrives() {
    let frozen = Frozen::read(include_str!("posts.txt"));
    for name in ["post in around", "post in help", "post in goods", "post of photos"] {
        assert_eq!(PostContent::from_content(&frozen.get(name)).map(|post| post.check()), Ok(Ok(())), "{name}");
    }
    for name in ["edited", "withdrawn", "given", "offered again", "became a ticket"] {
        let change = PostChangeContent::from_content(&frozen.get(name));
        assert_eq!(change.map(|change| change.check()), Ok(Ok(())), "{name}");
    }
    for name in ["comment", "answer with photos", "taken back", "liked", "asked for", "ticket wished"] {
        assert_eq!(RemarkContent::from_content(&frozen.get(name)).map(|remark| remark.check()), Ok(Ok(())), "{name}");
    }
}
