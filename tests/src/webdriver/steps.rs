//! What people do in Linli, as steps at a screen: find a door, register who lives there, see to it that it was sent.

use linli_shared::areas::{AreaKind, Tree};
use linli_shared::ids::AreaId;
use serde_json::json;

use super::entry::Entry;
use super::screen::{Screen, id};

/// A door and the way to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The building.
    pub building: AreaId,
    /// The stair in it.
    pub stair: AreaId,
    /// The door.
    pub door: AreaId,
}

impl Spot {
    /// The way to a door; none to what is no door.
    #[must_use]
    pub fn of(tree: &Tree, door: AreaId) -> Option<Self> {
        let above = |kind| tree.ancestor(door, kind);
        Some(Self { building: above(AreaKind::Building)?, stair: above(AreaKind::Stair)?, door })
    }
}

impl Screen {
    /// Waits until the first screen of somebody who keeps the register is filled, on a device that was new.
    ///
    /// # Errors
    /// If the community does not arrive.
    pub async fn arrived(&self) -> anyhow::Result<()> {
        self.skip_tour().await?;
        self.see(&id("building")).await?;
        self.all_sent().await
    }

    /// Waits for the cards that are shown once to a new device, and puts them away.
    ///
    /// # Errors
    /// If they do not come.
    pub async fn skip_tour(&self) -> anyhow::Result<()> {
        self.tap(&id("tour-skip")).await
    }

    /// Waits until the first screen says that the relay was met and nothing waits.
    ///
    /// # Errors
    /// If it does not in time.
    pub async fn all_sent(&self) -> anyhow::Result<()> {
        self.read(&id("sync-line"), "都已上传 · 上次连通").await
    }

    /// Goes to the first screen.
    ///
    /// # Errors
    /// If there is no way.
    pub async fn go_home(&self) -> anyhow::Result<()> {
        while self.script("return location.pathname", Vec::new()).await? != json!("/") {
            // The screens of the tabs have no way back; the first tab leads home.
            self.tap(&format!("{}, {}", id("back"), id("tab-"))).await?;
        }
        self.see(&id("sync-line")).await
    }

    /// Goes from wherever it is to a building's board and shows a stair.
    ///
    /// # Errors
    /// If there is no way.
    pub async fn go_to_stair(&self, spot: Spot) -> anyhow::Result<()> {
        let board = json!(format!("/building/{}", spot.building));
        if self.script("return location.pathname", Vec::new()).await? != board {
            self.go_home().await?;
            self.tap(&format!("a[href=\"/building/{}\"]", spot.building)).await?;
            self.see(&id("stair")).await?;
        }
        let tab = format!("{} [data-code=\"{}\"]", id("stairs"), spot.stair);
        // On a wide screen all stairs stand side by side, and the tabs only keep their place.
        if self.texts(&tab).await?.iter().any(|words| !words.is_empty()) {
            self.tap(&tab).await?;
        }
        Ok(())
    }

    /// Goes to a door.
    ///
    /// # Errors
    /// If there is no way.
    pub async fn go_to_door(&self, spot: Spot) -> anyhow::Result<()> {
        self.go_to_stair(spot).await?;
        self.tap(&door_cell(spot)).await?;
        self.see(&id("door-state")).await
    }

    /// Opens the form of a door where nobody is registered, with a first person in it.
    ///
    /// # Errors
    /// If it does not open.
    pub async fn begin(&self) -> anyhow::Result<()> {
        self.tap(&id("register")).await?;
        self.tap(&id("add-person")).await?;
        self.see(&id("field-name")).await
    }

    /// Types a person into the form that is open.
    ///
    /// # Errors
    /// If a field is missing.
    pub async fn type_in(&self, entry: &Entry) -> anyhow::Result<()> {
        self.fill(&id("field-name"), &entry.name).await?;
        self.choose(&id("field-relation"), "0").await?;
        self.fill(&id("field-phone"), &entry.phone).await?;
        self.fill(&id("field-id"), &entry.id_number).await?;
        self.fill(&id("field-note"), &entry.note).await
    }

    /// Meets the relay now, and waits until that is over.
    ///
    /// # Errors
    /// If there is no way or no end.
    pub async fn meet(&self) -> anyhow::Result<()> {
        self.go_home().await?;
        self.tap(&id("sync-line")).await?;
        self.tap(&id("sync-now")).await?;
        self.see(&format!("{}[aria-busy=false]", id("sync-now"))).await
    }

    /// Goes to a door and waits until a person is shown there.
    ///
    /// # Errors
    /// If they do not arrive.
    pub async fn find_at(&self, spot: Spot, name: &str) -> anyhow::Result<()> {
        self.go_to_door(spot).await?;
        self.read(&id("person"), name).await
    }

    /// Opens the form of the household that is shown, with its first person.
    ///
    /// # Errors
    /// If it does not open.
    pub async fn edit(&self) -> anyhow::Result<()> {
        self.tap(&id("edit")).await?;
        self.tap(&id("person-toggle")).await?;
        self.see(&id("field-name")).await
    }

    /// Waits until the form says that all that is typed is kept on the device.
    ///
    /// # Errors
    /// If it does not.
    pub async fn draft_is_kept(&self) -> anyhow::Result<()> {
        self.read(&format!("{}[aria-busy=false]", id("draft-state")), "草稿已保存在本机").await
    }

    /// Waits until the household that is shown is with the relay.
    ///
    /// # Errors
    /// If it stays on the device.
    pub async fn is_sent(&self) -> anyhow::Result<()> {
        self.read(&format!("{} .household-head", id("household")), "已上传").await
    }

    /// Saves the form and waits for the door with the household.
    ///
    /// # Errors
    /// If it is not saved.
    pub async fn save(&self) -> anyhow::Result<()> {
        self.tap(&id("save")).await?;
        self.see(&id("household")).await
    }
}

/// The selector of a door on a board.
#[must_use]
pub fn door_cell(spot: Spot) -> String {
    format!("a[href=\"/door/{}\"]", spot.door)
}
