//! Giving up at each step of the way, with a session that hangs there: the window answers at once, and nothing of the
//! session is left.

use std::future::{Future, pending};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use iced::Task;
use iced::futures::{StreamExt, stream};
use iced::keyboard::key::Named;
use tokio::runtime::Runtime;
use vestibule::app::{Answer, App, Ask, Engine, Message, Options, Outside, Told, Way};
use vestibule::directory::{Cache, RefreshFault, Refreshed};
use vestibule::domain::{Credentials, Domain, Link, Secret};
use vestibule::engine::account::{AccountError, Owner};
use vestibule::engine::list::ListSource;
use vestibule::engine::survey;
use vestibule::engine::{Command, Event, Remote, Stage, Target, Tls};
use vestibule::page::Page;
use vestibule::platform::{ChatProgram, NoPicker, Wanted};
use vestibule::widget::focus::Role;

use crate::bench::Bench;
use crate::fake::{DOMAIN, Fake, Line, OFFER_TLS, STREAM, Script, script};
use crate::presets::ORDER;

/// How long the window may take to answer.
const AT_ONCE: Duration = Duration::from_millis(200);

/// How long the test waits for what has to happen.
const PATIENCE: Duration = Duration::from_secs(20);

fn window(options: Options, engine: Box<dyn Engine>) -> Bench<App, Message> {
    let options = Options {
        lang: Some("de".to_owned()),
        domain: Some(Secret::from(DOMAIN)),
        ..options
    };
    let (app, task) = App::new(options, engine);
    let mut bench = Bench::new(app, App::view, crate::app::update);
    bench.run(task);
    bench.say(Message::Waited);
    bench
}

/// Gives up, and says how long the window took to be somewhere else.
fn cancel(bench: &mut Bench<App, Message>) -> Duration {
    assert!(matches!(bench.state.page(), Page::Connecting(_)));
    let began = Instant::now();
    bench.press(Named::Escape);
    bench.events(&[]);
    assert!(matches!(bench.state.page(), Page::Server(_)));
    began.elapsed()
}

/// Counts how many sessions live.
struct Alive(Arc<AtomicUsize>);

impl Alive {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        let _ = count.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(count))
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        let _ = self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An engine that comes to a stage and stays there.
struct Stuck(Option<Stage>, Arc<AtomicUsize>);

impl Engine for Stuck {
    fn open(&self, _target: Target) -> (Remote, Task<Told>) {
        let alive = Alive::new(&self.1);
        let (remote, _) = Remote::pair();
        let told = stream::iter(self.0.map(|stage| Told::Event(Event::Stage(stage))));
        let stuck = stream::once(async move {
            let _alive = alive;
            pending().await
        });
        (remote, Task::stream(told.chain(stuck)))
    }

    fn prove(&self, _target: Target, _credentials: Credentials) -> Task<Result<(), AccountError>> {
        Task::none()
    }

    fn look_for(
        &self,
        _target: Target,
        _credentials: Credentials,
        _fresh: bool,
    ) -> Task<Result<(), AccountError>> {
        Task::none()
    }

    fn ask(&self, _owner: Owner, _ask: Ask) -> Task<Answer> {
        Task::none()
    }

    fn choose_picture(&self, _wanted: Wanted) -> Task<Result<Option<PathBuf>, NoPicker>> {
        Task::none()
    }

    fn refresh(&self, _cache: Cache, _source: ListSource) -> Task<Result<Refreshed, RefreshFault>> {
        Task::none()
    }

    fn survey(&self, _domains: Vec<Domain>, _way: Way) -> Task<survey::News> {
        Task::none()
    }

    fn browse(&self, _link: Link) -> Task<bool> {
        Task::none()
    }

    fn keep(&self, _name: String, _bytes: Arc<[u8]>) -> Task<Result<PathBuf, String>> {
        Task::none()
    }

    fn chat_programs(&self, _lang: String) -> Task<Vec<ChatProgram>> {
        Task::none()
    }

    fn start_chat(&self, _program: ChatProgram) -> Task<bool> {
        Task::none()
    }

    fn system(&self) -> String {
        String::new()
    }

    fn open_file(&self, _path: PathBuf) -> Task<bool> {
        Task::none()
    }
}

#[test]
fn at_each_stage_the_window_is_elsewhere_at_once_and_the_session_is_gone() {
    for stage in [
        None,
        Some(Stage::FindServer),
        Some(Stage::Connect),
        Some(Stage::Secure),
        Some(Stage::AskForm),
    ] {
        let alive = Arc::new(AtomicUsize::new(0));
        let engine = Stuck(stage, Arc::clone(&alive));
        let mut bench = window(Options::default(), Box::new(engine));
        assert_eq!(alive.load(Ordering::SeqCst), 1);
        let took = cancel(&mut bench);
        assert!(took < AT_ONCE, "{stage:?}: {took:?}");
        assert_eq!(alive.load(Ordering::SeqCst), 0, "{stage:?}");
    }
}

#[test]
fn leaving_a_card_for_another_ends_the_session_of_the_first() {
    let alive = Arc::new(AtomicUsize::new(0));
    let engine = Stuck(Some(Stage::AskForm), Arc::clone(&alive));
    let options = Options {
        lang: Some("en".to_owned()),
        order: Some(ORDER),
        ..Options::default()
    };
    let (app, task) = App::new(options, Box::new(engine));
    let mut bench = Bench::new(app, App::view, crate::app::update);
    bench.run(task);
    bench.events(&[]);
    // What is chosen for a start is asked by nobody.
    assert_eq!(alive.load(Ordering::SeqCst), 0);
    bench.click("yax.im");
    assert_eq!(alive.load(Ordering::SeqCst), 1);
    bench.click("xmpp.party");
    assert_eq!(alive.load(Ordering::SeqCst), 1);
    bench.press(Named::ArrowDown);
    assert_eq!(alive.load(Ordering::SeqCst), 0);
    assert!(matches!(bench.state.page(), Page::Server(_)));
}

/// A server that says that the client is at this place, then nothing, and at last when it had left.
fn hangs<F>(told: &Sender<Option<Instant>>, play: impl FnOnce(Line) -> F + Send + 'static) -> Script
where
    F: Future<Output = Line> + Send + 'static,
{
    let told = told.clone();
    script(move |line: Line| async move {
        let mut line = play(line).await;
        told.send(None).unwrap();
        let _ = line.read_all().await;
        told.send(Some(Instant::now())).unwrap();
    })
}

#[test]
fn the_real_engine_lets_go_of_a_server_that_hangs_wherever_that_is() {
    let runtime = Runtime::new().unwrap();
    let _within = runtime.enter();
    let (told, heard) = channel();
    let places: [(&str, Script); 5] = [
        ("before a word", hangs(&told, |line| async { line })),
        (
            "before its features",
            hangs(&told, |mut line| async {
                let _ = line.read_to("version='1.0'>").await;
                line.send(STREAM).await;
                line
            }),
        ),
        (
            "before its consent",
            hangs(&told, |mut line| async {
                let _ = line.read_to("version='1.0'>").await;
                line.send(STREAM).await;
                line.send(OFFER_TLS).await;
                let _ = line.read_to("</starttls>").await;
                line
            }),
        ),
        (
            "in the handshake",
            hangs(&told, |mut line| async {
                line.consent().await;
                line
            }),
        ),
        (
            "before the form",
            hangs(&told, |line| async {
                let mut line = line.open().await;
                let _ = line.question().await;
                line
            }),
        ),
    ];
    for (place, hanging) in places {
        let fake = runtime.block_on(Fake::start(vec![hanging]));
        let options = Options {
            connect: fake.target.connect.clone(),
            tls: Tls::StartTls,
            roots: fake.target.roots.clone(),
            ..Options::default()
        };
        let mut bench = window(options, Box::new(Outside));
        let until = Instant::now() + PATIENCE;
        while heard.try_recv().is_err() {
            assert!(Instant::now() < until, "{place}: never there");
            bench.settle();
            std::thread::yield_now();
        }
        let began = Instant::now();
        let took = cancel(&mut bench);
        assert!(took < AT_ONCE, "{place}: {took:?}");
        let left = heard.recv_timeout(PATIENCE).unwrap().unwrap();
        let took = left.duration_since(began);
        assert!(took < AT_ONCE, "{place}: the connection stood for {took:?}");
        runtime.block_on(fake.played());
    }
}

/// A port that takes no connection and refuses none.
fn black_hole() -> (TcpListener, Vec<TcpStream>) {
    use socket2::{Domain, Socket, Type};
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any: std::net::SocketAddr = "127.0.0.1:0".parse().unwrap();
    socket.bind(&any.into()).unwrap();
    socket.listen(0).unwrap();
    let listener = TcpListener::from(socket);
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(300)) {
        waiting.push(stream);
        assert!(waiting.len() < 100, "the queue has no end");
    }
    (listener, waiting)
}

#[test]
fn the_real_engine_stops_knocking_where_nobody_answers() {
    let runtime = Runtime::new().unwrap();
    let _within = runtime.enter();
    let (listener, _waiting) = black_hole();
    let options = Options {
        connect: Some((
            "127.0.0.1".to_owned(),
            listener.local_addr().unwrap().port(),
        )),
        ..Options::default()
    };
    let mut bench = window(options, Box::new(Outside));
    let until = Instant::now() + PATIENCE;
    while bench.item("Verbindung wird aufgebaut").role != Role::Progress {
        assert!(Instant::now() < until, "it does not connect");
        bench.settle();
    }
    let took = cancel(&mut bench);
    assert!(took < AT_ONCE, "{took:?}");
}

/// Once the answers are out there is no way back: only closing, which is asked.
#[test]
fn what_is_sent_cannot_be_taken_back_by_leaving_the_page() {
    let mut desk = crate::app::Desk::sending();
    desk.event(Event::Stage(Stage::Submit));
    desk.bench.press(Named::Escape);
    assert!(matches!(desk.bench.state.page(), Page::Form(_)));
    assert!(desk.bench.shows("Signing up …"));
    assert!(!matches!(desk.command(), Some(Command::Close)));
    // There is nothing to press either.
    assert!(!desk.bench.shows("Back"));
}
