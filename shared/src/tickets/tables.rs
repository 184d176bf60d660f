//! The community's tables: which categories there are, how long each may take, who gets what 9+X.
//!
//! One record of the committee's, replaced as a whole; the newest in the relay's order holds. Without one
//! [`CommunityTables::default`] holds.

use serde::{Deserialize, Serialize};

use super::Handler;
use crate::cbor;
use crate::ids::{AreaId, LogCode, RecordId};

/// How high a handler stands: a ticket escalates from one level to the next.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Level {
    /// Among neighbours: building leaders, volunteers, property 自治.
    #[n(0)]
    Neighbours,
    /// The community 居村.
    #[n(1)]
    Community,
    /// The street 街镇.
    #[n(2)]
    Street,
    /// The grid centre with its list of departments 9+X 网格中心.
    #[n(3)]
    GridCentre,
}

/// A department that answers tickets: the street's offices, the grid centre, city management, fire brigade …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
pub struct Department {
    /// The scope that its people's roles name.
    #[n(0)]
    pub id: AreaId,
    /// Its name.
    #[n(1)]
    pub name: String,
    /// Where it stands.
    #[n(2)]
    pub level: Level,
}

/// A category of tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
pub struct Category {
    /// Its key; of the first release's categories the screens know names and examples.
    #[n(0)]
    pub key: String,
    /// The community's own name for it; empty for the screens' name.
    #[n(1)]
    pub label: String,
    /// The community's own examples; empty for the screens'.
    #[n(2)]
    pub examples: String,
    /// Hours until the first answer.
    #[n(3)]
    pub answer_hours: u32,
    /// Hours until it should be resolved.
    #[n(4)]
    pub done_hours: u32,
    /// Whom a ticket goes to at once; nobody means the committee.
    #[n(5)]
    pub route: Vec<Handler>,
    /// Not offered any more.
    #[n(6)]
    pub is_off: bool,
    /// A service to be ordered 点单.
    #[n(7)]
    pub is_service: bool,
}

/// The tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
pub struct CommunityTables {
    /// 1.
    #[n(0)]
    pub version: u8,
    /// Categories in the order in which they are offered.
    #[n(1)]
    pub categories: Vec<Category>,
    /// Departments.
    #[n(2)]
    pub departments: Vec<Department>,
}

impl Default for CommunityTables {
    fn default() -> Self {
        use Handler::{Committee, GridWorkers, Property};
        let category = |key: &str, answer_hours, done_hours, route: &[Handler], is_service| Category {
            key: key.to_owned(),
            label: String::new(),
            examples: String::new(),
            answer_hours,
            done_hours,
            route: route.to_vec(),
            is_off: false,
            is_service,
        };
        let categories = vec![
            category("water", 4, 48, &[Property], false),
            category("power", 4, 48, &[Property], false),
            category("lift", 2, 24, &[Property], false),
            category("fire", 2, 24, &[Property, GridWorkers], false),
            category("light", 24, 72, &[Property], false),
            category("clean", 24, 72, &[Property], false),
            category("green", 24, 168, &[Property], false),
            category("parking", 24, 72, &[Property, GridWorkers], false),
            category("noise", 24, 72, &[GridWorkers], false),
            category("building", 24, 168, &[GridWorkers], false),
            category("pets", 24, 72, &[GridWorkers], false),
            category("other", 24, 120, &[Committee], false),
            category("help", 8, 72, &[Committee], true),
            category("repair", 24, 120, &[Property], true),
            category("papers", 24, 120, &[Committee], true),
        ];
        Self { version: 1, categories, departments: Vec::new() }
    }
}

impl CommunityTables {
    /// The record of a community's tables.
    #[must_use]
    pub fn record(log: LogCode) -> RecordId {
        RecordId::derive("linli tables", &[&log.0.to_be_bytes()])
    }

    /// A category.
    #[must_use]
    pub fn category(&self, key: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.key == key)
    }

    /// A department.
    #[must_use]
    pub fn department(&self, id: AreaId) -> Option<&Department> {
        self.departments.iter().find(|department| department.id == id)
    }

    /// The level at which a handler stands.
    #[must_use]
    pub fn level(&self, handler: Handler) -> Level {
        match handler {
            Handler::Member(_) | Handler::Property => Level::Neighbours,
            Handler::Committee | Handler::GridWorkers => Level::Community,
            Handler::Department(id) => self.department(id).map_or(Level::Street, |known| known.level),
        }
    }
}

cbor::contents! { CommunityTables }
