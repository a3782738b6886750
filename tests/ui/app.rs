//! The whole window: pages, the session behind them, and the ways between. The engine is played by the test.

mod account;
mod choosing;
mod keeping;
mod really;
mod settings;
#[allow(unreachable_pub, dead_code, reason = "shared test code")]
#[path = "../support/vault.rs"]
mod vault;

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use futures::channel::mpsc::{UnboundedSender, unbounded};
use futures::channel::oneshot;
use iced::Task;
use iced::keyboard::key::Named;
use vestibule::app::{self, Answer, App, Ask, Engine, Message, Options, Outside, Told, Way};
use vestibule::directory::{Cache, RefreshFault, Refreshed};
use vestibule::domain::{
    Address, Credentials, Domain, FieldId, Form, Kind, Link, Offer, Proxy, Reason, Refusal, Secret,
    UserName, Value, WebPage,
};
use vestibule::engine::account::{AccountError, Owner};
use vestibule::engine::list::ListSource;
use vestibule::engine::survey;
use vestibule::engine::{
    Command, Error, Event, Outcome, Picture, PictureFault, Proof, ProxyFault, Remote, Sound, Stage,
    Target,
};
use vestibule::page::Page;
use vestibule::platform::{ChatProgram, Keeper, NoPicker, ProxySetting, Wanted};
use vestibule::scan::ScanFault;
use vestibule::settings::Store;
use vestibule::settings::traces::Places;

use crate::bench::Bench;
use crate::presets::{self, PASSWORD};

/// What the window asked of the engine.
pub(crate) enum Asked {
    Open(Box<Target>, tokio::sync::mpsc::UnboundedReceiver<Command>),
    Prove(Credentials),
    LookFor(Box<Target>, Credentials, bool),
    Owner(Box<Ask>, Credentials, oneshot::Sender<Answer>),
    Refresh(
        Cache,
        Box<ListSource>,
        oneshot::Sender<Result<Refreshed, RefreshFault>>,
    ),
    Survey(Vec<Domain>, Way, UnboundedSender<survey::News>),
    Browse(String),
    Keep(String, Arc<[u8]>),
    OpenFile(PathBuf),
    StartChat(String),
    Choose(oneshot::Sender<Result<Option<PathBuf>, NoPicker>>),
    Scan(PathBuf, oneshot::Sender<Result<Secret, ScanFault>>),
}

struct Played {
    asked: Sender<Asked>,
    works: Arc<Mutex<bool>>,
    keeper: Keeper,
    places: Places,
    /// Lists are loaded and servers are asked by the real engine.
    really: bool,
}

impl Played {
    fn ask(&self, asked: Asked) {
        self.asked.send(asked).unwrap();
    }

    fn works(&self) -> bool {
        *self.works.lock().unwrap()
    }
}

impl Engine for Played {
    fn open(&self, target: Target) -> (Remote, Task<Told>) {
        let (remote, commands) = Remote::pair();
        self.ask(Asked::Open(Box::new(target), commands));
        (remote, Task::none())
    }

    fn prove(&self, _target: Target, credentials: Credentials) -> Task<Result<(), AccountError>> {
        self.ask(Asked::Prove(credentials));
        Task::none()
    }

    fn look_for(
        &self,
        target: Target,
        credentials: Credentials,
        fresh: bool,
    ) -> Task<Result<(), AccountError>> {
        let asked = Asked::LookFor(Box::new(target), credentials, fresh);
        self.ask(asked);
        Task::none()
    }

    fn ask(&self, owner: Owner, ask: Ask) -> Task<Answer> {
        let (tell, told) = oneshot::channel();
        let credentials = owner.credentials();
        self.ask(Asked::Owner(Box::new(ask), credentials, tell));
        Task::future(async move { told.await.ok() }).and_then(Task::done)
    }

    fn refresh(&self, cache: Cache, source: ListSource) -> Task<Result<Refreshed, RefreshFault>> {
        if self.really {
            return Outside.refresh(cache, source);
        }
        let (tell, told) = oneshot::channel();
        let asked = Asked::Refresh(cache, Box::new(source), tell);
        self.ask(asked);
        Task::future(async move { told.await.ok() }).and_then(Task::done)
    }

    fn survey(&self, domains: Vec<Domain>, way: Way) -> Task<survey::News> {
        if self.really {
            return Outside.survey(domains, way);
        }
        let (tell, told) = unbounded();
        self.ask(Asked::Survey(domains, way, tell));
        Task::stream(told)
    }

    fn browse(&self, link: Link) -> Task<bool> {
        self.ask(Asked::Browse(link.as_str().to_owned()));
        Task::done(self.works())
    }

    fn keep(&self, name: String, bytes: Arc<[u8]>) -> Task<Result<PathBuf, String>> {
        let path = PathBuf::from("/home/juliet/Downloads").join(&name);
        self.ask(Asked::Keep(name, bytes));
        let works = self.works();
        Task::done(
            works
                .then_some(path)
                .ok_or_else(|| "the disk is full".to_owned()),
        )
    }

    fn keeper(&self) -> Keeper {
        self.keeper.clone()
    }

    fn chat_programs(&self, _lang: String) -> Task<Vec<ChatProgram>> {
        let program =
            |name: &str| ChatProgram::new(name.to_lowercase(), name.to_owned(), Vec::new());
        Task::done(vec![program("Gajim"), program("Dino")])
    }

    fn start_chat(&self, program: ChatProgram) -> Task<bool> {
        self.ask(Asked::StartChat(program.id));
        Task::done(self.works())
    }

    fn settings(&self) -> Store {
        self.places.settings.clone().unwrap_or_else(Store::none)
    }

    fn places(&self) -> Places {
        self.places.clone()
    }

    fn choose_picture(&self, _: Wanted) -> Task<Result<Option<PathBuf>, NoPicker>> {
        let (tell, told) = oneshot::channel();
        self.ask(Asked::Choose(tell));
        Task::future(async move { told.await.ok() }).and_then(Task::done)
    }

    fn scan(&self, file: PathBuf) -> Task<Result<Secret, ScanFault>> {
        let (tell, told) = oneshot::channel();
        self.ask(Asked::Scan(file, tell));
        Task::future(async move { told.await.ok() }).and_then(Task::done)
    }

    fn system(&self) -> String {
        "Linux of the tests".to_owned()
    }

    fn open_file(&self, path: PathBuf) -> Task<bool> {
        self.ask(Asked::OpenFile(path));
        Task::done(self.works())
    }
}

thread_local! {
    /// What whoever holds the component was told, in this test.
    static TOLD: RefCell<Vec<app::Event>> = const { RefCell::new(Vec::new()) };
}

/// Closes what is closed, as the program's window does.
pub(crate) fn update(app: &mut App, message: Message) -> Task<Message> {
    let task = app.update(message);
    let events = app.take_events();
    let closed = events.contains(&app::Event::Closed);
    TOLD.with_borrow_mut(|told| told.extend(events));
    if closed {
        return Task::batch([task, iced::exit()]);
    }
    task
}

/// The window with the test behind it.
pub(crate) struct Desk {
    pub(crate) bench: Bench<App, Message>,
    pub(crate) asked: Receiver<Asked>,
    browser: Arc<Mutex<bool>>,
    pub(crate) sessions: u64,
    commands: Option<tokio::sync::mpsc::UnboundedReceiver<Command>>,
}

impl Desk {
    pub(crate) fn new(options: Options) -> Self {
        Self::with(options, Keeper::none())
    }

    fn with(options: Options, keeper: Keeper) -> Self {
        Self::in_places(options, keeper, Places::default())
    }

    fn in_places(options: Options, keeper: Keeper, places: Places) -> Self {
        Self::open(options, keeper, places, false)
    }

    /// One that really loads lists and asks servers.
    fn really(options: Options) -> Self {
        Self::open(options, Keeper::none(), Places::default(), true)
    }

    fn open(options: Options, keeper: Keeper, places: Places, really: bool) -> Self {
        let (tell, asked) = mpsc::channel();
        let browser = Arc::new(Mutex::new(true));
        let options = Options {
            // What the system speaks is of no concern here, unless it is about the settings.
            lang: options
                .lang
                .or_else(|| options.settings.is_none().then(|| "en".to_owned())),
            order: Some(presets::ORDER),
            ..options
        };
        let engine = Played {
            asked: tell,
            works: browser.clone(),
            keeper,
            places,
            really,
        };
        let (app, task) = App::new(options, Box::new(engine));
        let mut bench = Bench::new(app, App::view, update);
        bench.run(task);
        bench.events(&[]);
        Self {
            bench,
            asked,
            browser,
            sessions: 0,
            commands: None,
        }
    }

    /// At the choice of a server, with this typed and entered.
    pub(crate) fn at(domain: &str) -> Self {
        Self::at_with(domain, Options::default())
    }

    /// The same, started with options.
    pub(crate) fn at_with(domain: &str, options: Options) -> Self {
        let mut desk = Self::new(options);
        desk.bench.type_text(domain);
        desk.bench.press(Named::Enter);
        let _ = desk.opened();
        desk
    }

    /// At a server's form.
    pub(crate) fn at_form(form: Form) -> Self {
        let mut desk = Self::at("magicbroccoli.de");
        desk.event(Event::Offered(Offer::Form(form)));
        desk
    }

    /// At a form that was filled in and sent.
    pub(crate) fn sending() -> Self {
        let mut desk = Self::at_form(presets::short_form());
        desk.fill();
        desk.bench.press(Named::Enter);
        assert!(matches!(desk.command(), Some(Command::Submit(_))));
        desk
    }

    pub(crate) fn fill(&mut self) {
        self.bench.type_text("juliet");
        self.bench.press(Named::Tab);
        self.bench.type_text(PASSWORD);
    }

    /// The session that was just opened.
    pub(crate) fn opened(&mut self) -> Target {
        match self.asked.try_recv() {
            Ok(Asked::Open(target, commands)) => {
                self.sessions += 1;
                self.commands = Some(commands);
                *target
            }
            _ => panic!("no session was opened"),
        }
    }

    pub(crate) fn command(&mut self) -> Option<Command> {
        self.commands.as_mut().unwrap().try_recv().ok()
    }

    pub(crate) fn event(&mut self, event: Event) {
        self.bench
            .say(Message::Told(self.sessions, Told::Event(event)));
        self.bench.events(&[]);
    }

    pub(crate) fn ended(&mut self, result: Result<Outcome, Error>) {
        self.bench
            .say(Message::Told(self.sessions, Told::Ended(result)));
        self.bench.events(&[]);
    }

    pub(crate) fn made(&mut self, proof: Proof) {
        let address = Address::parse("juliet@magicbroccoli.de").unwrap();
        self.ended(Ok(Outcome {
            address: Some(address),
            proof,
        }));
    }

    /// Nothing on this computer opens a page any more.
    pub(crate) fn no_browser(&self) {
        *self.browser.lock().unwrap() = false;
    }

    /// Has this in the line for an invitation, in place of all else.
    pub(crate) fn say_line(&mut self, text: &str) {
        use vestibule::page::{self, form, invitation::line, trouble};
        let typed = line::Message::Typed(Secret::from(text));
        let message = match self.bench.state.page() {
            Page::Form(_) => page::Message::Form(form::Message::Invitation(typed)),
            _ => page::Message::Trouble(trouble::Message::Invitation(typed)),
        };
        self.bench.say(Message::Page(message));
    }

    pub(crate) fn title(&self) -> String {
        format!("{} - Vestibule", self.bench.state.title())
    }

    pub(crate) fn nothing_asked(&self) -> bool {
        self.asked.try_recv().is_err()
    }
}

pub(crate) fn refusal(reason: Reason) -> Refusal {
    presets::refusal(reason, "In the server's words")
}

/// A sign-in that was refused with this condition.
pub(crate) fn no(condition: &str) -> AccountError {
    AccountError::SignIn(Box::new(Refusal {
        condition: Some(condition.to_owned()),
        ..refusal(Reason::WrongPassword)
    }))
}

#[test]
fn from_a_typed_domain_to_a_proved_account() {
    let mut desk = Desk::new(Options::default());
    assert_eq!(desk.title(), "Where do you want your address? - Vestibule");
    desk.bench.type_text("MagicBroccoli.de");
    assert!(desk.nothing_asked());
    desk.bench.press(Named::Enter);
    let target = desk.opened();
    assert_eq!(target.domain.as_str(), "magicbroccoli.de");
    assert_eq!(target.lang, "en");
    assert_eq!(target.connect, None);
    assert!(!target.loopback_pictures);

    // Nothing moves for a moment; then a page says what is going on.
    assert_eq!(desk.title(), "Where do you want your address? - Vestibule");
    desk.event(Event::Stage(Stage::Connect));
    desk.bench.say(Message::Waited);
    assert_eq!(desk.title(), "Asking magicbroccoli.de … - Vestibule");
    desk.event(Event::Stage(Stage::Secure));
    assert_eq!(desk.bench.item("Connecting").checked, Some(true));

    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.title(), "Your account on magicbroccoli.de - Vestibule");
    desk.fill();
    desk.bench.press(Named::Enter);
    let Some(Command::Submit(submission)) = desk.command() else {
        panic!("nothing was sent");
    };
    let domain = presets::domain();
    let sent = submission.credentials(&domain).unwrap();
    assert_eq!(sent.address.to_string(), "juliet@magicbroccoli.de");
    assert_eq!(sent.password, Secret::from(PASSWORD));
    assert!(desk.bench.shows("Signing up …"));

    desk.event(Event::Stage(Stage::Prove));
    desk.made(Proof::SignedIn);
    assert_eq!(desk.title(), "Welcome. This is your address - Vestibule");
    assert!(desk.bench.shows("juliet@magicbroccoli.de"));
    assert!(desk.bench.shows("Proved"));
    desk.bench.click("Copy");
    assert_eq!(
        desk.bench.copied.as_deref(),
        Some("juliet@magicbroccoli.de")
    );
    desk.bench.click("Copy the password");
    assert_eq!(desk.bench.copied.as_deref(), Some(PASSWORD));
    desk.bench.press(Named::Tab);
    desk.bench.click("Close");
    assert!(desk.bench.closed);
}

#[test]
fn a_quick_server_is_shown_without_a_page_in_between() {
    let mut desk = Desk::at("magicbroccoli.de");
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    // The moment passes all the same, and changes nothing.
    desk.bench.say(Message::Waited);
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    assert_eq!(desk.bench.focused().as_deref(), Some("Name"));
}

#[test]
fn a_click_on_a_card_asks_in_the_background() {
    let mut desk = Desk::new(Options::default());
    desk.bench.click("yax.im");
    assert_eq!(desk.opened().domain.as_str(), "yax.im");
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    desk.bench.click("Continue with yax.im");
    assert!(desk.nothing_asked(), "the same server was asked twice");
    assert_eq!(desk.title(), "Your account on yax.im - Vestibule");
}

#[test]
fn what_fails_in_the_background_is_tried_again_when_it_is_wanted() {
    let mut desk = Desk::new(Options::default());
    desk.bench.click("yax.im");
    let _ = desk.opened();
    desk.ended(Err(Error::Timeout(Stage::Connect)));
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    desk.bench.click("Continue with yax.im");
    assert_eq!(desk.opened().domain.as_str(), "yax.im");
}

#[test]
fn a_session_that_was_left_has_nothing_to_say() {
    let mut desk = Desk::at("first.example");
    desk.bench.say(Message::Waited);
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    let stale = desk.sessions;
    desk.bench.say(Message::Told(
        stale,
        Told::Event(Event::Offered(Offer::Form(presets::short_form()))),
    ));
    desk.bench.say(Message::Told(
        stale,
        Told::Ended(Err(Error::Timeout(Stage::Connect))),
    ));
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    // What was typed is still there.
    assert_eq!(
        desk.bench
            .item("Search, or type a server, an address, an invitation")
            .value
            .as_deref(),
        Some("first.example")
    );
}

#[test]
fn a_taken_name_and_a_used_up_puzzle_are_repaired_in_place() {
    let mut desk = Desk::at_form(presets::puzzle_form());
    desk.fill();
    desk.bench.go_to("Which characters do you see?");
    desk.bench.type_text("250641");
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.event(Event::Refused(refusal(Reason::NameTaken)));
    desk.event(Event::Offered(Offer::Form(presets::puzzle_form())));
    assert!(desk.bench.shows("That name is taken."));
    assert!(
        desk.bench
            .shows("A new puzzle came because the first was used up.")
    );
    assert_eq!(desk.bench.focused().as_deref(), Some("Name"));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));
    let puzzle = "Which characters do you see?";
    assert_eq!(desk.bench.item(puzzle).value.as_deref(), Some(""));

    desk.bench.type_text("2");
    desk.bench.go_to("Which characters do you see?");
    desk.bench.type_text("112233");
    desk.bench.press(Named::Space);
    desk.bench.press(Named::Enter);
    let Some(Command::Submit(submission)) = desk.command() else {
        panic!("nothing was sent");
    };
    // A blank behind it would make it a wrong answer.
    let answer = submission
        .entries()
        .iter()
        .find(|entry| entry.name.as_str() == "ocr");
    assert_eq!(answer.unwrap().values, [Secret::from("112233")]);
    let sent = submission.credentials(&presets::domain()).unwrap();
    assert_eq!(sent.address.to_string(), "juliet2@magicbroccoli.de");
    assert_eq!(sent.password, Secret::from(PASSWORD));
}

#[test]
fn pictures_come_by_themselves_or_are_asked_for() {
    let mut desk = Desk::at("magicbroccoli.de");
    let picture = Picture {
        width: 2,
        height: 1,
        rgba: Arc::from([0; 8]),
    };
    let field = FieldId::from("ocr");
    // Before the form is shown, and after.
    desk.event(Event::Picture(field.clone(), Ok(picture.clone())));
    desk.event(Event::Offered(Offer::Form(presets::puzzle_form())));
    assert!(desk.command().is_none());
    desk.event(Event::Picture(field.clone(), Err(PictureFault::Missing)));
    assert!(desk.bench.shows("The server did not send the picture."));
    desk.event(Event::Picture(field, Ok(picture)));
    assert!(!desk.bench.shows("The server did not send the picture."));
}

#[test]
fn a_sound_is_put_into_a_file_and_opened() {
    let puzzle = presets::challenge("speech_recog", None, &[]);
    let mut desk = Desk::at_form(presets::with_puzzles(vec![puzzle]));
    let field = FieldId::from("speech_recog");
    for works in [false, true] {
        *desk.browser.lock().unwrap() = works;
        desk.bench.click("Save the sound to a file");
        assert!(matches!(desk.command(), Some(Command::LoadSound(asked)) if asked == field));
        let sound = Sound {
            bytes: Arc::from(*b"RIFF"),
            mime: "audio/x-wav".to_owned(),
        };
        desk.event(Event::Sound(field.clone(), Ok(sound)));
        match desk.asked.try_recv() {
            Ok(Asked::Keep(name, bytes)) => {
                assert_eq!(name, "vestibule-puzzle.wav");
                assert_eq!(&*bytes, b"RIFF");
            }
            _ => panic!("nothing was written"),
        }
        assert_eq!(
            desk.bench
                .shows("The file could not be written: the disk is full"),
            !works
        );
    }
    assert!(
        desk.bench
            .shows("Saved as /home/juliet/Downloads/vestibule-puzzle.wav")
    );
    desk.bench.click("Open the file");
    match desk.asked.try_recv() {
        Ok(Asked::OpenFile(path)) => assert!(path.ends_with("vestibule-puzzle.wav")),
        _ => panic!("nothing was opened"),
    }
    desk.event(Event::Sound(field, Err(PictureFault::TooLarge)));
    assert!(desk.bench.shows("The file is too large to be fetched."));
}

#[test]
fn the_link_beside_a_puzzle_is_looked_at_by_the_engine() {
    let mut desk = Desk::at_form(presets::beside_form());
    assert!(desk.command().is_none());
    desk.bench.click("Show what is at example.org");
    assert!(matches!(desk.command(), Some(Command::LoadLink)));
    desk.event(Event::Link(Err(PictureFault::TooLarge)));
    assert!(desk.bench.shows("The picture is too large to be shown."));
    desk.event(Event::Link(Err(PictureFault::NotAPicture)));
    assert!(
        desk.bench
            .shows("There is no picture but a page, for the browser.")
    );
    let picture = Picture {
        width: 2,
        height: 1,
        rgba: Arc::from([0; 8]),
    };
    desk.event(Event::Link(Ok(picture)));
    assert!(desk.bench.shows("Picture puzzle"));
}

#[test]
fn work_is_shown_while_it_is_done_and_can_be_left() {
    let form = || presets::with_puzzles(vec![presets::work(true)]);
    let mut desk = Desk::at_form(form());
    desk.fill();
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.event(Event::Stage(Stage::Work));
    assert!(desk.bench.shows("Calculating …"));
    desk.event(Event::Unsolved);
    assert!(
        desk.bench
            .shows("Your computer did not solve the puzzle in time")
    );
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.event(Event::Stage(Stage::Work));
    desk.event(Event::Stage(Stage::Submit));
    assert!(desk.bench.shows("Signing up …"));
    // Nothing was sent yet: leaving is no matter.
    let mut desk = Desk::at_form(form());
    desk.fill();
    desk.bench.press(Named::Enter);
    desk.event(Event::Stage(Stage::Work));
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
}

#[test]
fn an_old_puzzle_is_fetched_anew() {
    let mut desk = Desk::at_form(presets::puzzle_form());
    desk.event(Event::PuzzleOld);
    assert!(matches!(desk.command(), Some(Command::Refresh)));
    desk.event(Event::Offered(Offer::Form(presets::puzzle_form())));
    assert!(
        desk.bench
            .shows("A new puzzle came because the first had run out.")
    );
    assert_eq!(desk.bench.focused().as_deref(), Some("Name"));
}

#[test]
fn a_puzzle_that_grew_old_before_it_was_shown_is_fetched_anew() {
    let mut desk = Desk::new(Options::default());
    desk.bench.click("yax.im");
    let _ = desk.opened();
    desk.event(Event::Offered(Offer::Form(presets::puzzle_form())));
    desk.event(Event::PuzzleOld);
    // Nobody looks at it: nothing is asked.
    assert!(desk.command().is_none());
    desk.bench.click("Continue with yax.im");
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    assert!(matches!(desk.command(), Some(Command::Refresh)));
}

#[test]
fn a_form_that_was_left_is_met_again_as_it_was() {
    let mut desk = Desk::at_form(presets::short_form());
    desk.fill();
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    desk.bench.press(Named::Enter);
    let _ = desk.opened();
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));
    // Another server's form is another matter.
    desk.bench.press(Named::Escape);
    for _ in 0.."magicbroccoli.de".len() {
        desk.bench.press(Named::Backspace);
    }
    desk.bench.type_text("other.example");
    desk.bench.press(Named::Enter);
    let _ = desk.opened();
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some(""));
}

/// A proxy at fault keeps its cause up to the page, which leads to where it can be mended.
#[test]
fn trouble_with_a_proxy_leads_to_the_connection() {
    let setting = ProxySetting::named(Proxy::parse("127.0.0.1:9050").unwrap());
    let text = || "chat.example:5222".to_owned();
    let faults = [
        (ProxyFault::Away(text()), "Your proxy does not answer"),
        (
            ProxyFault::LoginWanted,
            "Your proxy wants to know who you are",
        ),
        (ProxyFault::LoginRefused, "Your proxy does not let you in"),
        (ProxyFault::NotSocks(text()), "That is no proxy we can use"),
        (
            ProxyFault::Forbidden { host: text() },
            "Your proxy may not connect to magicbroccoli.de",
        ),
        (
            ProxyFault::NoWay {
                host: text(),
                reason: text(),
            },
            "Your proxy finds no way to magicbroccoli.de",
        ),
        (
            ProxyFault::Silent { host: text() },
            "No connection to magicbroccoli.de through your proxy",
        ),
    ];
    for (fault, title) in faults {
        let mut desk = Desk::new(Options {
            proxy: setting.clone(),
            ..Options::default()
        });
        desk.bench.type_text("magicbroccoli.de");
        desk.bench.press(Named::Enter);
        assert_eq!(desk.opened().proxy, setting.proxy);
        desk.ended(Err(Error::Proxy(fault)));
        assert_eq!(desk.title(), format!("{title} - Vestibule"));
        desk.bench.click("Details");
        desk.bench.go_to("Copy report");
        desk.bench.press(Named::Enter);
        let report = desk.bench.copied.clone().unwrap();
        assert!(report.contains("127.0.0.1 9050"), "{report}");
        desk.bench.click("Change the connection");
        assert!(matches!(desk.bench.state.page(), Page::Server(_)));
        // Unfolded, with what is set; what was typed is still there.
        let proxy = desk.bench.item("Proxy");
        assert_eq!(proxy.value.as_deref(), Some("socks5://127.0.0.1:9050"));
        desk.bench.press(Named::Enter);
        assert_eq!(desk.opened().proxy, setting.proxy);
    }
}

/// Emptied, it is gone; another one is used as it was typed.
#[test]
fn the_proxy_that_was_found_can_be_changed() {
    let setting = ProxySetting::named(Proxy::parse("127.0.0.1:9050").unwrap());
    for (typed, used) in [
        ("", None),
        ("localhost:9150", Some("socks5://localhost:9150")),
    ] {
        let mut desk = Desk::new(Options {
            proxy: setting.clone(),
            ..Options::default()
        });
        desk.bench.type_text("magicbroccoli.de");
        desk.bench.click("Connection");
        desk.bench.go_to("Proxy");
        desk.bench.press(Named::End);
        for _ in 0..40 {
            desk.bench.press(Named::Backspace);
        }
        desk.bench.type_text(typed);
        desk.bench.press(Named::Enter);
        let proxy = desk.opened().proxy.map(|proxy| proxy.to_string());
        assert_eq!(proxy.as_deref(), used);
    }
}

#[test]
fn trouble_while_the_form_is_out_keeps_what_was_typed() {
    let mut desk = Desk::sending();
    desk.ended(Err(Error::Unreachable("x".to_owned())));
    assert_eq!(
        desk.title(),
        "magicbroccoli.de cannot be reached - Vestibule"
    );
    desk.bench.press(Named::Enter);
    let _ = desk.opened();
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
}

#[test]
fn a_break_that_made_nothing_is_told_and_the_form_is_ready_again() {
    let mut desk = Desk::sending();
    desk.event(Event::NotMade);
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert!(
        desk.bench
            .shows("Nothing was signed up, and nothing is lost")
    );
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
}

#[test]
fn an_unknown_outcome_is_called_unknown_until_a_sign_in_proves_it() {
    let mut desk = Desk::sending();
    desk.ended(Err(Error::OutcomeUnknown {
        address: Address::parse("juliet@magicbroccoli.de").ok(),
        cause: Box::new(Error::Timeout(Stage::Prove)),
    }));
    assert_eq!(
        desk.title(),
        "We could not tell whether the account was made - Vestibule"
    );
    assert!(!desk.bench.shows("Proved"));
    desk.bench.press(Named::Enter);
    let Ok(Asked::Prove(credentials)) = desk.asked.try_recv() else {
        panic!("nothing was checked");
    };
    assert_eq!(credentials.address.to_string(), "juliet@magicbroccoli.de");
    assert_eq!(credentials.password, Secret::from(PASSWORD));

    let unreached = AccountError::Connection(Error::Timeout(Stage::Connect));
    desk.bench
        .say(Message::Checked(desk.sessions, Err(unreached)));
    assert!(
        desk.bench
            .shows("Checked once: magicbroccoli.de does not answer.")
    );

    desk.bench.click("Check again");
    assert!(matches!(desk.asked.try_recv(), Ok(Asked::Prove(_))));
    desk.bench
        .say(Message::Checked(desk.sessions, Err(no("not-authorized"))));
    assert!(
        desk.bench
            .shows("The account was not made, or it waits for approval.")
    );

    desk.bench.click("Check again");
    let _ = desk.asked.try_recv();
    desk.bench.say(Message::Checked(desk.sessions, Ok(())));
    assert_eq!(desk.title(), "Welcome. This is your address - Vestibule");
}

#[test]
fn a_preset_far_down_a_long_list_is_in_sight() {
    let mut form = presets::typed_form();
    form.fields.retain(|field| field.id.as_str() == "town");
    let Kind::Choice { options, .. } = &form.fields[0].kind else {
        panic!("no list")
    };
    form.fields[0].preset = Some(Value::Text(options[400].value.clone()));
    let mut desk = Desk::at_form(form);
    desk.bench.events(&[]);
    let items = desk.bench.items();
    let mut seen = items.iter().filter(|item| item.visible);
    assert!(seen.any(|item| item.info.name == "Option number 400"));
}

/// Of many pictures only the first ones are loaded unasked.
#[test]
fn a_picture_that_was_not_loaded_can_be_asked_for() {
    let mut desk = Desk::at_form(presets::puzzles_form());
    let field = FieldId::from("ocr");
    for fault in [
        PictureFault::Unasked,
        PictureFault::Unreachable("no".to_owned()),
    ] {
        desk.event(Event::Picture(field.clone(), Err(fault)));
        desk.bench.click("Load the picture");
        let Some(Command::LoadPicture(wanted)) = desk.command() else {
            panic!("no picture was asked for")
        };
        assert_eq!(wanted, field);
        // It is on its way: once is enough.
        assert!(!desk.bench.shows("Load the picture"));
    }
    let picture = Picture {
        width: 2,
        height: 1,
        rgba: Arc::from([0; 8]),
    };
    desk.event(Event::Picture(field, Ok(picture)));
    assert!(!desk.bench.shows("Load the picture"));
}

#[test]
fn from_an_unknown_outcome_the_form_can_be_had_back() {
    let mut desk = Desk::sending();
    desk.ended(Err(Error::OutcomeUnknown {
        address: Address::parse("juliet@magicbroccoli.de").ok(),
        cause: Box::new(Error::Timeout(Stage::Prove)),
    }));
    desk.bench.click("Back to the form");
    // A name that is taken now may be ours.
    let doubted = desk.opened().doubted;
    assert_eq!(doubted, [UserName::parse("juliet").unwrap()]);
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("juliet"));
}

#[test]
fn an_account_that_waits_is_not_called_proved() {
    for (proof, title) in [
        (Proof::Waiting, "Your account waits for approval"),
        (
            Proof::Untried(Arc::new(Error::Timeout(Stage::Prove))),
            "Your account was made",
        ),
    ] {
        let mut desk = Desk::sending();
        desk.made(proof);
        assert_eq!(desk.title(), format!("{title} - Vestibule"));
        assert!(!desk.bench.shows("Proved"));
        desk.bench.press(Named::Enter);
        desk.bench
            .say(Message::Checked(desk.sessions, Err(no("not-authorized"))));
        assert_eq!(desk.title(), "Your account waits for approval - Vestibule");
    }
}

#[test]
fn a_form_without_a_name_ends_without_an_address() {
    let mut form = presets::short_form();
    form.fields.truncate(0);
    let mut desk = Desk::at_form(form);
    desk.bench.press(Named::Enter);
    desk.ended(Ok(Outcome {
        address: None,
        proof: Proof::Nothing,
    }));
    assert_eq!(desk.title(), "magicbroccoli.de said yes - Vestibule");
    assert!(!desk.bench.shows("Proved"));
}

#[test]
fn a_server_that_is_closed_or_on_the_web_says_so() {
    let mut desk = Desk::at("closed.example");
    desk.event(Event::Offered(Offer::Closed(refusal(Reason::Closed))));
    assert_eq!(
        desk.title(),
        "closed.example is closed to new people - Vestibule"
    );
    // Often they say how to come in all the same: they are not folded away.
    assert!(desk.bench.shows("What the server says"));
    assert!(desk.bench.shows("In the server's words"));

    let mut desk = Desk::at("web.example");
    desk.event(Event::Offered(Offer::Web(WebPage {
        link: Link::parse("https://web.example/register"),
        instructions: Vec::new(),
    })));
    assert_eq!(desk.title(), "web.example signs up on the web - Vestibule");
    *desk.browser.lock().unwrap() = false;
    desk.bench.press(Named::Enter);
    let Ok(Asked::Browse(link)) = desk.asked.try_recv() else {
        panic!("nothing was opened");
    };
    assert_eq!(link, "https://web.example/register");
    assert!(desk.bench.shows("Nothing on this computer could open"));
    desk.bench.click("Copy");
    assert_eq!(
        desk.bench.copied.as_deref(),
        Some("https://web.example/register")
    );
}

#[test]
fn closing_in_the_middle_of_a_submission_is_asked_once() {
    let mut desk = Desk::sending();
    desk.bench.say(Message::CloseRequested);
    assert!(!desk.bench.closed);
    assert!(desk.bench.shows("Your account is being made"));
    assert_eq!(desk.bench.focused().as_deref(), Some("Keep waiting"));
    desk.bench.press(Named::Enter);
    assert!(desk.bench.shows("Signing up …"));
    // It was asked, and is remembered: whoever closes again means it.
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.closed);

    let mut desk = Desk::sending();
    desk.bench.say(Message::CloseRequested);
    desk.bench.click("Close all the same");
    assert!(desk.bench.closed);

    // Another submission is another question.
    let mut desk = Desk::sending();
    desk.bench.say(Message::CloseRequested);
    desk.bench.press(Named::Escape);
    desk.event(Event::Refused(refusal(Reason::NameTaken)));
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.bench.press(Named::Enter);
    assert!(matches!(desk.command(), Some(Command::Submit(_))));
    desk.bench.say(Message::CloseRequested);
    assert!(!desk.bench.closed);
    assert!(desk.bench.shows("Your account is being made"));

    // The answer comes while it is asked.
    let mut desk = Desk::sending();
    desk.bench.say(Message::CloseRequested);
    desk.made(Proof::SignedIn);
    assert!(desk.bench.shows("Welcome."));

    // A second request is meant.
    let mut desk = Desk::sending();
    desk.bench.say(Message::CloseRequested);
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.closed);

    // Nothing is on its way: nothing is asked.
    let mut desk = Desk::at_form(presets::short_form());
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.closed);
}

#[test]
fn a_new_address_goes_on_to_a_chat_program() {
    let mut desk = Desk::sending();
    desk.made(Proof::SignedIn);
    // The preferred one first, the others when they are asked for.
    assert!(
        !desk
            .bench
            .outline()
            .iter()
            .any(|line| line.contains("Dino"))
    );
    desk.bench.click("Open in Gajim");
    let Ok(Asked::StartChat(program)) = desk.asked.try_recv() else {
        panic!("nothing was started");
    };
    assert_eq!(program, "gajim");
    desk.bench.click("Other programs");
    *desk.browser.lock().unwrap() = false;
    desk.bench.click("Open in Dino");
    assert!(desk.bench.shows("Dino could not be started."));
    desk.bench.go_to("Copy the link");
    desk.bench.press(Named::Enter);
    let copied = desk.bench.copied.clone();
    assert_eq!(
        copied.as_deref(),
        Some("xmpp:juliet@magicbroccoli.de?roster")
    );
    // No link to one's own address is handed to one's own program.
    assert!(!program.contains("xmpp:"));
}

#[test]
fn another_account_begins_anew() {
    let mut desk = Desk::sending();
    desk.made(Proof::SignedIn);
    desk.bench.click("Sign up another");
    assert!(matches!(desk.bench.state.page(), Page::Server(_)));
    assert_eq!(
        desk.bench
            .item("Search, or type a server, an address, an invitation")
            .value
            .as_deref(),
        Some("")
    );
    assert!(!format!("{:?}", desk.bench.items()).contains("juliet"));
}

#[test]
fn what_the_program_was_started_with_is_used() {
    let mut desk = Desk::new(Options {
        connect: Some(("127.0.0.1".to_owned(), 15222)),
        tls: vestibule::engine::Tls::StartTls,
        domain: Some(Secret::from("romeo@example.org")),
        ..Options::default()
    });
    let target = desk.opened();
    assert_eq!(target.domain.as_str(), "example.org");
    assert_eq!(target.connect, Some(("127.0.0.1".to_owned(), 15222)));
    assert_eq!(target.tls, vestibule::engine::Tls::StartTls);
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    assert_eq!(desk.bench.item("Name").value.as_deref(), Some("romeo"));
    assert_eq!(desk.bench.focused().as_deref(), Some("Password"));
}

#[test]
fn a_name_that_is_none_on_the_command_line_is_told() {
    let mut desk = Desk::new(Options {
        domain: Some(Secret::from("no server")),
        ..Options::default()
    });
    assert!(desk.nothing_asked());
    assert!(desk.bench.shows("That is not a server’s name."));
}

#[test]
fn practice_is_marked_and_lists_its_own_servers() {
    let mut desk = Desk::new(Options {
        connect: Some(("127.0.0.1".to_owned(), 15222)),
        practice: true,
        ..Options::default()
    });
    assert!(desk.bench.shows("Practice"));
    assert!(!desk.bench.shows("yax.im"));
    assert!(desk.bench.shows("Asks what a picture shows."));
    desk.bench.click("captcha.practice.test");
    let target = desk.opened();
    assert_eq!(target.connect, Some(("127.0.0.1".to_owned(), 15222)));
    assert!(target.loopback_pictures);
}

#[test]
fn no_state_of_the_window_shows_a_password() {
    let mut desk = Desk::sending();
    assert!(!format!("{:?}", desk.bench.state.page()).contains(PASSWORD));
    desk.made(Proof::SignedIn);
    assert!(!format!("{:?}", desk.bench.state.page()).contains(PASSWORD));
}
