//! The command line.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use linli_shared::ids::LogCode;
use linli_shared::log::Era;

/// What `help` prints.
pub(crate) const HELP: &str = "\
linli-relay serve --data FOLDER [--listen ADDRESS:PORT]... [--app FOLDER] [--tls] [--demo-seats FOLDER] [--port-file FILE]
    serves until SIGTERM or SIGINT; port 0 takes a free one, --port-file writes the addresses that were bound, one a line;
    LINLI_LOG=debug logs more
linli-relay permit --data FOLDER CODE
    lets whoever has the secret found the log of a 12-digit community code, once; prints two lines in hexadecimal:
    `permit SECRET` and `relay KEY`, the key that the founding act names
linli-relay begin-era --data FOLDER [--era NUMBER] CODE
    after the data came back from a backup, while the relay is stopped; --era where devices know a later one";

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Serve(Serve),
    Permit { data: PathBuf, code: LogCode },
    BeginEra { data: PathBuf, code: LogCode, era: Option<Era> },
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
    #[error("the first word is serve, permit, begin-era or help")]
    NoCommand,
    #[error("--data FOLDER is missing")]
    NoData,
    #[error("a value is missing after an option")]
    NoValue,
    #[error("an option is unknown")]
    UnknownOption,
    #[error("an address is written like 127.0.0.1:8080")]
    BadAddress,
    #[error("a community code has 12 digits")]
    BadCode,
    #[error("an era is a number")]
    BadEra,
}

#[derive(Default)]
struct Options {
    data: Option<PathBuf>,
    listen: Vec<OsString>,
    app: Option<PathBuf>,
    tls: bool,
    demo_seats: Option<PathBuf>,
    port_file: Option<PathBuf>,
    era: Option<OsString>,
    code: Option<OsString>,
}

pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, ParseError> {
    let mut words = words.into_iter();
    let command = words.next().ok_or(ParseError::NoCommand)?;
    let command = command.to_str().ok_or(ParseError::NoCommand)?;
    if matches!(command, "help" | "--help" | "-h") {
        return Ok(Command::Help);
    }
    if !matches!(command, "serve" | "permit" | "begin-era") {
        return Err(ParseError::NoCommand);
    }
    let options = options(words)?;
    let data = options.data.ok_or(ParseError::NoData)?;
    match command {
        "serve" => Ok(Command::Serve(Serve {
            data,
            listen: addresses(&options.listen).ok_or(ParseError::BadAddress)?,
            app: options.app,
            tls: options.tls,
            demo_seats: options.demo_seats,
            port_file: options.port_file,
        })),
        "permit" => Ok(Command::Permit { data, code: code(options.code)? }),
        "begin-era" => {
            let era = options.era.map(|era| era.to_str().and_then(|era| era.parse().ok()).ok_or(ParseError::BadEra));
            Ok(Command::BeginEra { data, code: code(options.code)?, era: era.transpose()? })
        }
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
            Some("--era") => options.era = Some(value()?),
            Some(code) if !code.starts_with('-') && options.code.is_none() => options.code = Some(word),
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
        assert_eq!(permit, Command::Permit { data: "d".into(), code });
        let era = parsed("begin-era --data d 310113007001 --era 4").unwrap();
        assert_eq!(era, Command::BeginEra { data: "d".into(), code, era: Some(4) });
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
            ("begin-era --data d --era x 310113007001", ParseError::BadEra),
        ] {
            assert_eq!(parsed(line), Err(error), "{line}");
        }
    }
}
