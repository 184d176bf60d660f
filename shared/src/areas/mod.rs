//! Areas and doors: district 区 → street 街道 → community 居村 → grid 网格 → building 楼栋 → stair 单元 → door 户.
//!
//! [`AreaFact`] is what is written into the log (sealed to the community ring); [`Tree`] is the fold over these facts;
//! [`national`] reads the national list of areas, from which a community takes its code and the names above it.
//! **Invariant:** an area's id is the hash of its parent and its label at creation, so that devices that never met give the
//! same door the same id.

pub mod facts;
mod label;
pub mod national;
mod plan;
mod tree;
pub mod writing;

pub use facts::{AreaFact, AreaFactError};
pub use label::{LABEL_LENGTH, LabelError, clean_label, natural_order};
pub use plan::{BUILDING_STAIRS, BuildingPlan, ExtraDoor, FloorRun, STAIR_DOORS, StairPlan};
pub use tree::{Applied, Area, Floor, Place, Tree};

use serde::{Deserialize, Serialize};

use crate::ids::AreaId;

/// What an area is; the nearer to the door, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AreaKind {
    /// 区县.
    District,
    /// 街道, 乡镇.
    Street,
    /// 居村: the unit of log and storage.
    Community,
    /// 网格.
    Grid,
    /// 楼栋.
    Building,
    /// 单元.
    Stair,
    /// 户: a door behind which a household may live.
    Door,
}

/// What a door is used for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Use {
    /// 住宅.
    #[default]
    #[n(0)]
    Home,
    /// 商铺.
    #[n(1)]
    Shop,
    /// 地下室, 车库.
    #[n(2)]
    Cellar,
    /// 办公, 物业用房.
    #[n(3)]
    Office,
    /// Anything else nobody lives in.
    #[n(4)]
    Other,
}

/// The id of the area that bears `label` under `parent`.
#[must_use]
pub fn area_id(parent: AreaId, label: &str) -> AreaId {
    AreaId::derive("linli area", &[&parent.0, label.as_bytes()])
}
