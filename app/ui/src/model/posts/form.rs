//! What a post still needs, and what is sent of it.

use linli_contract::posts::PostForm;
use linli_shared::posts::{TEXT, TITLE};

/// What a post lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Words, or a photo.
    Words,
    /// A shorter title.
    TitleLong,
    /// A shorter text.
    TextLong,
}

/// The first thing a post lacks; `None` if it can be sent.
#[must_use]
pub fn lack(form: &PostForm) -> Option<Lack> {
    let ready = ready(form);
    if ready.title.chars().count() > TITLE {
        Some(Lack::TitleLong)
    } else if ready.text.chars().count() > TEXT {
        Some(Lack::TextLong)
    } else {
        is_blank(form).then_some(Lack::Words)
    }
}

/// Whether nothing was typed and no photo added: there is nothing to keep.
#[must_use]
pub fn is_blank(form: &PostForm) -> bool {
    let ready = ready(form);
    ready.title.is_empty() && ready.text.is_empty() && ready.attached.is_empty()
}

/// The post as it is sent: without space around its words.
#[must_use]
pub fn ready(form: &PostForm) -> PostForm {
    PostForm {
        section: form.section,
        title: form.title.trim().to_owned(),
        text: form.text.trim().to_owned(),
        attached: form.attached.clone(),
    }
}

#[cfg(test)]
mod tests {
    use linli_contract::posts::Section;
    use linli_shared::blobs::BlobId;

    use super::*;

    fn form(title: &str, text: &str, photos: u8) -> PostForm {
        let attached = (0..photos).map(|nth| BlobId([nth; 32])).collect();
        PostForm { section: Section::Goods, title: title.into(), text: text.into(), attached }
    }

    #[test]
    fn a_post_needs_some_words_or_a_photo() {
        assert_eq!(lack(&form("", " 送一张床 ", 0)), None);
        assert_eq!(lack(&form("", " \n", 1)), None);
        assert_eq!(lack(&form("送一张床", "  ", 0)), None);
        assert_eq!(lack(&form(" ", "  ", 0)), Some(Lack::Words));
    }

    #[test]
    fn what_is_too_long_is_said_before_it_is_refused() {
        assert_eq!(lack(&form(&"床".repeat(TITLE), &"好".repeat(TEXT), 0)), None);
        assert_eq!(lack(&form(&"床".repeat(TITLE + 1), "好", 0)), Some(Lack::TitleLong));
        assert_eq!(lack(&form("", &"好".repeat(TEXT + 1), 0)), Some(Lack::TextLong));
    }

    #[test]
    fn a_form_with_nothing_but_space_is_blank() {
        assert!(is_blank(&form(" ", "\n", 0)) && !is_blank(&form("", "", 1)) && !is_blank(&form("床", "", 0)));
        assert_eq!(ready(&form(" 床 ", "\n好\n", 0)).text, "好");
    }
}
