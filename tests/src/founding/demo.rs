//! The demo that a first visitor starts: a relay on this machine, the community, an address per person.
//!
//! **Invariant:** what is kept between runs is either a whole community or nothing: founding that was cut short is begun
//! again. Only files that this module made are ever removed.

use std::fs;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};

use anyhow::Context;
use linli_contract::members::Role;
use linli_shared::areas::Tree;
use linli_shared::ids::AreaId;

use super::{Permit, Place, Progress, SEATS_EACH, SeatFolder, clock, found};
use crate::demo::{Community, Staff, community_on};
use crate::process::{Relay, RelayOptions};

/// The demo's data are drawn with this seed.
const SEED: u64 = 1;
/// The first port that is tried.
const FIRST_PORT: u16 = 8_780;
/// Ports in a row: one for all people of this machine, then one per person for phones.
const PORTS: u16 = 13;

/// How the demo runs.
#[derive(Debug, Clone)]
pub struct Demo {
    /// The relay's program.
    pub relay: PathBuf,
    /// The web app.
    pub web: PathBuf,
    /// What is kept between runs.
    pub data: PathBuf,
    /// Whether phones on the same network are served, over HTTPS.
    pub tls: bool,
}

/// Serves the demo until `stop`, founding it first if need be; says on `out` what a person wants to know.
///
/// # Errors
/// If the ports are taken, the relay ends, or founding fails.
pub async fn serve(demo: &Demo, stop: impl Future<Output = ()>, out: &mut impl Write) -> anyhow::Result<()> {
    fs::create_dir_all(&demo.data).context("making the data folder")?;
    let port = kept_port(&demo.data)?;
    let seats = SeatFolder::new(demo.data.join("seats"));
    let plan = community_on(SEED, linli_core::device::today(clock()));
    let mut stop = std::pin::pin!(stop);
    let start = async {
        if !seats.is_laid_out() {
            set_up(demo, &plan, &seats, out).await?;
        }
        let relay = Relay::start(&relay(demo, port)).await.context("starting the relay")?;
        print_addresses(demo, port, &plan, &seats, out)?;
        Ok::<_, anyhow::Error>(relay)
    };
    let mut relay = tokio::select! {
        relay = start => relay?,
        () = &mut stop => return Ok(()),
    };
    tokio::select! {
        biased;
        () = stop => relay.stop().await?,
        // Ctrl-C in a terminal reaches the relay as well: where it ends well, it was told to.
        status = relay.ended() => {
            let status = status?;
            anyhow::ensure!(status.success(), "the relay ended, {status}");
        }
    }
    Ok(writeln!(out, "\nStopped. {} keeps everything for the next run.", demo.data.display())?)
}

fn relay(demo: &Demo, port: u16) -> RelayOptions {
    let mut options = RelayOptions::new(demo.relay.clone(), demo.data.join("relay"));
    options.app = Some(demo.web.clone());
    options.seats = Some(demo.data.join("seats"));
    options.log = Some(demo.data.join("relay.log"));
    options.tls = demo.tls;
    options.listen = if demo.tls {
        (port + 1..port + PORTS).map(|port| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port))).collect()
    } else {
        vec![SocketAddr::from((Ipv4Addr::LOCALHOST, port))]
    };
    options
}

/// Founds at a relay on a port of its own, so that nobody meets a half-founded community.
async fn set_up(demo: &Demo, plan: &Community, seats: &SeatFolder, out: &mut impl Write) -> anyhow::Result<()> {
    let began = std::time::Instant::now();
    writeln!(out, "Founding the demo community {} …", plan.name)?;
    let mut options = RelayOptions::new(demo.relay.clone(), demo.data.join("relay"));
    options.log = Some(demo.data.join("relay.log"));
    if options.data.exists() {
        fs::remove_dir_all(&options.data).context("removing what was founded half way")?;
    }
    let relay = Relay::start(&options).await?;
    let permit = Permit::issue(&options.program, &options.data, plan.code).await?;
    let place = Place { relay: format!("http://{}", relay.address()), permit, seats: seats.clone() };
    let mut said = Ok(());
    let founded = found(&place, plan, |progress| {
        if said.is_ok() {
            said = writeln!(out, "  {}", sentence(plan, progress));
        }
    });
    founded.await?;
    said?;
    relay.stop().await?;
    Ok(writeln!(out, "  done in {:.1} s", began.elapsed().as_secs_f32())?)
}

fn sentence(plan: &Community, progress: Progress) -> String {
    let name = |seat| plan.staff.iter().find(|staff| staff.seat == seat).map_or(seat, |staff| staff.name);
    match progress {
        Progress::Founded => {
            let tree = plan.tree();
            let (buildings, doors) = (tree.buildings(tree.root()).len(), tree.doors(tree.root()).len());
            format!("the committee has founded it: {buildings} buildings, {doors} doors, {} people", plan.staff.len())
        }
        Progress::Worked { seat, households, visits } => {
            format!("{} has registered {households} households and {visits} visits", name(seat))
        }
        Progress::MovedIn { neighbours } => {
            format!("{neighbours} neighbours belong to their households, and one more asks to join")
        }
        Progress::Happened { notices, reports } => format!("{notices} notices are out, {reports} reports on their way"),
        Progress::SeatsReady => format!("{SEATS_EACH} devices are prepared for each person"),
    }
}

/// The first of the demo's ports, chosen at the first run and kept: a browser's copy belongs to its address.
fn kept_port(data: &Path) -> anyhow::Result<u16> {
    let file = data.join("port");
    let kept = fs::read_to_string(&file).ok().and_then(|port| port.trim().parse::<u16>().ok());
    if let Some(port) = kept.filter(|port| *port < u16::MAX - PORTS) {
        let taken = (port..port + PORTS).find(|port| !is_free(*port));
        return match taken {
            None => Ok(port),
            Some(taken) => {
                anyhow::bail!("port {taken} is taken; is the demo running already? Its addresses stay at port {port}")
            }
        };
    }
    let rows = (FIRST_PORT..).step_by(usize::from(PORTS)).take(1_000);
    let mut free = rows.filter(|first| (*first..first + PORTS).all(is_free));
    let port = free.next().context("no port is free")?;
    fs::write(&file, port.to_string()).context("keeping the port")?;
    Ok(port)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok()
}

/// This machine's address as others on the network see it. Connecting a UDP socket sends nothing.
fn network_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

fn print_addresses(
    demo: &Demo,
    port: u16,
    plan: &Community,
    seats: &SeatFolder,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let tree = plan.tree();
    let above: Vec<&str> = plan.above.iter().take(2).map(String::as_str).collect();
    writeln!(out, "\n{}, {}. One address per person, each a device of its own:\n", plan.name, above.join(", "))?;
    for (index, staff) in (1u16..).zip(&plan.staff) {
        let origin = if demo.tls {
            let address = network_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
            format!("https://{}", SocketAddr::new(address, port + index))
        } else {
            format!("http://{}.localhost:{port}", staff.seat)
        };
        let left = seats.free(staff.seat)?;
        let (name, seat) = (staff.name, staff.seat);
        let work = work(&tree, staff);
        writeln!(out, "  {name:\u{3000}<3}  {work}\n      {origin}/#seat={seat}  ({left} new devices left)")?;
    }
    let data = demo.data.display();
    if demo.tls {
        let certificate = demo.data.join("relay/tls/cert.pem");
        writeln!(
            out,
            "\nThe certificate is self-made. Accepting the phone's warning is enough to look around; for use without a\n\
             network the phone has to trust it: {}.",
            certificate.display()
        )?;
    } else {
        writeln!(out, "\nThe window (make app): relay http://127.0.0.1:{port}, and a seat from above, e.g. wang.")?;
    }
    writeln!(
        out,
        "Try: open two addresses side by side, register a household on one with the network off, and see it arrive\n\
         on the other; README.md tells more. Ctrl-C stops; {data} keeps everything; `make clean-demo` begins anew."
    )?;
    Ok(out.flush()?)
}

/// What somebody is here, with the place.
fn work(tree: &Tree, staff: &Staff) -> String {
    let role = |(role, scope): &(Role, AreaId)| {
        // A department is no area: the tables name it.
        let is_area = *scope != tree.root() && tree.kind(*scope).is_some();
        let place = if is_area { format!(" of {}", tree.label(*scope)) } else { String::new() };
        let name = match role {
            Role::Resident => "resident",
            Role::BuildingLeader => "leader",
            Role::GridWorker => "grid worker",
            Role::Steward => "committee",
            Role::Property => "property company",
            Role::Department => "department",
            Role::Volunteer => "volunteer",
            Role::Observer => "observer",
        };
        format!("{name}{place}")
    };
    let roles = staff.roles.iter().map(role).collect::<Vec<_>>().join(", ");
    let Some(home) = staff.home else { return roles };
    let seat = if home.has_seat { "holds the seat" } else { "of the family" };
    format!("{roles}; {} at {}", seat, tree.path(home.door).join(" "))
}
