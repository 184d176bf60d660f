//! Figures for the level above: dated counts without small numbers, made by a device of the committee.
//!
//! CBOR `[1, made, all, hands, categories]`. **Invariant:** a field is only ever added at the end.
//! **Invariant:** nothing in it names a person; a handler that is one member is not counted apart.

use linli_contract::tickets::{BoardLine, TicketBoard};
use linli_shared::calendar::Millis;
use linli_shared::cbor::{self, NotReadable};
use linli_shared::tickets::Handler;

/// The version that this release writes.
const VERSION: u8 = 1;

/// The content of a [`linli_shared::kinds::Kind::Figures`] entry.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Figures {
    #[n(0)]
    version: u8,
    /// When they were made, by the clock of the device that made them.
    #[n(1)]
    pub(super) made: Millis,
    #[n(2)]
    all: Line,
    #[n(3)]
    hands: Vec<HandLine>,
    #[n(4)]
    categories: Vec<CategoryLine>,
}

/// Counts of one handler, with what it is called: who reads figures cannot read the tables.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
struct HandLine {
    #[n(0)]
    handler: Handler,
    #[n(1)]
    name: String,
    #[n(2)]
    line: Line,
}

/// Counts of one category.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
struct CategoryLine {
    #[n(0)]
    key: String,
    #[n(1)]
    line: Line,
}

/// Counts; `None` where a number is too small to be shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
struct Line {
    #[n(0)]
    open: Option<u32>,
    #[n(1)]
    unanswered: Option<u32>,
    #[n(2)]
    overdue: Option<u32>,
    #[n(3)]
    longest_hours: Option<u32>,
    #[n(4)]
    answer_hours: Option<u32>,
    #[n(5)]
    done_hours: Option<u32>,
    #[n(6)]
    resolved: Option<u32>,
    #[n(7)]
    confirmed: Option<u32>,
}

impl From<BoardLine> for Line {
    fn from(line: BoardLine) -> Self {
        let BoardLine { open, unanswered, overdue, longest_hours, answer_hours, done_hours, resolved, confirmed } =
            line;
        Self { open, unanswered, overdue, longest_hours, answer_hours, done_hours, resolved, confirmed }
    }
}

impl From<Line> for BoardLine {
    fn from(line: Line) -> Self {
        let Line { open, unanswered, overdue, longest_hours, answer_hours, done_hours, resolved, confirmed } = line;
        Self { open, unanswered, overdue, longest_hours, answer_hours, done_hours, resolved, confirmed }
    }
}

impl Figures {
    /// Figures of a board whose small numbers are hidden already.
    pub(super) fn of(board: TicketBoard, made: Millis) -> Self {
        let hands = board.hands.into_iter().filter(|(handler, ..)| !matches!(handler, Handler::Member(_)));
        let hands = hands.map(|(handler, name, line)| HandLine { handler, name, line: line.into() });
        let categories = board.categories.into_iter().map(|(key, line)| CategoryLine { key, line: line.into() });
        Self { version: VERSION, made, all: board.all.into(), hands: hands.collect(), categories: categories.collect() }
    }

    /// As a board.
    pub(super) fn board(self) -> TicketBoard {
        let hands = self.hands.into_iter().map(|hand| (hand.handler, hand.name, hand.line.into()));
        let categories = self.categories.into_iter().map(|category| (category.key, category.line.into()));
        TicketBoard {
            made: Some(self.made),
            hands: hands.collect(),
            categories: categories.collect(),
            all: self.all.into(),
            waiting: Vec::new(),
            is_from_figures: true,
            opened: Vec::new(),
        }
    }

    /// The content of the entry.
    pub(super) fn to_content(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the content of the entry.
    ///
    /// # Errors
    /// [`NotReadable`].
    pub(super) fn from_content(content: &[u8]) -> Result<Self, NotReadable> {
        cbor::from_slice(content)
    }
}

#[cfg(test)]
mod tests {
    use linli_shared::ids::MemberId;

    use super::*;

    #[test]
    fn figures_read_back_and_name_no_person() {
        let line = BoardLine { open: Some(4), answer_hours: Some(3), ..BoardLine::default() };
        let volunteer = Handler::Member(MemberId([7; 16]));
        let board = TicketBoard {
            hands: vec![(Handler::Property, String::new(), line), (volunteer, "王芳".to_owned(), line)],
            categories: vec![("lift".to_owned(), line)],
            all: line,
            ..TicketBoard::default()
        };
        let content = Figures::of(board, Millis(50)).to_content();
        assert!(
            !content.windows(6).any(|part| part == "王芳".as_bytes()) && !content.windows(16).any(|id| id == [7; 16])
        );
        let read = Figures::from_content(&content).map(Figures::board);
        let hands = vec![(Handler::Property, String::new(), line)];
        let categories = vec![("lift".to_owned(), line)];
        let is_from_figures = true;
        let expected =
            TicketBoard { made: Some(Millis(50)), hands, categories, all: line, is_from_figures, ..Default::default() };
        assert_eq!(read, Ok(expected));
    }
}
