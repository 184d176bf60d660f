//! A founded demo community at a relay of its own that serves the web app.
//!
//! Founding takes seconds, so tests that run at the same time share one and work on copies.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use anyhow::Context;
use tempfile::TempDir;
use tokio::sync::Mutex;

use super::published::publish_next;
use super::steps::Spot;
use super::timed::Timed;
use crate::demo::{Community, community_on};
use crate::founding::{Permit, Place as Founding, SeatFolder, clock, found};
use crate::process::{Relay, RelayOptions, program};

/// The demo's data are drawn with this seed.
const SEED: u64 = 1;

static FOUNDED: Mutex<Weak<Founded>> = Mutex::const_new(Weak::new());

#[derive(Debug)]
struct Founded {
    folder: TempDir,
    plan: Community,
}

/// How the relay runs.
#[derive(Debug)]
enum Served {
    /// As the program.
    Program(Relay),
    /// In this process, with a clock of its own.
    Timed(Timed),
}

/// A running relay with the community.
#[derive(Debug)]
pub struct Place {
    relay: Served,
    founded: Arc<Founded>,
    folder: TempDir,
}

impl Place {
    /// Starts one.
    ///
    /// # Errors
    /// If the programs or the web app are not built, or founding fails.
    pub async fn open() -> anyhow::Result<Self> {
        Self::on(founded().await?).await
    }

    /// Starts one with another plan, which is founded for it alone.
    ///
    /// # Errors
    /// If the programs or the web app are not built, or founding fails.
    pub async fn planned(change: impl FnOnce(&mut Community)) -> anyhow::Result<Self> {
        let mut plan = plan();
        change(&mut plan);
        Self::on(Arc::new(Founded::of(plan).await?)).await
    }

    /// Starts one at which days can pass at once ([`Self::pass`]).
    ///
    /// # Errors
    /// If the programs or the web app are not built, or founding fails.
    pub async fn with_a_calendar() -> anyhow::Result<Self> {
        let founded = founded().await?;
        let folder = laid_out(&founded)?;
        let at = |part: &str| folder.path().join(part);
        let relay = Served::Timed(Timed::start(&at("relay"), &at("app"), &at("seats"))?);
        Ok(Self { relay, founded, folder })
    }

    /// Lets days pass for the relay, and so for every device that meets it; one at a relay's program has the machine's.
    ///
    /// # Panics
    /// If the relay runs as the program.
    pub fn pass(&self, days: u16) {
        match &self.relay {
            Served::Timed(relay) => relay.pass(days),
            Served::Program(_) => panic!("the program has the machine's clock"),
        }
    }

    async fn on(founded: Arc<Founded>) -> anyhow::Result<Self> {
        let folder = laid_out(&founded)?;
        let mut options = options(folder.path())?;
        options.app = Some(folder.path().join("app"));
        options.seats = Some(folder.path().join("seats"));
        let relay = Served::Program(Relay::start(&options).await?);
        Ok(Self { relay, founded, folder })
    }

    /// Where the relay listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        match &self.relay {
            Served::Program(relay) => relay.address(),
            Served::Timed(relay) => relay.address(),
        }
    }

    /// A folder for profiles and data of devices.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder with the web app that the relay serves.
    #[must_use]
    pub fn app(&self) -> PathBuf {
        self.folder.path().join("app")
    }

    /// Lays down the next version of the web app in place of the one that is served.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn publish_next(&self) -> anyhow::Result<()> {
        publish_next(&self.app())
    }

    /// What was planned for the community.
    #[must_use]
    pub fn plan(&self) -> &Community {
        &self.founded.plan
    }

    /// Doors of the first grid where nobody is registered and nobody has called, in walking order.
    #[must_use]
    pub fn untouched(&self) -> Vec<Spot> {
        let plan = self.plan();
        let tree = plan.tree();
        let grid = tree.grids()[0];
        let is_touched = |door| {
            plan.households.iter().any(|household| household.door == door)
                || plan.visits.iter().any(|visit| visit.visit.door == door)
        };
        tree.doors(grid)
            .into_iter()
            .filter(|door| !is_touched(*door))
            .filter_map(|door| Spot::of(&tree, door))
            .collect()
    }
}

/// The web app's folder.
///
/// # Errors
/// If it is not built: `make web` does that.
pub fn web_app() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/ui/dist");
    anyhow::ensure!(folder.join("index.html").is_file(), "the web app is not built; `make web` does that");
    Ok(folder)
}

/// The page that runs the checks of every store in a browser.
///
/// # Errors
/// If it is not built: `make conformance` does that.
pub fn conformance_page() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/conformance");
    anyhow::ensure!(
        folder.join("index.html").is_file(),
        "the page of checks is not built; `make conformance` does that"
    );
    Ok(folder)
}

/// A folder with what a relay needs: copies, so that a build that goes on meanwhile changes nothing here.
fn laid_out(founded: &Founded) -> anyhow::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    copy(&web_app()?, &folder.path().join("app"))?;
    for part in ["relay", "seats"] {
        copy(&founded.folder.path().join(part), &folder.path().join(part))?;
    }
    Ok(folder)
}

fn options(folder: &Path) -> anyhow::Result<RelayOptions> {
    let mut options = RelayOptions::new(program("linli-relay")?, folder.join("relay"));
    options.log = Some(folder.join("relay.log"));
    Ok(options)
}

fn plan() -> Community {
    community_on(SEED, linli_core::device::today(clock()))
}

async fn founded() -> anyhow::Result<Arc<Founded>> {
    let mut kept = FOUNDED.lock().await;
    if let Some(founded) = kept.upgrade() {
        return Ok(founded);
    }
    let founded = Arc::new(Founded::of(plan()).await?);
    *kept = Arc::downgrade(&founded);
    Ok(founded)
}

impl Founded {
    async fn of(plan: Community) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let options = options(folder.path())?;
        let relay = Relay::start(&options).await?;
        let permit = Permit::issue(&options.program, &options.data, plan.code).await?;
        let seats = SeatFolder::new(folder.path().join("seats"));
        let place = Founding { relay: format!("http://{}", relay.address()), permit, seats };
        found(&place, &plan, |_| {}).await.context("founding the community")?;
        relay.stop().await?;
        Ok(Self { folder, plan })
    }
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for file in std::fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let file = file?;
        let target = to.join(file.file_name());
        if file.file_type()?.is_dir() {
            copy(&file.path(), &target)?;
        } else if file.file_type()?.is_file() {
            // What is left is where a relay listens to its operator; the next one makes its own.
            std::fs::copy(file.path(), target)?;
        }
    }
    Ok(())
}
