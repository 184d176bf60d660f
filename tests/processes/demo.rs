//! What `make run` starts: it founds once, keeps its address and everything else between runs, and begins again where
//! founding was cut short.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use linli_contract::areas::ReadCommunity;
use linli_contract::members::TakeSeat;
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

/// The first of five ports in a row that nobody uses.
fn free_ports() -> u16 {
    let mut chance = Chance::new("demo");
    let is_free = |port| TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok();
    (0..100).map(|_| 20_000 + chance.below(10_000) as u16).find(|port| (*port..port + 5).all(is_free)).unwrap()
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
    let address = format!("http://chen.localhost:{port}/#seat=chen  (6 new devices left)");
    assert!(said.iter().any(|line| line.contains(&address)), "{said:#?}");
    let device = env!("CARGO_BIN_EXE_device");
    let mut chen = Device::start(device.as_ref(), &folder.path().join("chen"), None).unwrap();
    let relay = format!("http://127.0.0.1:{port}");
    chen.ask(TakeSeat { relay: relay.clone(), seat: "chen".to_owned() }).await.unwrap();
    let coverage = until("the community", PATIENCE, async || {
        meet(&mut chen).await;
        let coverage = chen.ask(ReadCommunity).await.unwrap().coverage;
        (coverage.registered > 0).then_some(coverage)
    });
    let coverage = coverage.await.unwrap();
    assert_eq!(coverage.doors, 600);
    assert!((190..=210).contains(&coverage.registered), "{coverage:?}");
    demo.stop().await;

    let mut demo = Demo::start(&data);
    let said = demo.lines_until("Ctrl-C").await;
    assert!(!said.iter().any(|line| line.contains("has founded it")), "{said:#?}");
    assert!(said.iter().any(|line| line.contains(&address.replace("(6", "(5"))), "{said:#?}");
    meet(&mut chen).await;
    assert_eq!(chen.ask(ReadCommunity).await.unwrap().coverage, coverage);
    let taken = Demo::start(&data).child.wait().await.unwrap();
    assert!(!taken.success(), "a second demo on the same data is refused");
    demo.stop().await;
}
