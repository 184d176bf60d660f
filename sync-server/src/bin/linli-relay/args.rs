//! The command line.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use linli_shared::ids::LogCode;
use linli_shared::log::Era;

/// The commands, each with what `--help` prints of it.
const HELP: [(&str, &str); 6] = [
    (
        "serve",
        "\
linli-relay serve --data FOLDER [--listen ADDRESS:PORT]... [--app FOLDER] [--tls] [--demo-seats FOLDER] [--port-file FILE]
    serves until SIGTERM or SIGINT; port 0 takes a free one, --port-file writes the addresses that were bound, one a line;
    LINLI_LOG=debug logs more",
    ),
    (
        "permit",
        "\
linli-relay permit --data FOLDER [--address URL] CODE
    lets whoever has the secret found the log of a 12-digit code, of a community, a street or a district, once; prints
    `permit SECRET` and `relay KEY`, the key that the founding act names, in hexadecimal, and `link URL`, which opens the
    app where it is founded; --address is where devices reach this relay, http://127.0.0.1:8780 if nothing is said",
    ),
    (
        "backup",
        "\
linli-relay backup --data FOLDER [--force] [--kept-elsewhere] FILE
    writes everything the relay holds at this moment, and its key, into one checked file, while it runs or not; --force
    replaces the file; --kept-elsewhere says that the file survives the loss of this machine: devices may then let go of
    their copies of what is in it",
    ),
    (
        "restore",
        "\
linli-relay restore --data FOLDER [--force] [--era NUMBER] FILE
    puts what a backup holds in the place of the store, while the relay is stopped; the present store is set aside, not
    deleted; a new era begins, --era where devices know a later one; --force takes also a backup that does not fit together,
    or that is older than what devices were told is safe",
    ),
    (
        "check",
        "\
linli-relay check --data FOLDER | FILE
    looks through a store, of a relay that runs or not, or through a backup, changes nothing, and says what it found;
    ends with 0 if everything fits together, with 2 if not, with 1 if it could not look",
    ),
    (
        "begin-era",
        "\
linli-relay begin-era --data FOLDER [--era NUMBER] CODE
    after the data came back from a copy of the folder, while the relay is stopped; --era where devices know a later one",
    ),
];

/// Where a relay that was not told otherwise says that it is reached.
const DEFAULT_ADDRESS: &str = "http://127.0.0.1:8780";

/// What `help` prints; with a command, of that one alone.
pub(crate) fn help(command: Option<&str>) -> String {
    let wanted = HELP.iter().filter(|(name, _)| command.is_none_or(|command| command == *name));
    wanted.map(|(_, text)| *text).collect::<Vec<_>>().join("\n")
}

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help(Option<&'static str>),
    Serve(Serve),
    Backup { data: PathBuf, file: PathBuf, replaces: bool, is_elsewhere: bool },
    Restore { data: PathBuf, file: PathBuf, is_forced: bool, era: Option<Era> },
    Check(Checked),
    Permit { data: PathBuf, code: LogCode, address: String },
    BeginEra { data: PathBuf, code: LogCode, era: Option<Era> },
}

/// What to look through.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// The store of a data folder.
    Folder(PathBuf),
    /// A backup.
    File(PathBuf),
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Serve {
    pub(crate) data: PathBuf,
    pub(crate) listen: Vec<SocketAddr>,
    pub(crate) app: Option<PathBuf>,
    pub(crate) tls: bool,
    pub(crate) demo_seats: Option<PathBuf>,
    pub(crate) port_file: Option<PathBuf>,
}

/// Why the command line is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ParseError {
    #[error("the first word is serve, permit, backup, restore, check, begin-era or help")]
    NoCommand,
    #[error("--data FOLDER is missing")]
    NoData,
    #[error("a value is missing after an option")]
    NoValue,
    #[error("an option is unknown")]
    UnknownOption,
    #[error("an address is written like 127.0.0.1:8080")]
    BadAddress,
    #[error("the address of a relay is written like https://relay.example")]
    BadUrl,
    #[error("a community code has 12 digits")]
    BadCode,
    #[error("an era is a number")]
    BadEra,
    #[error("the name of a backup is missing")]
    NoFile,
}

#[derive(Default)]
struct Options {
    data: Option<PathBuf>,
    listen: Vec<OsString>,
    app: Option<PathBuf>,
    tls: bool,
    demo_seats: Option<PathBuf>,
    port_file: Option<PathBuf>,
    address: Option<OsString>,
    era: Option<OsString>,
    is_forced: bool,
    is_elsewhere: bool,
    asks_help: bool,
    /// The code or the file.
    word: Option<OsString>,
}

pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, ParseError> {
    let mut words = words.into_iter();
    let command = words.next().ok_or(ParseError::NoCommand)?;
    let command = command.to_str().ok_or(ParseError::NoCommand)?;
    if matches!(command, "help" | "--help" | "-h") {
        return Ok(Command::Help(None));
    }
    let (command, _) = *HELP.iter().find(|(name, _)| *name == command).ok_or(ParseError::NoCommand)?;
    let options = options(words)?;
    if options.asks_help {
        return Ok(Command::Help(Some(command)));
    }
    if let ("check", None, Some(file)) = (command, &options.data, &options.word) {
        return Ok(Command::Check(Checked::File(file.into())));
    }
    let data = options.data.ok_or(ParseError::NoData)?;
    let file = || options.word.clone().map(PathBuf::from).ok_or(ParseError::NoFile);
    let era = || {
        let era = options.era.as_ref();
        era.map(|era| era.to_str().and_then(|era| era.parse().ok()).ok_or(ParseError::BadEra)).transpose()
    };
    match command {
        "serve" => Ok(Command::Serve(Serve {
            data,
            listen: addresses(&options.listen).ok_or(ParseError::BadAddress)?,
            app: options.app,
            tls: options.tls,
            demo_seats: options.demo_seats,
            port_file: options.port_file,
        })),
        "permit" => {
            let address = options.address.map_or(Ok(DEFAULT_ADDRESS.to_owned()), |address| url(&address))?;
            Ok(Command::Permit { data, code: code(options.word)?, address })
        }
        "backup" => {
            let (replaces, is_elsewhere) = (options.is_forced, options.is_elsewhere);
            Ok(Command::Backup { data, file: file()?, replaces, is_elsewhere })
        }
        "restore" => Ok(Command::Restore { data, file: file()?, is_forced: options.is_forced, era: era()? }),
        "check" => Ok(Command::Check(Checked::Folder(data))),
        "begin-era" => Ok(Command::BeginEra { data, era: era()?, code: code(options.word)? }),
        _ => Err(ParseError::NoCommand),
    }
}

fn options(mut words: impl Iterator<Item = OsString>) -> Result<Options, ParseError> {
    let mut options = Options::default();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(ParseError::NoValue);
        match word.to_str() {
            Some("--data") => options.data = Some(value()?.into()),
            Some("--listen") => options.listen.push(value()?),
            Some("--app") => options.app = Some(value()?.into()),
            Some("--tls") => options.tls = true,
            Some("--demo-seats") => options.demo_seats = Some(value()?.into()),
            Some("--port-file") => options.port_file = Some(value()?.into()),
            Some("--address") => options.address = Some(value()?),
            Some("--era") => options.era = Some(value()?),
            Some("--force") => options.is_forced = true,
            Some("--kept-elsewhere") => options.is_elsewhere = true,
            Some("--help" | "-h") => options.asks_help = true,
            Some(option) if option.starts_with('-') => return Err(ParseError::UnknownOption),
            // A file's name need not be text.
            Some(_) | None if options.word.is_none() => options.word = Some(word),
            Some(_) | None => return Err(ParseError::UnknownOption),
        }
    }
    Ok(options)
}

/// Where to listen: a free port of this machine if nothing else is said.
fn addresses(words: &[OsString]) -> Option<Vec<SocketAddr>> {
    if words.is_empty() {
        return Some(vec![SocketAddr::from(([127, 0, 0, 1], 0))]);
    }
    words.iter().map(|word| word.to_str()?.parse().ok()).collect()
}

/// Where devices reach the relay: scheme and host, without a slash at the end, so that a code can follow.
fn url(word: &OsString) -> Result<String, ParseError> {
    let text = word.to_str().ok_or(ParseError::BadUrl)?.trim_end_matches('/');
    let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let is_plain =
        |host: &str| !host.is_empty() && host.chars().all(|sign| sign.is_ascii_graphic() && !"#?\"'<>".contains(sign));
    if host.is_some_and(is_plain) { Ok(text.to_owned()) } else { Err(ParseError::BadUrl) }
}

fn code(word: Option<OsString>) -> Result<LogCode, ParseError> {
    let word = word.ok_or(ParseError::BadCode)?;
    let digits = word.to_str().filter(|digits| digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).map(LogCode).ok_or(ParseError::BadCode)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn parsed(line: &str) -> Result<Command, ParseError> {
        parse(line.split(' ').map(OsString::from))
    }

    #[test]
    fn commands_are_understood() {
        let serve = parsed("serve --data d --listen 0.0.0.0:80 --tls --listen [::1]:81 --app dist").unwrap();
        let expected = Serve {
            data: "d".into(),
            listen: vec!["0.0.0.0:80".parse().unwrap(), "[::1]:81".parse().unwrap()],
            app: Some("dist".into()),
            tls: true,
            demo_seats: None,
            port_file: None,
        };
        assert_eq!(serve, Command::Serve(expected));
        let code = LogCode(310_113_007_001);
        let permit = parsed("permit --data d 310113007001").unwrap();
        assert_eq!(permit, Command::Permit { data: "d".into(), code, address: DEFAULT_ADDRESS.to_owned() });
        let street = parsed("permit --data d --address https://relay.example:8443/ 310113007000").unwrap();
        let address = "https://relay.example:8443".to_owned();
        assert_eq!(street, Command::Permit { data: "d".into(), code: LogCode(310_113_007_000), address });
        let era = parsed("begin-era --data d 310113007001 --era 4").unwrap();
        assert_eq!(era, Command::BeginEra { data: "d".into(), code, era: Some(4) });
        let backup = parsed("backup --data d --force f").unwrap();
        let expected = Command::Backup { data: "d".into(), file: "f".into(), replaces: true, is_elsewhere: false };
        assert_eq!(backup, expected);
        let restore = parsed("restore f --data d --era 9").unwrap();
        let expected = Command::Restore { data: "d".into(), file: "f".into(), is_forced: false, era: Some(9) };
        assert_eq!(restore, expected);
        assert_eq!(parsed("check f"), Ok(Command::Check(Checked::File("f".into()))));
        assert_eq!(parsed("check --data d"), Ok(Command::Check(Checked::Folder("d".into()))));
    }

    #[test]
    fn each_command_has_its_help() {
        for (name, text) in HELP {
            assert!(text.starts_with(&format!("linli-relay {name} ")), "{name}");
            assert_eq!(parsed(&format!("{name} --help")), Ok(Command::Help(Some(name))));
            assert_eq!(help(Some(name)), text);
            assert!(help(None).contains(text));
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (line, error) in [
            ("", ParseError::NoCommand),
            ("dance --data d", ParseError::NoCommand),
            ("serve", ParseError::NoData),
            ("serve --data", ParseError::NoValue),
            ("serve --data d --port 80", ParseError::UnknownOption),
            ("serve --data d --listen here", ParseError::BadAddress),
            ("permit --data d 3101130070", ParseError::BadCode),
            ("permit --data d +10113007001", ParseError::BadCode),
            ("permit --data d --address relay.example 310113007001", ParseError::BadUrl),
            ("permit --data d --address https:// 310113007001", ParseError::BadUrl),
            ("permit --data d --address https://r/#x 310113007001", ParseError::BadUrl),
            ("begin-era --data d --era x 310113007001", ParseError::BadEra),
            ("backup --data d", ParseError::NoFile),
            ("restore --data d --era 2", ParseError::NoFile),
            ("restore f", ParseError::NoData),
            ("check", ParseError::NoData),
            ("backup --data d one two", ParseError::UnknownOption),
        ] {
            assert_eq!(parsed(line), Err(error), "{line}");
        }
    }
}
