//! A puzzle as something outside sees it: a picture, sound or film in a file of its own, for as long as its answer is
//! looked for, and the command that answers.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;

use crate::engine::{Picture, Sound};
use crate::platform;

/// A file in a private folder that goes with this value.
pub(super) struct Shown {
    _folder: TempDir,
    path: PathBuf,
}

impl Shown {
    /// Writes a picture anew from its pixels: what the server sent is not handed to other programs.
    pub(super) fn picture(picture: &Picture) -> io::Result<Self> {
        let pixels =
            image::RgbaImage::from_raw(picture.width, picture.height, picture.rgba.to_vec())
                .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a whole picture"))?;
        let mut png = io::Cursor::new(Vec::new());
        pixels
            .write_to(&mut png, image::ImageFormat::Png)
            .map_err(io::Error::other)?;
        Self::new("captcha.png", &png.into_inner())
    }

    /// Writes a sound or film as it came, with the ending of what it is.
    pub(super) fn sound(sound: &Sound) -> io::Result<Self> {
        Self::new(&format!("captcha.{}", sound.extension()), &sound.bytes)
    }

    fn new(name: &str, bytes: &[u8]) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("vestibule-").tempdir()?;
        let path = folder.path().join(name);
        platform::write_private(&path, bytes)?;
        Ok(Self {
            _folder: folder,
            path,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// The first line that the command prints when the shell runs it in this environment.
///
/// # Errors
///
/// If it fails or prints nothing.
pub(super) async fn answer_of(
    command: &str,
    environment: Vec<(&'static str, OsString)>,
) -> io::Result<String> {
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let output = Command::new(shell)
        .arg(flag)
        .arg(command)
        .envs(environment)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?
        .wait_with_output()
        .await?;
    if !output.status.success() {
        return Err(io::Error::other(output.status.to_string()));
    }
    let text = String::from_utf8(output.stdout)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the answer is not UTF-8"))?;
    match text.lines().next().map(str::trim) {
        Some(answer) if !answer.is_empty() => Ok(answer.to_owned()),
        _ => Err(io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "there was no answer",
        )),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_there_while_it_is_looked_at() {
        let picture = Picture {
            width: 2,
            height: 1,
            rgba: [255, 0, 0, 255, 0, 0, 255, 255].into(),
        };
        let shown = Shown::picture(&picture).unwrap();
        let path = shown.path().to_owned();
        let pixels = image::open(&path).unwrap().to_rgba8();
        assert_eq!(pixels.get_pixel(0, 0).0, [255, 0, 0, 255]);
        assert_eq!(pixels.dimensions(), (2, 1));
        drop(shown);
        assert!(!path.parent().unwrap().exists());
    }

    #[test]
    fn a_sound_keeps_its_bytes_and_its_ending() {
        let sound = Sound {
            bytes: b"RIFF....WAVEfmt ".as_slice().into(),
            mime: "audio/x-wav".to_owned(),
        };
        let shown = Shown::sound(&sound).unwrap();
        assert_eq!(shown.path().file_name().unwrap(), "captcha.wav");
        assert_eq!(std::fs::read(shown.path()).unwrap(), *sound.bytes);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_command_answers_with_its_first_line() {
        let environment = || vec![("CAPTCHA_KIND", OsString::from("qa"))];
        let command = "test \"$CAPTCHA_KIND\" = qa && printf ' 1234 \\nmore\\n'";
        assert_eq!(answer_of(command, environment()).await.unwrap(), "1234");
        for failing in ["exit 3", "true", "echo; echo late", "printf '\\377\\n'"] {
            let failed = answer_of(failing, environment()).await;
            assert!(failed.is_err(), "{failing}");
        }
    }
}
