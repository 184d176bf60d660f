//! A relay's program with a community in which nobody is registered yet, reached through a tap.

use std::path::{Path, PathBuf};
use std::time::Duration;

use linli_contract::areas::ReadCommunity;
use linli_contract::members::TakeSeat;
use linli_contract::sync::{Link, ReadSync, SyncNow, SyncView};
use tempfile::TempDir;
use tests::demo::{Community, community};
use tests::founding::{Permit, Place, SeatFolder, found};
use tests::process::{Device, Relay, RelayOptions, Tap, program, until};

/// How long meeting the relay may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The scene.
pub(crate) struct Scene {
    folder: TempDir,
    options: RelayOptions,
    relay: Option<Relay>,
    device: PathBuf,
    pub(crate) tap: Tap,
    /// The plan; in a new scene only its areas and staff are in the community.
    pub(crate) plan: Community,
}

impl Scene {
    /// A founded community.
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("relay");
        Self::on(folder, data).await
    }

    /// The same with the relay's data elsewhere.
    pub(crate) async fn on(folder: TempDir, data: PathBuf) -> Self {
        let plan = community(1);
        let mut scene = Self::found(folder, data, plan.unregistered()).await;
        scene.plan = plan;
        scene
    }

    /// The demo community with everybody registered.
    pub(crate) async fn lived_in() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("relay");
        Self::found(folder, data, community(1)).await
    }

    async fn found(folder: TempDir, data: PathBuf, plan: Community) -> Self {
        let mut options = RelayOptions::new(program("linli-relay").unwrap(), data);
        options.log = Some(folder.path().join("relay.log"));
        options.level = Some("trace".to_owned());
        options.seats = Some(folder.path().join("seats"));
        let relay = Relay::start(&options).await.unwrap();
        let permit = Permit::issue(&options.program, &options.data, plan.code).await.unwrap();
        let seats = SeatFolder::new(folder.path().join("seats"));
        let tap = Tap::open().await.unwrap();
        tap.lead_to(Some(relay.address()));
        found(&Place { relay: tap.url(), permit, seats }, &plan, |_| {}).await.unwrap();
        let device = PathBuf::from(env!("CARGO_BIN_EXE_device"));
        Self { folder, options, relay: Some(relay), device, tap, plan }
    }

    /// The folder of the relay's data.
    pub(crate) fn relay_data(&self) -> &Path {
        &self.options.data
    }

    /// The folder of a device; its log is in the scene's folder, under the same name with the ending `log`.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the device of a folder.
    pub(crate) fn device(&self, folder: &Path) -> Device {
        let name = Path::new(folder.file_name().unwrap()).with_extension("log");
        Device::start(&self.device, folder, Some(&self.folder.path().join(name))).unwrap()
    }

    /// Starts a new device in a folder, sits down on a seat and fetches the community.
    pub(crate) async fn newcomer(&self, folder: &Path, seat: &str) -> Device {
        let mut device = self.device(folder);
        device.ask(TakeSeat { relay: self.tap.url(), seat: seat.to_owned() }).await.unwrap();
        until("the community", PATIENCE, async || {
            device.ask(SyncNow).await.unwrap();
            (device.ask(ReadCommunity).await.unwrap().coverage.doors > 0).then_some(())
        })
        .await
        .unwrap();
        device
    }

    /// Kills the relay (`kill -9`) and ends what the tap holds.
    pub(crate) async fn kill_relay(&mut self) {
        self.tap.lead_to(None);
        self.relay.take().unwrap().kill().await.unwrap();
        self.tap.release();
    }

    /// Starts the relay again on its data.
    pub(crate) async fn restart_relay(&mut self) {
        let relay = Relay::start(&self.options).await.unwrap();
        self.tap.lead_to(Some(relay.address()));
        self.relay = Some(relay);
    }
}

/// Meets the relay, trying again until that succeeds.
pub(crate) async fn meet(device: &mut Device) -> SyncView {
    until("a meeting", PATIENCE, async || {
        let view = device.ask(SyncNow).await.unwrap();
        (view.link == Link::Up).then_some(view)
    })
    .await
    .unwrap()
}

/// Meets until nothing waits; nothing may have been refused.
pub(crate) async fn meet_until_nothing_waits(device: &mut Device) {
    until("the end of what waits", PATIENCE, async || {
        meet(device).await;
        let view = device.ask(ReadSync).await.unwrap();
        assert_eq!(view.refused, []);
        view.waiting.is_empty().then_some(())
    })
    .await
    .unwrap();
}
