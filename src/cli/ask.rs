//! Where passwords and missing answers come from: a terminal, else lines of standard input, or a file.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead as _, IsTerminal as _, Read};
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::outcome::Report;
use super::print;
use crate::domain::Secret;
use crate::i18n::I18n;

/// The longest line that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Asks the person, or whoever runs the program in their place.
pub(super) struct Asker {
    i18n: I18n,
    file: Option<PathBuf>,
    from_file: Option<VecDeque<Secret>>,
    terminal: bool,
}

impl Asker {
    pub(super) fn new(file: Option<PathBuf>, i18n: I18n) -> Self {
        Self {
            i18n,
            file,
            from_file: None,
            terminal: io::stdin().is_terminal(),
        }
    }

    /// Whether there is somebody to be asked.
    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Whether passwords are typed now, and so may be mistyped.
    pub(super) fn types_passwords(&self) -> bool {
        self.terminal && self.file.is_none()
    }

    /// A password: the next one of the file, of standard input, or typed unseen.
    pub(super) async fn password(&mut self, question: &str) -> Result<Secret, Report> {
        if let Some(path) = &self.file {
            if self.from_file.is_none() {
                let file = File::open(path).map_err(|error| self.wrong(&error))?;
                self.from_file = Some(lines(file).map_err(|error| self.wrong(&error))?);
            }
            let next = self.from_file.as_mut().and_then(VecDeque::pop_front);
            return next.ok_or_else(|| self.missing());
        }
        let read = if self.terminal {
            let question = format!("{question} ");
            blocking(move || rpassword::prompt_password(question).map(|typed| Some(typed.into())))
                .await
        } else {
            blocking(|| line(&mut io::stdin().lock())).await
        };
        match read {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) => Err(self.missing()),
            Err(error) => Err(self.unreadable(&error)),
        }
    }

    /// A password that only a person can be asked for; `None` if there is none.
    pub(super) async fn typed_password(&self, question: &str) -> Result<Option<Secret>, Report> {
        if !self.terminal {
            return Ok(None);
        }
        let question = format!("{question} ");
        blocking(move || rpassword::prompt_password(question).map(|typed| Some(typed.into())))
            .await
            .map_err(|error| self.unreadable(&error))
    }

    /// A password that is chosen anew: on a terminal it is typed twice.
    pub(super) async fn new_password(&mut self, question: &str) -> Result<Secret, Report> {
        loop {
            let first = self.password(question).await?;
            if !self.types_passwords() {
                return Ok(first);
            }
            let again = self.i18n.text("cli-ask-again");
            if self.password(&again).await? == first {
                return Ok(first);
            }
            print::error(&self.i18n.text("cli-not-the-same"));
        }
    }

    /// An answer that everybody may see. Only a terminal can be asked.
    pub(super) async fn line(&mut self, question: &str) -> Result<String, Report> {
        print::question(question);
        match blocking(|| line(&mut io::stdin().lock())).await {
            Ok(Some(secret)) => Ok(secret.expose().to_owned()),
            Ok(None) => Err(Report::usage(self.i18n.text("cli-input-ended"))),
            Err(error) => Err(self.unreadable(&error)),
        }
    }

    /// The link of an invitation, a line of standard input; a terminal is asked. It is kept hidden: who has it can use it.
    pub(super) async fn link(&mut self, question: &str) -> Result<Secret, Report> {
        if self.terminal {
            print::question(question);
        }
        match blocking(|| line(&mut io::stdin().lock())).await {
            Ok(Some(link)) => Ok(link),
            Ok(None) => Err(Report::usage(self.i18n.text("cli-input-ended"))),
            Err(error) => Err(self.unreadable(&error)),
        }
    }

    fn missing(&self) -> Report {
        Report::usage(self.i18n.text("cli-password-missing"))
    }

    fn unreadable(&self, error: &io::Error) -> Report {
        let reason = error.to_string();
        Report::usage(self.i18n.with("cli-input-wrong", [("reason", reason)]))
    }

    fn wrong(&self, error: &io::Error) -> Report {
        let shown = self.file.as_deref().map(|path| path.display().to_string());
        let arguments = [
            ("file", shown.unwrap_or_default()),
            ("reason", error.to_string()),
        ];
        Report::usage(self.i18n.with("cli-file-wrong", arguments))
    }
}

/// Runs what waits for somebody to type, without holding up the session.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
}

/// One line without its end; `None` at the end of the input.
fn line(input: &mut impl io::BufRead) -> io::Result<Option<Secret>> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = input.take(LONGEST + 1).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if u64::try_from(read).is_ok_and(|read| read > LONGEST) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the line is too long",
        ));
    }
    let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    std::str::from_utf8(text)
        .map(|text| Some(Secret::from(text)))
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the line is not UTF-8"))
}

fn lines(file: impl Read) -> io::Result<VecDeque<Secret>> {
    let mut input = io::BufReader::new(file.take(LONGEST));
    let mut all = VecDeque::new();
    while let Some(secret) = line(&mut input)? {
        all.push_back(secret);
    }
    Ok(all)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_password() {
        let read = lines(&b"first\nsec ond \r\n\nlast"[..]).unwrap();
        let read: Vec<&str> = read.iter().map(Secret::expose).collect();
        assert_eq!(read, ["first", "sec ond ", "", "last"]);
        assert!(lines(&b""[..]).unwrap().is_empty());
    }

    #[test]
    fn what_is_no_text_is_told_without_showing_it() {
        let error = lines(&b"pass\xffword\n"[..]).unwrap_err();
        assert_eq!(error.to_string(), "the line is not UTF-8");
        let long = vec![b'x'; 70_000];
        assert!(line(&mut &long[..]).is_err());
    }
}
