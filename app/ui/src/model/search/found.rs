//! What was found, of every kind: where a hit leads, and how much of each kind is shown.

use linli_contract::search::{AllFound, FoundGroup, FoundKind, FoundRow};
use linli_shared::ids::RecordId;

use crate::model::chats::path_at;

/// Hits of one kind that are shown beside those of other kinds; people at a door are often many of one name.
const FEW: usize = 5;
const FEW_AT_DOORS: usize = 12;

/// How many hits of a group are shown: all that came where nothing else is shown.
#[must_use]
pub fn shown(group: &FoundGroup, is_alone: bool) -> usize {
    let came = group.rows.len().max(group.doors.len());
    match (is_alone, group.kind == FoundKind::Register) {
        (true, _) => came,
        (false, true) => came.min(FEW_AT_DOORS),
        (false, false) => came.min(FEW),
    }
}

/// The screen of a hit; a message's is its conversation, opened there.
#[must_use]
pub fn address(kind: FoundKind, row: &FoundRow) -> String {
    row.said.as_ref().map_or_else(|| screen_of(kind, &row.id), |said| path_at(said.chat, row.id))
}

/// The estate's group bears the number zero.
fn screen_of(kind: FoundKind, id: &RecordId) -> String {
    let screen = match kind {
        FoundKind::Register => "door",
        FoundKind::Guide => "guides",
        FoundKind::Notice => "notices",
        FoundKind::Ticket => "tickets",
        FoundKind::Public => "public",
        FoundKind::Post => "posts",
        FoundKind::Topic => "hall",
        FoundKind::Activity => "activities",
        FoundKind::Member => "members",
        FoundKind::Chat if *id == RecordId::default() => return "/chats/estate".to_owned(),
        // What does not say where it was said leads to no message.
        FoundKind::Message => return "/chats".to_owned(),
        FoundKind::Chat => "chats",
    };
    format!("/{screen}/{id}")
}

/// The screen of the best hit of all, or of the best of one kind.
#[must_use]
pub fn first(found: &AllFound, only: Option<FoundKind>) -> Option<String> {
    let group = found.groups.iter().find(|group| only.is_none_or(|only| group.kind == only))?;
    let door = group.doors.first().map(|hit| format!("/door/{}", hit.door));
    door.or_else(|| group.rows.first().map(|row| address(group.kind, row)))
}

#[cfg(test)]
mod tests {
    use linli_contract::areas::DoorState;
    use linli_contract::chats::ChatId;
    use linli_contract::posts::Speaker;
    use linli_contract::search::{Hit, SaidIn};
    use linli_shared::ids::{AreaId, MemberId};

    use super::*;

    fn row(id: u8) -> FoundRow {
        let title = "停水".to_owned();
        FoundRow {
            id: RecordId([id; 16]),
            title,
            excerpt: String::new(),
            fits: (0, 2),
            at: None,
            phone: String::new(),
            said: None,
        }
    }

    fn group(kind: FoundKind, rows: u8) -> FoundGroup {
        FoundGroup {
            kind,
            rows: (0..rows).map(|nth| row(nth + 1)).collect(),
            doors: Vec::new(),
            total: u32::from(rows),
        }
    }

    #[test]
    fn one_kind_alone_is_shown_whole_and_several_a_little_each() {
        let posts = group(FoundKind::Post, 20);
        assert_eq!([shown(&posts, true), shown(&posts, false), shown(&group(FoundKind::Post, 2), false)], [20, 5, 2]);
        let hit = || Hit { door: AreaId([7; 16]), path: Vec::new(), state: DoorState::Vacant, person: None };
        let doors = FoundGroup { doors: (0..30).map(|_| hit()).collect(), ..group(FoundKind::Register, 0) };
        assert_eq!([shown(&doors, true), shown(&doors, false)], [30, 12]);
        let found = AllFound { groups: vec![doors, posts] };
        assert_eq!(first(&found, None), Some(format!("/door/{}", AreaId([7; 16]))));
        assert_eq!(first(&found, Some(FoundKind::Post)), Some(format!("/posts/{}", RecordId([1; 16]))));
        assert_eq!((first(&found, Some(FoundKind::Chat)), first(&AllFound::default(), None)), (None, None));
    }

    #[test]
    fn a_hit_leads_to_the_screen_of_its_kind() {
        let id = RecordId([1; 16]);
        assert_eq!(address(FoundKind::Topic, &row(1)), format!("/hall/{id}"));
        assert_eq!(address(FoundKind::Chat, &row(1)), format!("/chats/{id}"));
        assert_eq!(address(FoundKind::Chat, &row(0)), "/chats/estate");
        let by = Speaker { member: MemberId([5; 16]), name: None, office: None, is_me: false };
        let chat = ChatId::Circle(RecordId([2; 16]));
        let said = Some(SaidIn { chat, kind: None, name: String::new(), by });
        let message = FoundRow { said, ..row(1) };
        assert_eq!(address(FoundKind::Message, &message), format!("/chats/{}?at={id}", RecordId([2; 16])));
    }
}
