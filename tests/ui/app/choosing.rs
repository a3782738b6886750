//! The living parts of the choice of a server: a newer list, and which servers are open now.

use std::fs;

use futures::channel::mpsc::UnboundedSender;
use iced::Size;
use vestibule::directory::{Directory, NoDirectory, Source};
use vestibule::domain::NoteFault;
use vestibule::engine::list::{ListFault, PUBLISHED};
use vestibule::engine::survey::{Asks, News, Reply, Sight};
use vestibule::i18n::I18n;
use vestibule::settings::{Loaded, Settings};
use vestibule::widget::focus::{Item, Role};

use super::*;
use crate::bench::{NORMAL, SMALLEST};

const SEARCH: &str = "Search, or type a server, an address, an invitation";
const CHECK: &str = "Check which are open now";

/// A newer list that is being loaded.
struct Loading {
    cache: Cache,
    source: ListSource,
    tell: oneshot::Sender<Result<Refreshed, RefreshFault>>,
}

/// Servers that are being asked.
struct Checking {
    domains: Vec<String>,
    way: Way,
    tell: UnboundedSender<News>,
    done: usize,
}

impl Desk {
    fn loading(&mut self) -> Loading {
        match self.asked.try_recv() {
            Ok(Asked::Refresh(cache, source, tell)) => Loading {
                cache,
                source: *source,
                tell,
            },
            _ => panic!("no list was asked for"),
        }
    }

    fn checking(&mut self) -> Checking {
        match self.asked.try_recv() {
            Ok(Asked::Survey(domains, way, tell)) => Checking {
                domains: domains.iter().map(ToString::to_string).collect(),
                way,
                tell,
                done: 0,
            },
            _ => panic!("no server was asked"),
        }
    }

    /// Tells what came of loading a list.
    fn loaded(&mut self, loading: Loading, came: Result<Refreshed, RefreshFault>) {
        loading.tell.send(came).unwrap();
        self.bench.settle();
        self.bench.events(&[]);
    }

    fn asks(&mut self, checking: &Checking, domain: &str) {
        let domain = Domain::parse(domain).unwrap();
        checking.tell.unbounded_send(News::Asking(domain)).unwrap();
        self.bench.settle();
    }

    fn saw(&mut self, checking: &mut Checking, domain: &str, reply: Reply, invites: bool) {
        checking.done += 1;
        let news = News::Seen {
            domain: Domain::parse(domain).unwrap(),
            sight: Sight { reply, invites },
            done: checking.done,
            of: checking.domains.len(),
        };
        checking.tell.unbounded_send(news).unwrap();
        self.bench.settle();
    }

    /// All were asked.
    fn ends(&mut self, checking: Checking) {
        drop(checking);
        self.bench.settle();
        self.bench.events(&[]);
    }

    fn cards(&mut self) -> Vec<Item> {
        let items = self.bench.items().into_iter();
        let cards = items.filter(|item| item.info.role == Role::ListItem);
        cards.collect()
    }

    fn names(&mut self) -> Vec<String> {
        let cards = self.cards().into_iter();
        cards.map(|card| card.info.name).collect()
    }

    /// What is read out of the card of this server.
    fn read(&mut self, domain: &str) -> String {
        self.bench.item(domain).description.unwrap()
    }

    /// Holds that the card of this server bears this mark.
    #[track_caller]
    fn bears(&mut self, domain: &str, mark: &str) {
        let read = self.read(domain);
        assert!(read.ends_with(&format!(" · {mark}")), "{domain}: {read}");
    }

    /// The server that is chosen.
    fn chosen(&mut self) -> Option<String> {
        let mut cards = self.cards().into_iter();
        let chosen = cards.find(|card| card.info.checked == Some(true));
        chosen.map(|card| card.info.name)
    }
}

/// A window so high that all cards are in it.
fn high(options: Options) -> Desk {
    let mut desk = Desk::new(options);
    desk.bench = desk.bench.sized(Size::new(760.0, 4000.0));
    // Which cards are drawn is known once it was laid out.
    desk.bench.events(&[]);
    desk
}

/// With settings that name where the list is.
fn set(directory: &str) -> Options {
    let settings = Settings {
        directory: Some(directory.to_owned()),
        language: Some("en".to_owned()),
        ..Settings::default()
    };
    Options {
        settings: Some(Loaded {
            settings,
            trouble: None,
        }),
        ..Options::default()
    }
}

/// A list that came from there on 3 August 2026.
fn list_from(from: &str, bytes: &str) -> Directory {
    Directory {
        source: Source::Loaded {
            at: 1_785_715_200,
            from: from.to_owned(),
        },
        ..Directory::read(bytes.as_bytes()).unwrap()
    }
}

fn newer(directory: Directory) -> Refreshed {
    Refreshed {
        directory,
        is_new: true,
        kept: Ok(()),
    }
}

const TWO: &str = r#"[
    {"jid": "one.example", "inBandRegistration": true, "website": {"en": "https://one.example", "de": "https://one.example/de"}},
    {"jid": "two.example", "inBandRegistration": true, "website": {"en": "https://two.example", "de": "https://two.example/de"}}
]"#;

fn form(puzzle: bool, email: bool, others: usize) -> Reply {
    Reply::Form(Asks {
        puzzle,
        email,
        others,
    })
}

fn says(reason: Reason) -> Reply {
    Reply::No {
        reason,
        server_text: None,
    }
}

fn silent() -> Reply {
    Reply::None(Error::ConnectionRefused(String::new()))
}

#[test]
fn the_line_says_whose_list_it_is_and_refresh_alone_loads_one() {
    let mut desk = high(Options::default());
    let line = desk.bench.items().into_iter().find(|item| {
        item.info.role == Role::Status && item.info.name.contains("of 29 servers shown")
    });
    let line = line.unwrap().info.name;
    assert!(line.ends_with(" · facts of 11 July 2026"), "{line}");
    let before = desk.names();
    assert!(desk.nothing_asked());

    desk.bench.click("Refresh");
    let loading = desk.loading();
    assert_eq!(loading.source.address.as_str(), PUBLISHED);
    assert!(!loading.source.loopback);
    assert_eq!(loading.source.proxy, None);
    assert_eq!(
        desk.bench.item("Loading a newer list …").role,
        Role::Progress
    );
    assert_eq!(desk.names(), before, "the old list stays meanwhile");

    desk.loaded(loading, Ok(newer(list_from(PUBLISHED, TWO))));
    let mut names = desk.names();
    names.sort();
    assert_eq!(names, ["one.example", "two.example"]);
    assert!(
        desk.bench
            .shows("2 of 2 servers shown · list of XMPP Providers, loaded on 3 August 2026")
    );
    assert!(desk.bench.shows("The new list is here, with 2 servers."));
    // Another one says nothing of the last.
    desk.bench.click("Refresh");
    assert!(!desk.bench.shows("The new list is here"));
    let loading = desk.loading();
    let same = Refreshed {
        is_new: false,
        ..newer(list_from(PUBLISHED, TWO))
    };
    desk.loaded(loading, Ok(same));
    assert!(
        desk.bench
            .shows("There is no newer list: this is still the one.")
    );
}

#[test]
fn what_was_left_out_and_what_is_not_kept_is_told() {
    let mut desk = high(Options::default());
    desk.bench.click("Refresh");
    let loading = desk.loading();
    let mut list = list_from("https://lists.example/all.json", TWO);
    list.left_out.bad = 1;
    list.left_out.beyond = 12;
    let came = Refreshed {
        kept: Err(NoteFault::Full),
        ..newer(list)
    };
    desk.loaded(loading, Ok(came));
    for told in [
        "list of lists.example, loaded on 3 August 2026",
        "1 entry makes no sense and is left out.",
        "only its first 5000 servers are here, 12 are left out.",
        "The new list is not kept for the next time: the disk is full.",
    ] {
        assert!(
            desk.bench.shows(told),
            "{told}: {:#?}",
            desk.bench.outline()
        );
    }
}

/// Faults 12: what goes wrong is told in a sentence, and the list that there is stays.
#[test]
fn what_goes_wrong_with_a_newer_list_keeps_the_old_one() {
    let load = RefreshFault::Load;
    let mut desk = high(Options::default());
    let before = desk.names();
    for (fault, told) in [
        (load(ListFault::Forbidden), "it has to be https"),
        (
            load(ListFault::NoNetwork(String::new())),
            "you seem to be offline",
        ),
        (
            load(ListFault::Unreachable(String::new())),
            "nobody answers where it should be",
        ),
        (load(ListFault::Slow), "did not come in time"),
        (
            load(ListFault::Insecure(String::new())),
            "there is no secure connection",
        ),
        (load(ListFault::Status(503)), "answer 503"),
        (load(ListFault::TooLarge), "too large"),
        (
            load(ListFault::WrongType("text/html".to_owned())),
            "something else than a list",
        ),
        (
            RefreshFault::NoList(NoDirectory::Empty),
            "no list of servers",
        ),
    ] {
        desk.bench.click("Refresh");
        let loading = desk.loading();
        desk.loaded(loading, Err(fault));
        assert!(desk.bench.shows(told), "{told}");
        assert!(desk.bench.shows("facts of 11 July 2026"), "{told}");
        assert_eq!(desk.names(), before, "{told}");
    }
}

#[test]
fn a_newer_list_that_is_not_waited_for_changes_nothing() {
    let mut desk = high(Options::default());
    let before = desk.names();
    desk.bench.go_to("Refresh");
    desk.bench.press(Named::Enter);
    let loading = desk.loading();
    // The way back is where the way was.
    assert_eq!(desk.bench.focused().as_deref(), Some("Cancel"));
    desk.bench.press(Named::Enter);
    assert_eq!(desk.bench.focused().as_deref(), Some("Refresh"));
    assert!(loading.tell.is_canceled());
    assert!(!desk.bench.shows("Loading a newer list …"));
    assert_eq!(desk.names(), before);
    // One that goes on while somebody signs up is there afterwards.
    desk.bench.press(Named::Enter);
    let loading = desk.loading();
    desk.bench
        .go_to("Search, or type a server, an address, an invitation");
    desk.bench.type_text("magicbroccoli.de");
    desk.bench.press(Named::Enter);
    let _ = desk.opened();
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.loaded(loading, Ok(newer(list_from(PUBLISHED, TWO))));
    desk.bench.press(Named::Escape);
    assert_eq!(desk.chosen().as_deref(), Some("Use magicbroccoli.de"));
    assert!(desk.bench.shows("list of XMPP Providers"));
}

#[test]
fn a_list_is_loaded_from_where_it_is_wanted_and_by_the_way_that_is_set() {
    let mut desk = high(set("https://set.example/list.json"));
    desk.bench.click("Refresh");
    let source = desk.loading().source;
    assert_eq!(source.address.as_str(), "https://set.example/list.json");
    // What whoever holds it says goes before.
    let tor = Proxy::parse("localhost:9050").unwrap();
    let mut desk = high(Options {
        list_from: Some("https://own.example/list.json".to_owned()),
        loopback_lists: true,
        proxy: ProxySetting::named(tor.clone()),
        ..set("https://set.example/list.json")
    });
    desk.bench.click("Refresh");
    let loading = desk.loading();
    let source = loading.source;
    assert_eq!(source.address.as_str(), "https://own.example/list.json");
    assert!(source.loopback);
    assert_eq!(source.proxy, Some(tor));
    desk.bench.click("Cancel");

    // The proxy that is on the page counts, and nothing goes past one that cannot be used.
    desk.bench.click("Connection");
    for (typed, proxy) in [("localhost:1", Some("localhost:1")), ("no proxy", None)] {
        desk.bench.go_to("Proxy");
        for _ in 0..40 {
            desk.bench.press(Named::Backspace);
        }
        desk.bench.type_text(typed);
        for way in ["Refresh", CHECK] {
            let again = way == CHECK && desk.bench.shows("Check again");
            desk.bench.click(if again { "Check again" } else { way });
            let Some(proxy) = proxy else {
                assert!(desk.nothing_asked(), "{way}");
                assert_eq!(desk.bench.focused().as_deref(), Some("Proxy"));
                continue;
            };
            let used = if way == CHECK {
                let checking = desk.checking();
                (checking.way)(presets::domain()).proxy
            } else {
                desk.loading().source.proxy
            };
            assert_eq!(used, Some(Proxy::parse(proxy).unwrap()), "{way}");
            desk.bench.click("Cancel");
        }
    }
}

#[test]
fn a_list_that_was_kept_is_there_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::at(folder.path().join("vestibule"));
    let options = |more: Options| Options {
        cache: cache.clone(),
        ..more
    };
    // Whoever looks at the window does not write.
    let mut desk = high(options(Options::default()));
    assert!(desk.bench.shows("of 29 servers shown"));
    assert!(!folder.path().join("vestibule").exists());
    desk.bench.click("Refresh");
    let loading = desk.loading();
    assert_eq!(format!("{:?}", loading.cache), format!("{cache:?}"));

    // Where nothing is to be kept, it is kept nowhere.
    let nowhere = format!("{:?}", Cache::none());
    for more in [
        Options {
            keep_nothing: true,
            ..options(Options::default())
        },
        Options::default(),
    ] {
        let mut desk = high(more);
        desk.bench.click("Refresh");
        assert_eq!(format!("{:?}", desk.loading().cache), nowhere);
    }

    // A broken one is told, once.
    fs::create_dir_all(folder.path().join("vestibule")).unwrap();
    fs::write(folder.path().join("vestibule/providers"), "half a li").unwrap();
    let mut desk = high(options(Options::default()));
    assert!(desk.bench.shows("The list that was kept was damaged."));
    assert!(desk.bench.shows("facts of 11 July 2026"));
    let mut desk = high(options(Options::default()));
    assert!(!desk.bench.shows("The list that was kept was damaged."));
}

#[test]
fn practice_hosts_are_checked_but_no_list_is_loaded() {
    let mut desk = high(Options {
        practice: true,
        connect: Some(("127.0.0.1".to_owned(), 5)),
        ..Options::default()
    });
    assert!(
        !desk
            .bench
            .outline()
            .iter()
            .any(|item| item == "Link Refresh")
    );
    desk.bench.click(CHECK);
    let checking = desk.checking();
    assert_eq!(checking.domains, desk.names());
    let target = (checking.way)(Domain::parse("open.practice.test").unwrap());
    assert_eq!(target.connect, Some(("127.0.0.1".to_owned(), 5)));
    assert_eq!(target.domain.as_str(), "open.practice.test");
}

#[test]
fn the_servers_that_are_shown_are_asked_and_marked_by_what_was_seen() {
    let mut desk = high(Options::default());
    let shown = desk.names();
    assert!(shown.len() > 9 && shown.len() < 29, "{shown:?}");
    desk.bench.click(CHECK);
    let mut checking = desk.checking();
    assert_eq!(checking.domains, shown);
    // Each has a circuit of its own, and nobody is shown an invitation.
    let target = (checking.way)(presets::domain());
    assert_eq!(target.lang, "en");
    assert_eq!(target.invitation, None);
    assert!(desk.nothing_asked());
    let progress = format!("0 of {} asked", shown.len());
    assert_eq!(desk.bench.item(&progress).role, Role::Progress);

    let seen = [
        (form(false, false, 0), false, "Open now · nothing more"),
        (
            form(true, true, 2),
            false,
            "Open now · puzzle, e-mail, 2 questions",
        ),
        (form(false, false, 1), false, "Open now · 1 question"),
        (form(false, false, 0), true, "Perhaps only by invitation"),
        (says(Reason::InvitationNeeded), true, "By invitation"),
        (
            Reply::Web(Link::parse("https://a.example/")),
            false,
            "Web page",
        ),
        (says(Reason::Closed), false, "Closed"),
        (says(Reason::TooMany), false, "Says no just now"),
        (silent(), false, "No answer"),
        (
            Reply::None(Error::NoEncryption(String::new())),
            false,
            "No secure connection",
        ),
    ];
    for ((reply, invites, mark), domain) in seen.into_iter().zip(&shown) {
        desk.asks(&checking, domain);
        desk.bears(domain, "Asking …");
        desk.saw(&mut checking, domain, reply, invites);
        desk.bears(domain, mark);
    }
    let progress = format!("10 of {} asked", shown.len());
    assert!(desk.bench.shows(&progress), "{:?}", desk.bench.outline());
    for domain in &shown[10..] {
        desk.saw(&mut checking, domain, silent(), false);
    }
    desk.ends(checking);
    assert!(desk.bench.shows(&format!("3 of {} are open", shown.len())));
    assert_eq!(desk.names(), shown, "nothing moved");
}

#[test]
fn a_check_can_be_given_up_and_made_again() {
    let mut desk = high(Options::default());
    let shown = desk.names();
    desk.bench.go_to(CHECK);
    desk.bench.press(Named::Enter);
    let mut checking = desk.checking();
    desk.asks(&checking, &shown[0]);
    desk.asks(&checking, &shown[1]);
    let told = desk.read(&shown[2]);
    desk.saw(&mut checking, &shown[0], form(false, false, 0), false);
    assert_eq!(desk.bench.focused().as_deref(), Some("Cancel"));
    desk.bench.press(Named::Enter);
    assert!(checking.tell.is_closed());
    assert!(
        desk.bench
            .shows(&format!("Stopped after 1 of {}", shown.len()))
    );
    desk.bears(&shown[0], "Open now · nothing more");
    assert!(!desk.read(&shown[1]).contains("Asking …"));
    // Another one asks anew, and what was seen is of the past.
    assert_eq!(desk.bench.focused().as_deref(), Some("Check again"));
    desk.bench.press(Named::Enter);
    let mut again = desk.checking();
    assert_eq!(again.domains, shown);
    assert!(!desk.read(&shown[0]).contains("Open now"));
    desk.saw(&mut again, &shown[0], says(Reason::Closed), false);
    desk.bears(&shown[0], "Closed");
    assert_eq!(desk.read(&shown[2]), told);
}

#[test]
fn what_is_shown_meanwhile_changes_nothing_of_a_check() {
    let mut desk = high(Options::default());
    let shown = desk.names();
    desk.bench.click(CHECK);
    let mut checking = desk.checking();
    desk.bench.click("No puzzle");
    desk.bench.go_to(SEARCH);
    desk.bench.type_text("nowhere");
    assert!(desk.names().is_empty());
    assert!(desk.bench.shows(&format!("0 of {} asked", shown.len())));
    for domain in &shown {
        desk.saw(&mut checking, domain, form(false, false, 0), false);
    }
    desk.ends(checking);
    assert!(
        desk.bench
            .shows(&format!("{0} of {0} are open", shown.len()))
    );
    assert!(desk.nothing_asked());
    // Of nothing that is shown nothing can be asked.
    assert!(desk.bench.item("Check again").disabled);
    // And what was seen counts for what is wanted: none of them has a puzzle.
    desk.bench.go_to(SEARCH);
    for _ in 0..7 {
        desk.bench.press(Named::Backspace);
    }
    assert_eq!(desk.names().len(), shown.len());
}

#[test]
fn whoever_goes_on_asks_no_more_servers() {
    let mut desk = high(Options::default());
    let shown = desk.names();
    desk.bench.click(CHECK);
    let mut checking = desk.checking();
    desk.saw(&mut checking, &shown[1], form(true, false, 0), false);
    // A click on a card asks for its form, and the check goes on.
    desk.bench.click(&shown[0]);
    let _ = desk.opened();
    assert!(!checking.tell.is_closed());
    desk.event(Event::Offered(Offer::Form(presets::short_form())));
    desk.bench.press(Named::Enter);
    assert!(desk.title().starts_with("Your account on "));
    assert!(checking.tell.is_closed());
    desk.bench.press(Named::Escape);
    desk.bears(&shown[1], "Open now · puzzle");
    assert!(desk.bench.shows("Stopped after 1 of "));
    // The settings are elsewhere, too.
    let mut desk = high(set(PUBLISHED));
    desk.bench.click(CHECK);
    let checking = desk.checking();
    desk.bench.click("Settings and About");
    assert!(checking.tell.is_closed());
}

#[test]
fn nobody_is_advised_to_go_where_there_is_no_form() {
    let mut desk = high(Options::default());
    let shown = desk.names();
    assert_eq!(desk.chosen().as_ref(), Some(&shown[0]));
    desk.bench.click(CHECK);
    let mut checking = desk.checking();
    desk.saw(&mut checking, &shown[0], says(Reason::Closed), false);
    desk.saw(&mut checking, &shown[1], silent(), false);
    desk.saw(&mut checking, &shown[2], form(false, false, 0), false);
    assert_eq!(
        desk.chosen().as_ref(),
        Some(&shown[0]),
        "nothing moves meanwhile"
    );
    desk.ends(checking);
    assert_eq!(desk.chosen().as_ref(), Some(&shown[2]));
    assert_eq!(desk.names(), shown);
    // Who chooses a server has chosen it.
    desk.bench.click(&shown[1]);
    let _ = desk.opened();
    desk.bench.click("Check again");
    let mut checking = desk.checking();
    desk.saw(&mut checking, &shown[1], silent(), false);
    desk.ends(checking);
    assert_eq!(desk.chosen().as_ref(), Some(&shown[1]));
    // What was seen counts from the next time on that something is wanted.
    desk.bench.click("Check again");
    let mut checking = desk.checking();
    desk.saw(
        &mut checking,
        &shown[0],
        Reply::Web(Link::parse("https://a.example/")),
        false,
    );
    desk.ends(checking);
    assert_eq!(desk.names(), shown);
    desk.bench.click("No puzzle");
    desk.bench.click("No puzzle");
    assert!(!desk.names().contains(&shown[0]), "it signs up on the web");
    assert!(desk.names().contains(&shown[1]));
}

#[test]
fn where_nobody_can_be_asked_that_is_told_once() {
    for (error, told) in [
        (Error::NoNetwork(String::new()), "You seem to be offline"),
        (
            Error::Proxy(ProxyFault::Away(String::new())),
            "Your proxy does not answer",
        ),
    ] {
        let mut desk = high(Options::default());
        let shown = desk.names();
        desk.bench.click(CHECK);
        let mut checking = desk.checking();
        for domain in &shown {
            desk.saw(&mut checking, domain, Reply::None(error.clone()), false);
            desk.bears(domain, "Could not be asked");
        }
        desk.ends(checking);
        let told = format!("No server could be asked. {told}.");
        assert!(desk.bench.shows(&told), "{:?}", desk.bench.outline());
    }
}

/// Nothing that came late brings back what was to be forgotten.
#[test]
fn forgetting_everything_forgets_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vestibule");
    let places = Places {
        cache: Some(path.clone()),
        ..Places::default()
    };
    let options = Options {
        cache: Cache::at(path.clone()),
        ..set(PUBLISHED)
    };
    let mut desk = Desk::in_places(options, Keeper::none(), places);
    desk.bench = desk.bench.sized(Size::new(760.0, 4000.0));
    desk.bench.click("Refresh");
    let loading = desk.loading();
    desk.loaded(loading, Ok(newer(list_from(PUBLISHED, TWO))));
    desk.bench.click("Refresh");
    let loading = desk.loading();
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("providers"), "what was kept").unwrap();
    desk.bench.click("Settings and About");
    assert!(!loading.tell.is_canceled());
    desk.bench.click("Forget everything …");
    assert!(desk.bench.shows("providers"));
    desk.bench.click("Forget all of this");
    assert!(loading.tell.is_canceled());
    assert!(desk.bench.shows("Everything is forgotten."));
    assert!(!path.exists());
    desk.bench.press(Named::Escape);
    assert!(desk.bench.shows("facts of 11 July 2026"));
    assert!(!desk.names().contains(&"one.example".to_owned()));
}

#[test]
fn the_line_and_the_check_look_as_they_did() {
    for (tag, lang) in [("", "en"), ("-german", "de")] {
        for (size, kind) in [(NORMAL, "normal"), (SMALLEST, "small")] {
            let i18n = I18n::new(Some(lang));
            let new = || {
                let mut desk = Desk::new(Options {
                    lang: Some(lang.to_owned()),
                    ..Options::default()
                });
                desk.bench.say(Message::Stillness(true));
                desk.bench = desk.bench.sized(size);
                desk
            };
            let mut desk = new();
            desk.bench.go_to(&i18n.text("list-refresh"));
            desk.bench.press(Named::Enter);
            let loading = desk.loading();
            desk.bench.looks_like(&format!("list-loading{tag}-{kind}"));
            desk.loaded(loading, Err(RefreshFault::Load(ListFault::Slow)));
            desk.bench.looks_like(&format!("list-slow{tag}-{kind}"));
            desk.bench.press(Named::Enter);
            let loading = desk.loading();
            desk.loaded(loading, Ok(newer(list_from(PUBLISHED, TWO))));
            desk.bench.looks_like(&format!("list-newer{tag}-{kind}"));

            let mut desk = new();
            desk.bench.go_to(&i18n.text("check-open"));
            desk.bench.press(Named::Enter);
            let mut checking = desk.checking();
            let shown = checking.domains.clone();
            desk.saw(&mut checking, &shown[0], form(true, true, 1), false);
            desk.asks(&checking, &shown[1]);
            desk.bench.looks_like(&format!("check-asking{tag}-{kind}"));
            desk.saw(&mut checking, &shown[1], form(false, false, 0), true);
            for domain in &shown[2..] {
                desk.saw(&mut checking, domain, silent(), false);
            }
            desk.ends(checking);
            desk.bench.looks_like(&format!("check-done{tag}-{kind}"));
        }
    }
}
