//! A puzzle's picture, shown to somebody outside: as a file, for as long as its answer is looked for.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;

use crate::engine::Picture;
use crate::platform;

/// A picture in a private folder that goes with this value.
pub(super) struct Shown {
    _folder: TempDir,
    path: PathBuf,
}

impl Shown {
    /// Writes the picture anew from its pixels: what the server sent is not handed to other programs.
    pub(super) fn new(picture: &Picture) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("vestibule-").tempdir()?;
        let path = folder.path().join("captcha.png");
        let pixels =
            image::RgbaImage::from_raw(picture.width, picture.height, picture.rgba.to_vec())
                .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a whole picture"))?;
        let mut png = io::Cursor::new(Vec::new());
        pixels
            .write_to(&mut png, image::ImageFormat::Png)
            .map_err(io::Error::other)?;
        platform::write_private(&path, &png.into_inner())?;
        Ok(Self {
            _folder: folder,
            path,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The first line that the command prints when the shell runs it with the picture's path in `CAPTCHA_PICTURE`.
    pub(super) async fn solved_by(&self, command: &str) -> io::Result<String> {
        let (shell, flag) = if cfg!(windows) {
            ("cmd", "/C")
        } else {
            ("sh", "-c")
        };
        let output = Command::new(shell)
            .arg(flag)
            .arg(command)
            .env("CAPTCHA_PICTURE", &self.path)
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
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn picture() -> Picture {
        Picture {
            width: 2,
            height: 1,
            rgba: [255, 0, 0, 255, 0, 0, 255, 255].into(),
        }
    }

    #[tokio::test]
    async fn the_picture_is_there_while_it_is_looked_at() {
        let shown = Shown::new(&picture()).unwrap();
        let path = shown.path().to_owned();
        let pixels = image::open(&path).unwrap().to_rgba8();
        assert_eq!(pixels.get_pixel(0, 0).0, [255, 0, 0, 255]);
        assert_eq!(pixels.dimensions(), (2, 1));
        drop(shown);
        assert!(!path.parent().unwrap().exists());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_command_answers_with_its_first_line() {
        let shown = Shown::new(&picture()).unwrap();
        let answer = shown
            .solved_by("test -f \"$CAPTCHA_PICTURE\" && printf ' 1234 \\nmore\\n'")
            .await
            .unwrap();
        assert_eq!(answer, "1234");
        for failing in ["exit 3", "true", "echo; echo late", "printf '\\377\\n'"] {
            assert!(shown.solved_by(failing).await.is_err(), "{failing}");
        }
    }
}
