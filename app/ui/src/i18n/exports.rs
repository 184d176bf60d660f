//! Texts: exports.

mod en;
mod zh;

texts! {
    /// Exports.
    ExportTexts {
        title,
        what,
        everything,
        chosen: fn(&str) -> String,
        other_list,
        doors: fn(u32) -> String,
        nothing,
        nothing_next,
        format,
        xlsx_hint,
        csv_hint,
        with_id,
        with_id_hint,
        with_id_warning,
        make,
        making: fn(u32, u32) -> String,
        stop,
        done: fn(u32) -> String,
        saved_to: fn(&str) -> String,
        saved,
        failed,
        failed_next,
        sheet,
        places: [&'static str; 4],
        household,
        id_number,
        last_visit,
        package,
        package_hint,
        package_make,
        package_documents: fn(u32, u32) -> String,
        package_name,
        keep_safe,
        readme: fn(&str, &str, u32, u32) -> String,
    }
}

pub(super) use en::EN;
pub(super) use zh::ZH;
