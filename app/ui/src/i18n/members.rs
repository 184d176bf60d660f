//! Texts: members.

texts! {
    /// Members.
    MemberTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: MemberTexts = MemberTexts { title: "成员" };

/// In English.
pub(super) const EN: MemberTexts = MemberTexts { title: "Members" };
