//! Texts: who can see what, what the relay knows, and what remains a danger. docs/THREATS.md says the same at length.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

/// Who, and what they can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Who.
    pub who: &'static str,
    /// What they can see, and what not.
    pub what: &'static str,
}

texts! {
    /// Who can see what.
    ProtectionTexts {
        title,
        what,
        roles_title,
        roles: &'static [Sight],
        relay_title,
        relay_what,
        relay_knows_title,
        relay_knows: &'static [&'static str],
        relay_not_title,
        relay_not: &'static [&'static str],
        dangers_title,
        dangers_what,
        dangers: &'static [Sight],
        lost_title,
        lost: &'static [&'static str],
        build_title,
        build_what,
        build_unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_number_of_things() {
        let counts = |texts: &ProtectionTexts| {
            [texts.roles.len(), texts.relay_knows.len(), texts.relay_not.len(), texts.dangers.len(), texts.lost.len()]
        };
        assert_eq!(counts(&ZH), counts(&EN));
        assert!(counts(&ZH).into_iter().all(|count| count > 1));
    }

    #[test]
    fn the_page_for_reading_names_every_danger_the_screen_names() {
        let page = include_str!("../../../../docs/THREATS.md");
        for texts in [&ZH, &EN] {
            for said in texts.roles.iter().chain(texts.dangers) {
                assert!(page.contains(said.who), "{}", said.who);
            }
        }
    }
}
