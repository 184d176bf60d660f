//! The history of a household as sentences, day by day.
//!
//! **Invariant:** an ID number is never said, only that one was written.

use linli_contract::registers::{Departure, Happening, HistoryChange, HistoryView};
use linli_shared::calendar::{Date, Millis};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;

use super::values::{departure, shown};
use crate::i18n::Texts;

/// Sentences of one change that speak of the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Whom or what they are about; `None` where each sentence says it itself.
    pub about: Option<String>,
    /// The sentences.
    pub lines: Vec<String>,
}

/// Tells what happened, with the names of a view.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    texts: &'a Texts,
    view: &'a HistoryView,
}

impl<'a> Teller<'a> {
    /// Tells the history of a view.
    #[must_use]
    pub const fn new(texts: &'a Texts, view: &'a HistoryView) -> Self {
        Self { texts, view }
    }

    /// A change in paragraphs: what was written of one person stands together, and values of a new entry on one line.
    #[must_use]
    pub fn paragraphs(&self, change: &HistoryChange) -> Vec<Paragraph> {
        let is_new = |subject: Subject| match subject {
            Subject::Household => change.what.contains(&Happening::Registered),
            Subject::Person(person) => change.what.contains(&Happening::Entered(person)),
        };
        let mut paragraphs: Vec<(Option<Subject>, Paragraph)> = Vec::new();
        let is_gone = |person: PersonId| {
            change.what.iter().any(|one| matches!(one, Happening::Gone(known, _) if *known == person))
        };
        for happening in &change.what {
            // Whoever goes takes their number along; that is no writing of it.
            if matches!(happening, Happening::IdNumber(person) if is_gone(*person)) {
                continue;
            }
            let (subject, line) = self.line(happening, is_new);
            let is_flowing = subject.is_some_and(is_new);
            if is_flowing && self.says_the_name(happening) {
                continue; // The paragraph is headed with it.
            }
            match paragraphs.iter_mut().find(|(about, _)| subject.is_some() && *about == subject) {
                Some((_, paragraph)) => match paragraph.lines.last_mut().filter(|_| is_flowing) {
                    Some(last) => *last = (self.texts.registers.and_also)(last, &line),
                    None => paragraph.lines.push(line),
                },
                None => {
                    let about = subject.map(|subject| self.whom(subject));
                    paragraphs.push((subject, Paragraph { about, lines: vec![line] }));
                }
            }
        }
        paragraphs.into_iter().map(|(_, paragraph)| paragraph).collect()
    }

    /// Whether a person was given the name they are called by here.
    fn says_the_name(&self, happening: &Happening) -> bool {
        let Happening::Set { subject: Subject::Person(person), field: Field::Name, after: Some(name), .. } = happening
        else {
            return false;
        };
        *name == self.name(*person)
    }

    fn set(&self, field: Field, before: Option<&str>, after: Option<&str>, is_new: bool) -> String {
        let t = self.texts;
        let name = (t.name.field)(field);
        let say = |value: Option<&str>| {
            value.map_or_else(|| t.registers.nothing_there.to_owned(), |value| shown(t, field, value))
        };
        if is_new {
            (t.registers.stated)(name, &say(after))
        } else {
            (t.registers.changed)(name, &say(before), &say(after))
        }
    }

    /// A sentence, and what it is about where the sentence itself does not say it.
    fn line(&self, happening: &Happening, is_new: impl Fn(Subject) -> bool) -> (Option<Subject>, String) {
        let t = &self.texts.registers;
        let of_person = |person: &PersonId, line: &str| (Some(Subject::Person(*person)), line.to_owned());
        let whole = |line: String| (None, line);
        match happening {
            Happening::Set { subject, field, before, after } => {
                let is_new = before.is_none() && is_new(*subject);
                (Some(*subject), self.set(*field, before.as_deref(), after.as_deref(), is_new))
            }
            Happening::Entered(person) => of_person(person, t.entered),
            Happening::IdNumber(person) => of_person(person, t.id_number_written),
            Happening::Gone(person, why) => {
                whole((t.who_did)(&self.name(*person), &departure(self.texts, why, self.path(why))))
            }
            Happening::Back(person) => whole((t.is_back)(&self.name(*person))),
            Happening::Joined(keep, merge) => whole((t.joined)(&self.name(*keep), &self.name(*merge))),
            Happening::ToldApart(one, other) => whole((t.told_apart)(&self.name(*one), &self.name(*other))),
            Happening::Registered => whole(t.registered.to_owned()),
            Happening::Ended(why) => whole((t.ended)(*why).to_owned()),
            Happening::Reopened => whole(t.reopened.to_owned()),
            Happening::Unknown => whole(t.unknown_change.to_owned()),
        }
    }

    fn whom(&self, subject: Subject) -> String {
        match subject {
            Subject::Household => self.texts.form.home.to_owned(),
            Subject::Person(person) => self.name(person),
        }
    }

    fn name(&self, person: PersonId) -> String {
        let known = self.view.names.iter().find(|(known, name)| *known == person && !name.is_empty());
        known.map_or_else(|| self.texts.door.nameless.to_owned(), |(_, name)| name.clone())
    }

    fn path(&self, why: &Departure) -> &'a [String] {
        let door = match why {
            Departure::Moved { door, .. } => door,
            Departure::Died { .. } | Departure::Left { .. } | Departure::Mistake => return &[],
        };
        self.view.doors.iter().find(|(known, _)| known == door).map_or(&[], |(_, path)| path)
    }
}

/// Changes of one day, in the order of the history; `None` for a moment outside the calendar.
pub type DayOfChanges = (Option<Date>, Vec<HistoryChange>);

/// Groups changes by the day `day_of` gives their moment.
#[must_use]
pub fn by_day(changes: &[HistoryChange], day_of: impl Fn(Millis) -> Option<Date>) -> Vec<DayOfChanges> {
    let mut days: Vec<DayOfChanges> = Vec::new();
    for change in changes {
        let day = day_of(change.by.at);
        match days.last_mut() {
            Some((known, those)) if *known == day => those.push(change.clone()),
            _ => days.push((day, vec![change.clone()])),
        }
    }
    days
}

#[cfg(test)]
mod tests;
