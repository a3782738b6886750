#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use futures::executor::block_on;
use tempfile::TempDir;

use super::*;

const LINK: &str = "xmpp:magicbroccoli.de?register;preauth=T0ken-T0ken-1";

/// A file of this name, and the folder that it is in.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn outcome(name: &str, bytes: &[u8]) -> Result<String, ScanFault> {
    let (_folder, path) = file(name, bytes);
    block_on(read(path)).map(|link| link.expose().to_owned())
}

#[test]
fn a_picture_is_known_by_its_content() {
    let code = qrcode::QrCode::new(LINK).unwrap();
    let width = u32::try_from(code.width()).unwrap();
    let dots = code.to_colors();
    let picture = image::GrayImage::from_fn(width * 4 + 32, width * 4 + 32, |x, y| {
        let place = |at: u32| at.checked_sub(16).map(|at| at / 4).filter(|at| *at < width);
        let dot = place(x)
            .zip(place(y))
            .map(|(x, y)| dots[(y * width + x) as usize]);
        image::Luma([if dot == Some(qrcode::Color::Dark) {
            0
        } else {
            255
        }])
    });
    let mut bytes = io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    for name in [
        "invitation.png",
        "invitation.jpg",
        "invitation",
        "invitation.txt",
    ] {
        assert_eq!(
            outcome(name, bytes.get_ref()).as_deref(),
            Ok(LINK),
            "{name}"
        );
    }
}

#[test]
fn a_text_is_searched() {
    for text in [
        LINK.to_owned(),
        format!("[InternetShortcut]\r\nURL={LINK}\r\n"),
        format!("Sch\u{f6}n, dass du kommst: {LINK}.\n"),
    ] {
        assert_eq!(outcome("saved.url", text.as_bytes()).as_deref(), Ok(LINK));
    }
    // Letters of another time.
    let old = [b"Sch\xf6n: ".as_slice(), LINK.as_bytes()].concat();
    assert_eq!(outcome("old.txt", &old).as_deref(), Ok(LINK));
    // It begins like a picture of a kind that is not read.
    let text = format!("BM is what it begins with: {LINK}");
    assert_eq!(outcome("BM.txt", text.as_bytes()).as_deref(), Ok(LINK));
    assert_eq!(outcome("none.txt", b"Come at 8"), Err(ScanFault::NoLink));
    assert_eq!(
        outcome("other.txt", b"xmpp:romeo@example.org"),
        Err(ScanFault::NoLink)
    );
    let damaged = outcome("bad.txt", b"xmpp:example.org?register;preauth=");
    assert_eq!(damaged, Err(ScanFault::Link(LinkFault::Token)));
}

#[test]
fn what_cannot_be_read_is_told_apart() {
    assert_eq!(outcome("empty.png", b""), Err(ScanFault::Kind));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(outcome("photo.heic", heic), Err(ScanFault::Kind));
    let long = vec![b' '; LONGEST_TEXT + 1];
    assert_eq!(outcome("long.txt", &long), Err(ScanFault::Kind));
    assert_eq!(
        outcome("cut.png", b"\x89PNG\r\n\x1a\n"),
        Err(ScanFault::Damaged)
    );
    assert_eq!(
        outcome("cut.jpg", b"\xff\xd8\xff\xe0"),
        Err(ScanFault::Damaged)
    );

    let (folder, path) = file("a.txt", LINK.as_bytes());
    let result = |path: PathBuf| block_on(read(path)).map(|_| ());
    assert_eq!(
        result(folder.path().join("b.txt")),
        Err(ScanFault::NotThere)
    );
    assert_eq!(result(path.join("below")), Err(ScanFault::NotThere));
    assert_eq!(result(folder.path().to_owned()), Err(ScanFault::NotAFile));
    let large = fs::File::create(folder.path().join("large.png")).unwrap();
    large.set_len(code::BOUNDS.bytes as u64 + 1).unwrap();
    assert_eq!(
        result(folder.path().join("large.png")),
        Err(ScanFault::TooLarge)
    );
}

/// Nobody writes into it: to read it would never end.
#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe.png");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    assert_eq!(block_on(read(pipe)), Err(ScanFault::NotAFile));
    let device = PathBuf::from("/dev/zero");
    assert_eq!(block_on(read(device)), Err(ScanFault::NotAFile));
}

#[test]
fn a_name_that_is_a_file_is_told_from_a_server() {
    let (folder, path) = file("a picture.png", b"");
    let plain = folder.path().join("invitation");
    fs::write(&plain, b"").unwrap();
    for (text, file) in [
        (path.to_str().unwrap(), &*path),
        (plain.to_str().unwrap(), &*plain),
        ("invitation.png", Path::new("invitation.png")),
        ("../IMG_0001.JPEG", Path::new("../IMG_0001.JPEG")),
        ("saved.url", Path::new("saved.url")),
    ] {
        assert_eq!(file_named(text).as_deref(), Some(file), "{text}");
    }
    let address = Url::from_file_path(&path).unwrap();
    assert!(address.as_str().contains("%20"));
    assert_eq!(file_named(address.as_str()), Some(path));
    for text in [
        "example.org",
        "localhost",
        "juliet@example.org",
        "juliet@example.org/home",
        LINK,
        "https://example.org/invite.png",
        "xmpp:example.org?register;preauth=a.png",
        "4ZN32HikPfZ9p-AtXtv2Eiq9",
        "/nowhere/at/all",
        "-",
        "",
    ] {
        assert_eq!(file_named(text), None, "{text}");
    }
}
