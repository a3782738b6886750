//! A window without a screen: holds a state, its view and its update, takes keys and clicks, and shows what a person
//! would see. Tasks are run as far as they go without waiting; nothing here touches the network.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use iced::advanced::widget::operation::{Operation, Outcome};
use iced::keyboard::key::Named;
use iced::keyboard::{self, Key, Modifiers};
use iced::mouse;
use iced::{Event, Point, Size, Task, window};
use iced_test::core::renderer::Headless;
use iced_test::core::{SmolStr, clipboard, renderer};
use iced_test::futures::futures::StreamExt;
use iced_test::futures::futures::executor::block_on;
use iced_test::futures::futures::stream::BoxStream;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use iced_test::runtime::{Action, task};
use sha2::{Digest, Sha256};
use vestibule::theme::{self, Element, Theme};
use vestibule::widget::focus::{Collector, Info, Item, Role};

/// The size at start, and the smallest one that everything has to fit into.
pub(crate) const NORMAL: Size = Size::new(760.0, 640.0);
pub(crate) const SMALLEST: Size = Size::new(420.0, 520.0);

/// How long something outside may take. Only what is broken takes that long.
const PATIENCE: Duration = Duration::from_secs(60);

type View<S, M> = for<'a> fn(&'a S) -> Element<'a, M>;
type Update<S, M> = fn(&mut S, M) -> Task<M>;

pub(crate) struct Bench<S, M: 'static> {
    pub(crate) state: S,
    view: View<S, M>,
    update: Update<S, M>,
    cache: Cache,
    renderer: iced::Renderer,
    size: Size,
    cursor: mouse::Cursor,
    clipboard: Memory,
    running: Vec<BoxStream<'static, Action<M>>>,
    /// The last thing that was copied.
    pub(crate) copied: Option<String>,
    /// The window was asked to close.
    pub(crate) closed: bool,
}

impl<S, M: Send + 'static> Bench<S, M> {
    pub(crate) fn new(state: S, view: View<S, M>, update: Update<S, M>) -> Self {
        static FONTS: Once = Once::new();
        FONTS.call_once(|| {
            for font in theme::fonts() {
                iced_test::renderer::graphics::text::font_system()
                    .write()
                    .unwrap()
                    .load_font(font);
            }
        });
        let settings = theme::settings();
        let renderer = block_on(<iced::Renderer as Headless>::new(
            settings.default_font,
            settings.default_text_size,
            None,
        ))
        .unwrap();
        Self {
            state,
            view,
            update,
            cache: Cache::default(),
            renderer,
            size: NORMAL,
            cursor: mouse::Cursor::Unavailable,
            clipboard: Memory::default(),
            running: Vec::new(),
            copied: None,
            closed: false,
        }
    }

    pub(crate) fn sized(mut self, size: Size) -> Self {
        self.size = size;
        self
    }

    /// Runs a task as far as it goes without waiting, and everything that comes of it.
    pub(crate) fn run(&mut self, task: Task<M>) {
        self.running.extend(task::into_stream(task));
        self.settle();
    }

    pub(crate) fn say(&mut self, message: M) {
        let task = (self.update)(&mut self.state, message);
        self.run(task);
    }

    /// Takes tasks on that went on elsewhere.
    pub(crate) fn settle(&mut self) {
        loop {
            let mut ready = Vec::new();
            self.running.retain_mut(|stream| {
                let woken = Arc::new(Woken::here());
                let waker = Waker::from(woken.clone());
                let mut context = Context::from_waker(&waker);
                loop {
                    match stream.poll_next_unpin(&mut context) {
                        Poll::Ready(Some(action)) => ready.push(action),
                        Poll::Ready(None) => break false,
                        // It only stepped aside for others.
                        Poll::Pending if woken.0.swap(false, Ordering::Relaxed) => {}
                        Poll::Pending => break true,
                    }
                }
            });
            if ready.is_empty() {
                return;
            }
            for action in ready {
                self.perform(action);
            }
        }
    }

    /// Waits for tasks that have to do with the world, until this holds.
    pub(crate) fn wait_until(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.settle();
            if holds(self) {
                return;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never: {what}; {:#?}", self.outline());
            thread::park_timeout(left);
        }
    }

    fn perform(&mut self, action: Action<M>) {
        match action {
            Action::Output(message) => {
                let task = (self.update)(&mut self.state, message);
                self.running.extend(task::into_stream(task));
            }
            Action::Widget(operation) => self.operate(operation),
            Action::Clipboard(iced_test::runtime::clipboard::Action::Write {
                contents, ..
            }) => {
                self.copied = Some(contents);
            }
            Action::Clipboard(iced_test::runtime::clipboard::Action::Read { channel, .. }) => {
                let _ = channel.send(self.clipboard.0.clone());
            }
            Action::Exit | Action::Window(iced_test::runtime::window::Action::Close(_)) => {
                self.closed = true;
            }
            _ => {}
        }
    }

    fn operate(&mut self, operation: Box<dyn Operation>) {
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        let mut next = Some(operation);
        while let Some(mut operation) = next.take() {
            ui.operate(&self.renderer, operation.as_mut());
            if let Outcome::Chain(chained) = operation.finish() {
                next = Some(chained);
            }
        }
        self.cache = ui.into_cache();
    }

    /// Hands events to the view, and what it says to the state.
    pub(crate) fn events(&mut self, events: &[Event]) {
        let mut messages = Vec::new();
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        for events in [events, &[redraw()]] {
            let _ = ui.update(
                events,
                self.cursor,
                &mut self.renderer,
                &mut self.clipboard,
                &mut messages,
            );
        }
        self.cache = ui.into_cache();
        for message in messages {
            self.say(message);
        }
        // What changed is drawn once: that is when the focus is brought into sight.
        self.redraw();
    }

    fn redraw(&mut self) {
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        let _ = ui.update(
            &[redraw()],
            self.cursor,
            &mut self.renderer,
            &mut self.clipboard,
            &mut Vec::new(),
        );
        self.cache = ui.into_cache();
    }

    pub(crate) fn press(&mut self, key: Named) {
        self.press_with(key, Modifiers::empty());
    }

    pub(crate) fn press_with(&mut self, key: Named, modifiers: Modifiers) {
        let text = (key == Named::Space).then(|| SmolStr::new(" "));
        self.key(Key::Named(key), modifiers, text);
    }

    /// Presses keys so fast that the second comes before the page knows of the first.
    pub(crate) fn press_at_once(&mut self, keys: &[Named]) {
        let pressed = keys.iter().map(|named| {
            let key = Key::Named(*named);
            Event::Keyboard(keyboard::Event::KeyPressed {
                modified_key: key.clone(),
                key,
                physical_key: keyboard::key::Physical::Unidentified(
                    keyboard::key::NativeCode::Unidentified,
                ),
                location: keyboard::Location::Standard,
                modifiers: Modifiers::empty(),
                text: None,
                repeat: false,
            })
        });
        self.events(&pressed.collect::<Vec<_>>());
    }

    /// Copies this elsewhere, and presses what pastes it.
    pub(crate) fn paste(&mut self, text: &str) {
        self.clipboard.0 = Some(text.to_owned());
        let letter = SmolStr::new("v");
        self.key(Key::Character(letter), Modifiers::CTRL, None);
    }

    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            let letter = SmolStr::new(letter.to_string());
            self.key(
                Key::Character(letter.clone()),
                Modifiers::empty(),
                Some(letter),
            );
        }
    }

    fn key(&mut self, key: Key, modifiers: Modifiers, text: Option<SmolStr>) {
        let physical_key =
            keyboard::key::Physical::Unidentified(keyboard::key::NativeCode::Unidentified);
        self.events(&[
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)),
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: key.clone(),
                modified_key: key.clone(),
                physical_key,
                location: keyboard::Location::Standard,
                modifiers,
                text,
                repeat: false,
            }),
        ]);
        self.events(&[Event::Keyboard(keyboard::Event::KeyReleased {
            key: key.clone(),
            modified_key: key,
            physical_key,
            location: keyboard::Location::Standard,
            modifiers,
        })]);
    }

    /// Clicks the control (or text) of this name.
    pub(crate) fn click(&mut self, name: &str) {
        let item = self
            .items()
            .into_iter()
            .find(|item| item.info.name == name && item.visible)
            .unwrap_or_else(|| panic!("no {name:?} to click in {:#?}", self.outline()));
        self.click_at(item.bounds.center());
    }

    pub(crate) fn point_at(&mut self, point: Point) {
        self.cursor = mouse::Cursor::Available(point);
        self.events(&[Event::Mouse(mouse::Event::CursorMoved { position: point })]);
    }

    /// Goes on with Tab until the control of this name has the focus.
    pub(crate) fn go_to(&mut self, name: &str) {
        for _ in 0..60 {
            if self.focused().as_deref() == Some(name) {
                return;
            }
            self.press(Named::Tab);
        }
        panic!("Tab never came to {name:?}");
    }

    pub(crate) fn click_at(&mut self, point: Point) {
        self.point_at(point);
        self.events(&[Event::Mouse(mouse::Event::ButtonPressed(
            mouse::Button::Left,
        ))]);
        self.events(&[Event::Mouse(mouse::Event::ButtonReleased(
            mouse::Button::Left,
        ))]);
        self.cursor = mouse::Cursor::Unavailable;
        self.events(&[Event::Mouse(mouse::Event::CursorLeft)]);
    }

    /// What is on the page.
    pub(crate) fn items(&mut self) -> Vec<Item> {
        let mut collector = Collector::default();
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        ui.operate(&self.renderer, &mut collector);
        self.cache = ui.into_cache();
        collector.into_items()
    }

    /// What is on the page, a line each: role and name.
    pub(crate) fn outline(&mut self) -> Vec<String> {
        self.items()
            .into_iter()
            .map(|item| format!("{:?} {}", item.info.role, item.info.name))
            .collect()
    }

    /// Whether this text stands somewhere on the page, in sight or not.
    pub(crate) fn shows(&mut self, text: &str) -> bool {
        self.items().iter().any(|item| {
            let description = item.info.description.as_deref().unwrap_or_default();
            item.info.name.contains(text) || description.contains(text)
        })
    }

    pub(crate) fn item(&mut self, name: &str) -> Info {
        self.items()
            .into_iter()
            .map(|item| item.info)
            .find(|info| info.name == name && info.role != Role::Text)
            .unwrap_or_else(|| panic!("no {name:?} in {:#?}", self.outline()))
    }

    /// The name of what has the focus.
    pub(crate) fn focused(&mut self) -> Option<String> {
        self.items()
            .into_iter()
            .find(|item| item.focused)
            .map(|item| item.info.name)
    }

    /// The names of all stops of Tab, in order, once round from nothing.
    pub(crate) fn tab_order(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        let stops = self.items().iter().filter(|item| item.focusable).count();
        for _ in 0..stops {
            self.press(Named::Tab);
            let item = self.items().into_iter().find(|item| item.focused);
            let item = item.unwrap_or_else(|| panic!("nothing has the focus after {names:?}"));
            assert!(item.visible, "{} is out of sight", item.info.name);
            names.push(item.info.name);
        }
        names
    }

    pub(crate) fn picture(&mut self, theme: Theme, scale: f32) -> (Size<u32>, Vec<u8>) {
        let mut ui = UserInterface::build(
            (self.view)(&self.state),
            self.size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        let _ = ui.update(
            &[redraw()],
            self.cursor,
            &mut self.renderer,
            &mut self.clipboard,
            &mut Vec::new(),
        );
        let base = iced::theme::Base::base(&theme);
        ui.draw(
            &mut self.renderer,
            &theme,
            &renderer::Style {
                text_color: base.text_color,
            },
            self.cursor,
        );
        self.cache = ui.into_cache();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let size = Size::new(
            (self.size.width * scale) as u32,
            (self.size.height * scale) as u32,
        );
        let pixels = self.renderer.screenshot(size, scale, base.background_color);
        (size, pixels)
    }

    /// Holds that the page looks as it did when its hash was written down, without the caret, which blinks. What is
    /// seen is written to `target/ui/` for eyes to judge; with `UPDATE_SNAPSHOTS=1` the hash is written anew.
    pub(crate) fn looks_like(&mut self, name: &str) {
        self.events(&[Event::Window(window::Event::Unfocused)]);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let seen = root.join("target/ui");
        let kept = root.join("tests/ui/snapshots");
        std::fs::create_dir_all(&seen).unwrap();
        let mut changed = Vec::new();
        for (theme, mode) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let name = format!("{name}-{mode}");
            let (size, pixels) = self.picture(theme, 1.0);
            save(&seen.join(format!("{name}.png")), size, &pixels);
            let hash = Sha256::digest(&pixels)
                .iter()
                .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
            let file = kept.join(format!("{name}.sha256"));
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                std::fs::create_dir_all(&kept).unwrap();
                std::fs::write(&file, format!("{hash}\n")).unwrap();
            } else if std::fs::read_to_string(&file).unwrap_or_default().trim() != hash {
                changed.push(name);
            }
        }
        assert!(
            changed.is_empty(),
            "{changed:?} look different; see {}",
            seen.display()
        );
    }
}

fn save(path: &Path, size: Size<u32>, pixels: &[u8]) {
    image::save_buffer(
        path,
        pixels,
        size.width,
        size.height,
        image::ColorType::Rgba8,
    )
    .unwrap();
}

fn redraw() -> Event {
    Event::Window(window::Event::RedrawRequested(iced::time::Instant::now()))
}

/// Whether a task can go on, and who waits for that.
struct Woken(AtomicBool, Thread);

impl Woken {
    fn here() -> Self {
        Self(AtomicBool::new(false), thread::current())
    }
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
        self.1.unpark();
    }
}

#[derive(Default)]
struct Memory(Option<String>);

impl iced_test::core::Clipboard for Memory {
    fn read(&self, _kind: clipboard::Kind) -> Option<String> {
        self.0.clone()
    }

    fn write(&mut self, _kind: clipboard::Kind, contents: String) {
        self.0 = Some(contents);
    }
}
