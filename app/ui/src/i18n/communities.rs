//! Texts: communities.

texts! {
    /// My communities.
    CommunityTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: CommunityTexts = CommunityTexts { title: "我的社区" };

/// In English.
pub(super) const EN: CommunityTexts = CommunityTexts { title: "My communities" };
