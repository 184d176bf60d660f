//! What `make run` starts: it founds once, keeps its address and everything else between runs, and begins again where
//! founding was cut short.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use linli_contract::areas::ReadCommunity;
use linli_contract::joining::{HeldReason, ReadDesk, ReadInvitations};
use linli_contract::members::{ReadMembers, TakeSeat};
use linli_contract::rights::ReadMyRecord;
use tests::process::{Device, program, until};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use crate::support::{Chance, meet};

const PATIENCE: Duration = Duration::from_secs(120);

struct Demo {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Demo {
    fn start(data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_found-demo"));
        command.arg("--relay").arg(program("linli-relay").unwrap()).arg("--web").arg(data).arg("--data").arg(data);
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The lines up to the one that has some words.
    async fn lines_until(&mut self, words: &str) -> Vec<String> {
        let mut read = Vec::new();
        loop {
            let line = timeout(PATIENCE, self.lines.next_line()).await.unwrap().unwrap().unwrap();
            read.push(line);
            if read.last().unwrap().contains(words) {
                return read;
            }
        }
    }

    async fn stop(mut self) {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").arg("-TERM").arg(id).status().await.unwrap().success());
        assert!(timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap().success());
    }
}

/// The first of thirteen ports in a row that nobody uses.
fn free_ports() -> u16 {
    let mut chance = Chance::new("demo");
    let is_free = |port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok();
    (0..100).map(|_| 20_000 + chance.below(10_000) as u16).find(|port| (*port..port + 13).all(is_free)).unwrap()
}

/// A device of somebody.
async fn sit(program: &str, folder: &Path, relay: &str, seat: &str) -> Device {
    let mut device = Device::start(program.as_ref(), &folder.join(seat), None).unwrap();
    device.ask(TakeSeat { relay: relay.to_owned(), seat: seat.to_owned() }).await.unwrap();
    device
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_founded_once_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let port = free_ports();
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("port"), port.to_string()).unwrap();
    let mut demo = Demo::start(&data);
    demo.lines_until("has founded it").await;
    demo.stop().await;
    assert!(!data.join("seats").exists(), "cut short");

    let mut demo = Demo::start(&data);
    let said = demo.lines_until("Ctrl-C").await;
    assert!(said.iter().any(|line| line.contains("has founded it")));
    let address = format!("http://chen.localhost:{port}/#seat=chen  (5 new devices left)");
    assert!(said.iter().any(|line| line.contains(&address)), "{said:#?}");
    let device = env!("CARGO_BIN_EXE_device");
    let relay = format!("http://127.0.0.1:{port}");
    let mut chen = sit(device, folder.path(), &relay, "chen").await;
    let coverage = until("the community", PATIENCE, async || {
        meet(&mut chen).await;
        let coverage = chen.ask(ReadCommunity).await.unwrap().coverage;
        (coverage.registered > 0).then_some(coverage)
    });
    let coverage = coverage.await.unwrap();
    assert_eq!(coverage.doors, 600);
    assert!((190..=210).contains(&coverage.registered), "{coverage:?}");
    let desk = until("the desk", PATIENCE, async || {
        meet(&mut chen).await;
        let desk = chen.ask(ReadDesk).await.unwrap();
        (!desk.requests.is_empty() && !desk.held.is_empty()).then_some(desk)
    });
    let desk = desk.await.unwrap();
    assert!(desk.can_admit);
    let newcomer = desk.requests[0].newcomer.clone().unwrap();
    assert!(desk.requests[0].is_registered, "{} lives where they say", newcomer.name);
    assert_eq!((desk.held[0].by.as_deref(), desk.held[0].why), (Some("赵峰"), HeldReason::RoleEnded));
    assert!(chen.ask(ReadInvitations).await.unwrap().iter().any(|known| known.is_open && known.link.is_some()));

    let mut zhou = sit(device, folder.path(), &relay, "zhou").await;
    let home = until("the own record", PATIENCE, async || {
        meet(&mut zhou).await;
        zhou.ask(ReadMyRecord).await.unwrap().homes.into_iter().find(|home| home.extract.is_some())
    });
    let home = home.await.unwrap();
    assert!(home.has_seat && home.path.len() == 3, "{:?}", home.path);
    assert_eq!(home.extract.unwrap().people.len(), 2);
    assert!(zhou.ask(ReadMembers).await.unwrap().members.len() >= 10);
    let mut he = sit(device, folder.path(), &relay, "he").await;
    let asks = until("the neighbour's request", PATIENCE, async || {
        meet(&mut he).await;
        let desk = he.ask(ReadDesk).await.unwrap();
        let asks = desk.requests.into_iter().find(|request| request.newcomer.is_some());
        asks.map(|asks| (asks, desk.can_admit, desk.held.len()))
    });
    let (asks, can_admit, held) = asks.await.unwrap();
    assert_eq!((asks.newcomer.unwrap().name, can_admit, held), (newcomer.name, false, 0));
    demo.stop().await;

    let mut demo = Demo::start(&data);
    let said = demo.lines_until("Ctrl-C").await;
    assert!(!said.iter().any(|line| line.contains("has founded it")), "{said:#?}");
    assert!(said.iter().any(|line| line.contains(&address.replace("(5", "(4"))), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("周岚") && line.contains("holds the seat at")), "{said:#?}");
    meet(&mut chen).await;
    assert_eq!(chen.ask(ReadCommunity).await.unwrap().coverage, coverage);
    let taken = Demo::start(&data).child.wait().await.unwrap();
    assert!(!taken.success(), "a second demo on the same data is refused");
    demo.stop().await;
}
