//! What one looks up: guides, contacts, duty, the property window, doctor, lawyer, police, services with their providers.

use serde::{Deserialize, Serialize};

/// The shelves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Shelf {
    /// How things are done 办事指南.
    #[n(0)]
    HowTo,
    /// Whom to call 联系电话.
    #[n(1)]
    Contact,
    /// Who is on duty 值班表.
    #[n(2)]
    Duty,
    /// The property company's window 物业之窗.
    #[n(3)]
    Property,
    /// The community's doctor 社区医生.
    #[n(4)]
    Doctor,
    /// The community's lawyer 社区律师.
    #[n(5)]
    Lawyer,
    /// The community's police 社区民警.
    #[n(6)]
    Police,
    /// Services and who offers them 便民服务.
    #[n(7)]
    Service,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 8] = [
        Self::HowTo,
        Self::Contact,
        Self::Duty,
        Self::Property,
        Self::Doctor,
        Self::Lawyer,
        Self::Police,
        Self::Service,
    ];
}
