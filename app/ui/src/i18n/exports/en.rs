//! Exports, in English.

use super::ExportTexts;

/// In English.
pub(crate) const EN: ExportTexts = ExportTexts {
    title: "Export",
    what: "Saves the register as a table, a person per row, with words in place of codes.",
    everything: "Everything you may see",
    chosen: |list| format!("List: {list}"),
    other_list: "Another list",
    doors: |doors| format!("{doors} doors"),
    nothing: "This list has no doors",
    nothing_next: "Choose another list, or everything.",
    format: "File format",
    xlsx_hint: "Opens in Excel or WPS; ID numbers stay as they are.",
    csv_hint: "For other systems. Excel changes the last digits of ID numbers when it opens CSV; choose xlsx for Excel.",
    with_id: "Write ID numbers in full",
    with_id_hint: "Otherwise the first three and last four characters",
    with_id_warning: "Outside of Linli the file is not encrypted. You answer for it: give it only to people who may see it, and delete it afterwards.",
    make: "Export",
    making: |done, all| format!("Collecting {done} of {all} doors"),
    stop: "Stop",
    done: |people| format!("{people} people exported"),
    saved_to: |path| format!("Saved to {path}"),
    saved: "Downloaded; look among your downloads",
    failed: "Not exported",
    failed_next: "Free some space and try again.",
    sheet: "Register",
    places: ["Grid", "Building", "Stair", "Door"],
    household: "Household",
    id_number: "ID number",
    last_visit: "Last visit",
    package: "The whole community",
    package_hint: "One zip file: the whole register (xlsx and JSON) and every home's document (Automerge, with its history), readable without Linli. With ID numbers in full.",
    package_make: "Export the whole community",
    package_documents: |done, all| format!("Collecting {done} of {all} documents"),
    package_name: "community",
    keep_safe: "The package is not encrypted; keep it under lock.",
    readme: |community, day, people, documents| {
        format!(
            "Package of {community}, exported on {day}\n\n\
             register.xlsx        the register, a person per row, {people} people\n\
             register.json        the same by door, with the app's own codes\n\
             documents.json       of each document its id, its door, its history (who, when, what, known from where)\n\
             documents/*.automerge  a document per home, {documents} of them; any Automerge tool opens them\n\n\
             In register.json each of `doors` is a door: `path` is grid, building, stair, door; `households` are its\n\
             households, whose `values` are [subject, field, value] with the subject \"Household\" (the home) or\n\
             {{\"Person\": id}}; `id_numbers` are the ID numbers; `departed` are people who left; `visits` are the visits.\n\
             Times are milliseconds since 1970.\n\n\
             The files are not encrypted and hold personal data; keep them safe.\n"
        )
    },
};
