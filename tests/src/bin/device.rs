//! `device FOLDER`: a device without a screen. Takes a request of the contract on each line of its input, as JSON, and
//! answers each with a line of output, in order: `{"Ok": response}` or `{"Err": failure}`. Ends with its input.
//!
//! `LINLI_LOG=trace` logs to the standard error, for tests that search a log for what must not be in it.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use linli_contract::Request;
use linli_core::native::{Handle, Options};

fn main() -> ExitCode {
    let level = std::env::var("LINLI_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(tracing::Level::WARN);
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_ansi(false).init();
    let Some(folder) = std::env::args_os().nth(1) else { return ExitCode::FAILURE };
    let handle = Handle::start(Options { data: folder.into() });
    match serve(&handle) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(cause = %error, "stopped");
            ExitCode::FAILURE
        }
    }
}

fn serve(handle: &Handle) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?).map_err(|_| anyhow::anyhow!("a line is no request"))?;
        let answer = runtime.block_on(handle.ask(request));
        serde_json::to_writer(&mut out, &answer)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}
