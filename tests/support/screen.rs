//! A screen of the test's own with the real window on it, driven by synthetic keys and mouse.
//!
//! Everything on it (Xvfb, openbox, the program) has its own home and runtime folders and ends with the test.
//! Waiting is for something that can be seen: the window's title, a colour on the screen.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use image::{DynamicImage, RgbImage, RgbaImage};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt as _, EventMask};

use crate::python;
use crate::sight::{ACCENT, Area, Colour};
use crate::testbed::watched::{Folder, Watched};

/// How long something may take to show on the screen. Only a broken program takes that long.
const DEADLINE: Duration = Duration::from_secs(60);

/// How long a window has to stay the same to have come to rest; the caret blinks slower.
const STILL: Duration = Duration::from_millis(300);

/// A point on the screen, in pixels from its top left corner.
pub type Point = (u32, u32);

/// What the desktop wishes programs to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
}

/// What tells the program to ask the server at `port` of this machine, whatever the domain.
pub fn way_to(port: u16, ca_pem: &Path) -> Vec<OsString> {
    let connect = format!("127.0.0.1:{port}");
    let mut arguments: Vec<OsString> = ["--connect", &connect, "--tls", "starttls", "--ca-file"]
        .map(OsString::from)
        .into();
    arguments.push(ca_pem.into());
    arguments
}

/// A screen with a window manager and a session bus.
pub struct Screen {
    display: String,
    bus: String,
    /// Says which file is chosen.
    chosen: PathBuf,
    /// Ended in this order.
    _parts: [Watched; 4],
}

impl Screen {
    /// Starts a screen of `width` by `height` pixels, and what else a desktop has.
    pub fn start(width: u32, height: u32, look: Look) -> Self {
        let mut xvfb = Command::new("Xvfb");
        // It takes a free display number and tells it on its standard output.
        xvfb.args([
            "-displayfd",
            "1",
            "-nolisten",
            "tcp",
            "-noreset",
            "-screen",
            "0",
        ]);
        xvfb.arg(format!("{width}x{height}x24"));
        let is_number = |line: &str| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
        let (server, number) = start_and_hear(Folder::new("screen"), &mut xvfb, is_number);
        let display = format!(":{number}");

        let mut daemon = Command::new("dbus-daemon");
        let folder = Folder::new("bus");
        let socket = folder.path().join("socket");
        daemon
            .args(["--session", "--nofork", "--print-address=1"])
            .arg(format!("--address=unix:path={}", socket.display()));
        let is_address = |line: &str| line.starts_with("unix:");
        let (daemon, bus) = start_and_hear(folder, &mut daemon, is_address);

        let mut portal = Command::new(python::path());
        portal
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/python/portal.py"
            ))
            .arg(if look == Look::Dark { "dark" } else { "light" })
            .env("DBUS_SESSION_BUS_ADDRESS", &bus);
        let folder = Folder::new("portal");
        let chosen = folder.path().join("chosen");
        portal.arg(&chosen);
        let (portal, _) = start_and_hear(folder, &mut portal, |line| line == "ready");

        let mut openbox = Command::new("openbox");
        openbox.env("DISPLAY", &display);
        let manager = Folder::new("openbox").start(&mut openbox);
        let screen = Self {
            display,
            bus,
            chosen,
            _parts: [manager, portal, daemon, server],
        };
        // Only a running window manager says how many desktops there are.
        let _ = wait_for("the window manager", || {
            screen.try_xdotool(&["get_num_desktops"])
        });
        screen
    }

    /// Opens the window of `program`.
    pub fn open(&self, program: &Path, arguments: &[impl AsRef<OsStr>]) -> Window<'_> {
        let folder = Folder::new("window");
        let runtime = folder.path().join("runtime");
        std::fs::create_dir(&runtime).unwrap();
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("XDG_RUNTIME_DIR", &runtime)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        self.show(folder, command)
    }

    /// Opens the window of a program that is somewhere at home: with a home folder, a runtime folder and a session bus of
    /// its own choice, which outlive it.
    pub fn open_at_home(&self, command: Command) -> Window<'_> {
        self.show(Folder::new("window"), command)
    }

    /// Starts a program that may end without a window, beside those that are open.
    pub fn start_beside(&self, mut command: Command) -> Watched {
        Folder::new("beside").start(command.env("DISPLAY", &self.display))
    }

    /// The windows that are shown and not minimized.
    pub fn windows(&self) -> Vec<String> {
        let found = self.try_xdotool(&["search", "--onlyvisible", "--name", "."]);
        let found = found.unwrap_or_default();
        found.lines().map(str::to_owned).collect()
    }

    fn show(&self, folder: Folder, mut command: Command) -> Window<'_> {
        let open = self.windows();
        let program = folder.start(command.env("DISPLAY", &self.display));
        let id = wait_for("the window", || {
            assert_eq!(
                program.exited(),
                None,
                "the program ended: {}",
                program.said()
            );
            self.windows().into_iter().find(|id| !open.contains(id))
        });
        let window = Window {
            screen: self,
            program,
            id,
        };
        let _ = window
            .screen
            .xdotool(&["windowactivate", "--sync", &window.id]);
        window
    }

    /// Puts the mouse pointer where it hovers over nothing.
    pub fn hide_pointer(&self) {
        let _ = self.xdotool(&["mousemove", "0", "0"]);
    }

    /// From now on this file is chosen by whoever is asked for one.
    pub fn choose(&self, file: &Path) {
        let address = url::Url::from_file_path(file).unwrap();
        std::fs::write(&self.chosen, address.as_str()).unwrap();
    }

    /// Its name for other programs.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// What is on the screen now.
    pub fn picture(&self) -> RgbaImage {
        self.picture_of("root")
    }

    fn picture_of(&self, window: &str) -> RgbaImage {
        let output = Command::new("import")
            .args(["-silent", "-window", window, "-depth", "8", "ppm:-"])
            .env("DISPLAY", &self.display)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        read_ppm(&output.stdout).unwrap()
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        self.try_xdotool(arguments)
            .unwrap_or_else(|| panic!("xdotool {arguments:?} failed"))
    }

    fn try_xdotool(&self, arguments: &[&str]) -> Option<String> {
        let mut command = Command::new("xdotool");
        let output = command
            .args(arguments)
            .env("DISPLAY", &self.display)
            .output()
            .unwrap();
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The program's window.
pub struct Window<'a> {
    screen: &'a Screen,
    program: Watched,
    id: String,
}

impl Window<'_> {
    /// Waits until the window's title is that of a page.
    pub fn wait_for_page(&self, title: &str) {
        self.wait(&format!("the page {title:?}"), || {
            let shown = self.screen.try_xdotool(&["getwindowname", &self.id])?;
            shown.trim().starts_with(title).then_some(())
        });
    }

    /// Waits until `look` finds something in the picture of the screen. It looks at nothing else, and only once at each
    /// picture.
    pub fn wait_for_sight<T>(&self, what: &str, look: impl Fn(&RgbaImage) -> Option<T>) -> T {
        let mut last = None;
        self.wait(what, || {
            let now = self.screen.picture();
            if last.as_ref() == Some(&now) {
                return None;
            }
            let found = look(&now);
            last = Some(now);
            found
        })
    }

    /// Types text into what has the focus.
    pub fn type_text(&self, text: &str) {
        let _ = self.screen.xdotool(&["type", "--delay", "8", "--", text]);
    }

    /// Presses keys, one after another, by their X names: `Tab`, `Return`, `ctrl+a`.
    pub fn press(&self, keys: &[&str]) {
        let mut arguments = vec!["key", "--delay", "8"];
        arguments.extend(keys);
        let _ = self.screen.xdotool(&arguments);
    }

    /// Clicks at a point of the screen.
    pub fn click(&self, (x, y): Point) {
        let _ = self
            .screen
            .xdotool(&["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
    }

    /// Clicks at a point of the window.
    pub fn click_within(&self, (x, y): Point) {
        let (x, y) = (x.to_string(), y.to_string());
        let place = ["mousemove", "--window", &self.id, &x, &y, "click", "1"];
        let _ = self.screen.xdotool(&place);
    }

    /// Clicks into what `find` finds, wherever it moves to, until that has the colour of the focus.
    pub fn click_into(&self, what: &str, find: impl Fn(&RgbaImage) -> Option<(Area, Colour)>) {
        self.wait(&format!("the focus on {what}"), || {
            let (area, colour) = find(&self.screen.picture())?;
            if colour == ACCENT {
                return Some(());
            }
            self.click(area.middle());
            None
        });
    }

    /// Puts the window away, as the button in its frame does.
    pub fn minimize(&self) {
        let _ = self.screen.xdotool(&["windowminimize", "--sync", &self.id]);
    }

    /// Whether it has the focus.
    pub fn is_active(&self) -> bool {
        let active = self.screen.try_xdotool(&["getactivewindow"]);
        active.is_some_and(|active| active.trim() == self.id)
    }

    /// Whether it is on the screen, not minimized.
    pub fn is_shown(&self) -> bool {
        self.screen.windows().contains(&self.id)
    }

    /// Suspends the program in the middle of whatever it does, or lets it go on.
    pub fn hang(&self, hangs: bool) {
        let group = std::fs::read_to_string(self.program.folder().join("pid")).unwrap();
        let signal = if hangs { "STOP" } else { "CONT" };
        let sent = Command::new("/bin/kill")
            .args(["-s", signal, "--", &format!("-{}", group.trim())])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Its number for other programs.
    pub fn id(&self) -> u32 {
        self.id.parse().unwrap()
    }

    /// The program's home folder.
    pub fn home(&self) -> &Path {
        self.program.folder()
    }

    /// Waits until `look` finds something elsewhere than on the screen.
    pub fn wait_for<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        self.wait(what, look)
    }

    /// Makes the window larger or smaller.
    pub fn resize(&self, width: u32, height: u32) {
        let (width, height) = (width.to_string(), height.to_string());
        let _ = self
            .screen
            .xdotool(&["windowsize", "--sync", &self.id, &width, &height]);
    }

    /// Turns the mouse wheel so many steps down, at a point of the window.
    pub fn scroll(&self, (x, y): Point, steps: u32) {
        let (x, y, steps) = (x.to_string(), y.to_string(), steps.to_string());
        let place = ["mousemove", "--window", &self.id, &x, &y];
        let _ = self.screen.xdotool(&place);
        let turn = ["click", "--repeat", &steps, "--delay", "30", "5"];
        let _ = self.screen.xdotool(&turn);
    }

    /// Clicks three times: marks a whole line.
    pub fn triple_click(&self, (x, y): Point) {
        let (x, y) = (x.to_string(), y.to_string());
        let clicks = ["click", "--repeat", "3", "--delay", "40", "1"];
        let mut arguments = vec!["mousemove", &x, &y];
        arguments.extend(clicks);
        let _ = self.screen.xdotool(&arguments);
    }

    /// Waits until the window's title is no more this one.
    pub fn wait_for_change_of_page(&self, title: &str) {
        self.wait(&format!("another page than {title:?}"), || {
            let shown = self.screen.try_xdotool(&["getwindowname", &self.id])?;
            (!shown.trim().starts_with(title)).then_some(())
        });
    }

    /// What is on the screen now.
    pub fn picture(&self) -> RgbaImage {
        self.screen.picture()
    }

    /// What the window shows, without its frame, once that has not changed for a moment.
    pub fn still_picture(&self) -> RgbaImage {
        let mut last = self.screen.picture_of(&self.id);
        let mut since = Instant::now();
        self.wait("a moment without a change", || {
            let now = self.screen.picture_of(&self.id);
            if now != last {
                last = now;
                since = Instant::now();
            }
            (since.elapsed() > STILL).then(|| last.clone())
        })
    }

    /// Closes the window as a taskbar does, whatever has the focus, and waits for the program to end. Returns its exit code.
    pub fn close(self) -> String {
        let (connection, screen) = x11rb::connect(Some(self.screen.display())).unwrap();
        let name = b"_NET_CLOSE_WINDOW";
        let close = connection.intern_atom(false, name).unwrap();
        let close = close.reply().unwrap().atom;
        // 2 is that a person wants it.
        let data = [x11rb::CURRENT_TIME, 2, 0, 0, 0];
        let wish = ClientMessageEvent::new(32, self.id(), close, data);
        let root = connection.setup().roots[screen].root;
        let to = EventMask::SUBSTRUCTURE_NOTIFY | EventMask::SUBSTRUCTURE_REDIRECT;
        let sent = connection.send_event(false, root, to, wish).unwrap();
        sent.check().unwrap();
        self.wait("the end of the program", || self.program.exited())
    }

    /// Kills the program, which cannot do anything about it, and waits until nothing is left of the window.
    pub fn kill(self) {
        self.program.kill();
        // By SIGKILL, as shells say it.
        let code = self.wait("the end of the program", || self.program.exited());
        assert_eq!(code, "137");
        self.wait("an empty screen", || {
            (!self.screen.windows().contains(&self.id)).then_some(())
        });
    }

    fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        wait_for_or(what, &mut look, || {
            let path = keep_picture(&self.screen.picture());
            let title = self
                .screen
                .try_xdotool(&["getwindowname", &self.id])
                .unwrap_or_default();
            format!(
                "the window shows {:?}, see {}\n{}",
                title.trim(),
                path.display(),
                self.program.said()
            )
        })
    }
}

/// Reads a picture as `import` writes it without packing: `P6 WIDTH HEIGHT 255`, white space, and three bytes a pixel.
fn read_ppm(bytes: &[u8]) -> Option<RgbaImage> {
    let mut rest = bytes;
    let mut word = || {
        let end = rest.iter().position(u8::is_ascii_whitespace)?;
        let word = std::str::from_utf8(&rest[..end]).ok()?;
        rest = &rest[end + 1..];
        Some(word)
    };
    let is_one = word()? == "P6";
    let (width, height) = (word()?.parse().ok()?, word()?.parse().ok()?);
    if !is_one || word()? != "255" {
        return None;
    }
    let picture = RgbImage::from_raw(width, height, rest.to_vec())?;
    Some(DynamicImage::ImageRgb8(picture).to_rgba8())
}

/// Keeps a picture of what went wrong where the developer finds it.
fn keep_picture(picture: &RgbaImage) -> PathBuf {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("test").replace("::", "-");
    let path = std::env::temp_dir().join(format!("vestibule-{name}.png"));
    picture.save(&path).unwrap();
    path
}

/// Starts a program in a folder and waits for a line of its output.
fn start_and_hear(
    folder: Folder,
    command: &mut Command,
    is_it: impl Fn(&str) -> bool,
) -> (Watched, String) {
    let started = folder.start(command);
    let line = wait_for(&format!("a word of {command:?}"), || {
        let said = started.said();
        assert_eq!(started.exited(), None, "{command:?} ended: {said}");
        said.lines().find(|line| is_it(line)).map(str::to_owned)
    });
    (started, line)
}

/// Waits until `look` finds something.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    wait_for_or(what, &mut look, String::new)
}

fn wait_for_or<T>(
    what: &str,
    look: &mut impl FnMut() -> Option<T>,
    explain: impl Fn() -> String,
) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(
            Instant::now() < deadline,
            "waited in vain for {what}: {}",
            explain()
        );
        // Between two looks at the event that is waited for.
        std::thread::sleep(Duration::from_millis(30));
    }
}
