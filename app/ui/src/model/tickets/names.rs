//! What categories and handlers are called: the community's own words win over the screens'.

use linli_contract::tickets::{Category, Handler, TicketRow};

use crate::i18n::Texts;

/// What a category is called.
#[must_use]
pub fn category_name(t: &Texts, key: &str, categories: &[Category]) -> String {
    let own = categories.iter().find(|category| category.key == key).map(|category| category.label.trim());
    match own.filter(|label| !label.is_empty()) {
        Some(label) => label.to_owned(),
        None => {
            (t.tickets.category)(key).map_or_else(|| t.tickets.category_unknown.to_owned(), |(name, _)| name.to_owned())
        }
    }
}

/// Plain examples of a category; empty if there are none.
#[must_use]
pub fn category_examples(t: &Texts, category: &Category) -> String {
    if !category.examples.trim().is_empty() {
        return category.examples.trim().to_owned();
    }
    // A label of the community's own may mean something else than the screens' examples.
    let known = if category.label.trim().is_empty() { (t.tickets.category)(&category.key) } else { None };
    known.map(|(_, examples)| examples.to_owned()).unwrap_or_default()
}

/// What a handler is called.
#[must_use]
pub fn handler_name(t: &Texts, handler: Handler, names: &[(Handler, String)]) -> String {
    let named = names.iter().find(|(one, _)| *one == handler).map(|(_, name)| name.clone());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| (t.tickets.handler)(handler).to_owned())
}

/// What several handlers are called, one after the other.
#[must_use]
pub fn names_of(t: &Texts, handlers: &[Handler], names: &[(Handler, String)]) -> String {
    let all: Vec<String> = handlers.iter().map(|handler| handler_name(t, *handler, names)).collect();
    all.join(t.tickets.and)
}

/// Where something is: the path, then the words.
#[must_use]
pub fn place_of(row: &TicketRow) -> String {
    let mut parts: Vec<&str> = row.path.iter().map(String::as_str).collect();
    if !row.place.is_empty() {
        parts.push(&row.place);
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use linli_contract::tickets::CommunityTables;
    use linli_shared::ids::AreaId;

    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_category_of_the_first_release_has_a_name_and_examples_of_its_own() {
        for lang in Lang::ALL {
            let t = lang.texts();
            let tables = CommunityTables::default();
            let mut names = std::collections::BTreeSet::new();
            for category in &tables.categories {
                let name = category_name(t, &category.key, &tables.categories);
                assert!(name != t.tickets.category_unknown && names.insert(name), "{}", category.key);
                assert!(!category_examples(t, category).is_empty(), "{}", category.key);
            }
        }
    }

    #[test]
    fn the_communitys_own_words_win() {
        let t = Lang::Chinese.texts();
        let mut tables = CommunityTables::default();
        tables.categories[0].label = "自来水".into();
        assert_eq!(category_name(t, "water", &tables.categories), "自来水");
        assert_eq!(category_examples(t, &tables.categories[0]), "", "the screens' examples were of another name");
        tables.categories[0].examples = "龙头".into();
        assert_eq!(category_examples(t, &tables.categories[0]), "龙头");
        assert_eq!(category_name(t, "own-1", &tables.categories), t.tickets.category_unknown);
    }

    #[test]
    fn departments_are_called_as_the_ticket_says() {
        let t = Lang::Chinese.texts();
        let fire = Handler::Department(AreaId([1; 16]));
        let names = vec![(fire, "消防站".to_owned())];
        assert_eq!(names_of(t, &[Handler::Property, fire], &names), "物业、消防站");
        assert_eq!(handler_name(t, fire, &[]), "部门");
    }
}
