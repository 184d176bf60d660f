//! People to register: invented, each unlike every other.

use crate::demo::papers::check_character;

/// One person as they are typed into the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name.
    pub name: String,
    /// Telephone number, under a prefix that nobody has.
    pub phone: String,
    /// ID number, under an area code that was never issued.
    pub id_number: String,
    /// What the next visitor should know about the home.
    pub note: String,
}

const SURNAMES: [&str; 8] = ["司徒", "上官", "诸葛", "慕容", "夏侯", "令狐", "宇文", "端木"];
const GIVEN: [&str; 5] = ["晓棠", "砚秋", "予安", "槿年", "鹤鸣"];
const NOTES: [&str; 4] = ["门口有只大黄狗", "按两次门铃才应", "楼道灯坏了要带手电", "老太太听力不好"];

/// The person of a number below 40.
#[must_use]
pub fn entry(number: usize) -> Entry {
    let name = format!("{}{}", SURNAMES[number % 8], GIVEN[number / 8 % 5]);
    let first = format!("99010219{}07{:02}{:03}", 50 + number, 1 + number % 28, 100 + number);
    let id_number = format!("{first}{}", check_character(&first));
    let note = format!("{}，第{number}家", NOTES[number % 4]);
    Entry { name, phone: format!("1547{:07}", 3_141_592 + number * 7_919), id_number, note }
}
