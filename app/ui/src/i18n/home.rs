//! Texts: home.

texts! {
    /// Home.
    HomeTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: HomeTexts = HomeTexts { title: "首页" };

/// In English.
pub(super) const EN: HomeTexts = HomeTexts { title: "Home" };
