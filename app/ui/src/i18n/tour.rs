//! Texts: the first-run tour.

texts! {
    /// The first-run tour.
    TourTexts {
        skip,
        next,
        done,
    }
}

/// In Chinese.
pub(super) const ZH: TourTexts = TourTexts { skip: "跳过", next: "下一步", done: "开始使用" };

/// In English.
pub(super) const EN: TourTexts = TourTexts { skip: "Skip", next: "Next", done: "Start" };
