//! Texts: moves, departures, history, undo.

texts! {
    /// Moves, departures, history, undo.
    RegisterTexts {
        history,
    }
}

/// In Chinese.
pub(super) const ZH: RegisterTexts = RegisterTexts { history: "变更记录" };

/// In English.
pub(super) const EN: RegisterTexts = RegisterTexts { history: "History" };
