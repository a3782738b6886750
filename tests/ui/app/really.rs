//! A newer list from a real web server, and real servers asked by the window: both on this machine.

use std::fs;

use iced::Size;
use serde_json::{Value, json};
use vestibule::engine::Roots;
use vestibule::practice::{self, Journey, Practice};
use vestibule::widget::focus::Role;

use super::*;
use crate::web::{self, Web, list, page};

const CHECK: &str = "Check which are open now";

/// A server with a website in the window's language, where one signs up here.
fn entry(domain: &str) -> Value {
    json!({
        "jid": domain, "inBandRegistration": true, "website": {"en": "https://a.example", "de": "https://a.example"},
    })
}

fn entries(domains: &[&str]) -> String {
    Value::from(domains.iter().copied().map(entry).collect::<Vec<_>>()).to_string()
}

/// A window with a folder for what can be had again, which loads its list from here.
struct Home {
    folder: tempfile::TempDir,
    web: Web,
}

impl Home {
    fn new(pages: Vec<web::Page>) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            web: Web::new(pages),
        }
    }

    fn start(&self) -> Desk {
        self.start_with(Options {
            roots: Roots::from_pem(self.web.pem.as_bytes()).unwrap(),
            ..Options::default()
        })
    }

    fn start_with(&self, options: Options) -> Desk {
        let mut desk = Desk::really(Options {
            cache: Cache::at(self.folder.path().join("vestibule")),
            list_from: Some(self.web.address()),
            loopback_lists: true,
            ..options
        });
        desk.bench = desk.bench.sized(Size::new(760.0, 6000.0));
        desk.bench.events(&[]);
        desk
    }

    /// All that is kept, but for the lock.
    fn kept(&self) -> Vec<(String, Vec<u8>)> {
        let files = fs::read_dir(self.folder.path().join("vestibule"));
        let paths = files.into_iter().flatten().map(|file| file.unwrap().path());
        let mut kept: Vec<_> = paths
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, fs::read(path).unwrap())
            })
            .filter(|(name, _)| name != "providers.lock")
            .collect();
        kept.sort();
        kept
    }
}

impl Desk {
    /// Loads the list anew, to the end.
    fn refresh(&mut self) {
        self.bench.click("Refresh");
        self.bench.wait_until("the end of loading", |bench| {
            !bench.shows("Loading a newer list …")
        });
        // Which cards are drawn is known once it was laid out.
        self.bench.events(&[]);
    }

    fn listed(&mut self) -> Vec<String> {
        let items = self.bench.items().into_iter();
        let cards = items.filter(|item| item.info.role == Role::ListItem);
        let mut names: Vec<String> = cards.map(|card| card.info.name).collect();
        names.sort();
        names
    }
}

/// Faults 12, in the window: from each answer of a web server to what is shown, what is told and what is kept.
#[test]
fn the_window_loads_its_list_from_a_web_server() {
    let html = "200 OK\r\nContent-Type: text/html";
    let first = "200 OK\r\nETag: \"first\"";
    let deceiving = json!([
        entry("one.example"), entry("a\u{202e}b.example"), {"jid": 7}, entry("\u{443}ax.im"),
    ]);
    let stays = [
        (page("503 Service Unavailable", ""), "answer 503"),
        (
            page(html, entries(&["one.example"])),
            "something else than a list",
        ),
        (list("{\"error\": 404}"), "no list of servers"),
        (list("[]"), "no list of servers"),
        (list(vec![b'['; 100 * 1024 * 1024]), "too large for a list"),
        (web::Page::Endless, "too large for a list"),
        (web::moved("http://localhost/x"), "it has to be https"),
    ];
    let mut pages = vec![
        page(first, entries(&["one.example", "two.example"])),
        page("304 Not Modified\r\nETag: \"first\"", ""),
    ];
    pages.extend(stays.iter().map(|(page, _)| page.clone()));
    pages.push(list(deceiving.to_string()));
    let home = Home::new(pages);
    let runtime = home.web.runtime.enter();
    let mut desk = home.start();
    assert!(home.web.requests().is_empty() && home.kept().is_empty());

    desk.refresh();
    assert!(desk.bench.shows("The new list is here, with 2 servers."));
    assert!(
        desk.bench
            .shows("2 of 2 servers shown · list of localhost, loaded on ")
    );
    assert_eq!(desk.listed(), ["one.example", "two.example"]);
    let kept = home.kept();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].0, "providers");

    desk.refresh();
    assert!(
        desk.bench
            .shows("There is no newer list: this is still the one.")
    );
    assert!(home.web.requests()[1].contains("if-none-match: \"first\""));
    let kept = home.kept();
    for (_, told) in &stays {
        desk.refresh();
        assert!(
            desk.bench.shows(told),
            "{told}: {:#?}",
            desk.bench.outline()
        );
        assert_eq!(desk.listed(), ["one.example", "two.example"], "{told}");
        assert_eq!(home.kept(), kept, "{told}");
    }
    assert!(home.web.most_sent() < 16 * 1024 * 1024);

    // The next start has the list that was kept.
    drop(desk);
    let mut desk = home.start();
    desk.bench.wait_until("the list that was kept", |bench| {
        bench.shows("list of localhost")
    });
    assert_eq!(desk.listed(), ["one.example", "two.example"]);
    desk.refresh();
    assert_eq!(desk.listed(), ["one.example", "xn--ax-tmc.im"]);
    assert!(
        desk.bench
            .shows("2 entries make no sense and are left out.")
    );
    // There is no page left, and soon nobody there.
    drop(desk);
    let address = home.web.address();
    drop(runtime);
    let Home { folder, web } = home;
    drop(web);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let _runtime = runtime.enter();
    let mut desk = Desk::really(Options {
        cache: Cache::at(folder.path().join("vestibule")),
        list_from: Some(address),
        loopback_lists: true,
        ..Options::default()
    });
    desk.refresh();
    assert!(desk.bench.shows("nobody answers where it should be"));
    assert!(desk.bench.shows("list of localhost"));
}

/// Neither giving up nor closing leaves anything behind.
#[test]
fn what_is_given_up_leaves_no_file() {
    let home = Home::new(vec![web::Page::Silent, web::Page::Silent, list("[]")]);
    let _runtime = home.web.runtime.enter();
    let mut desk = home.start();
    desk.bench.click("Refresh");
    desk.bench.settle();
    home.web.wait_for_request();
    desk.bench.click("Cancel");
    assert!(desk.bench.shows("facts of 11 July 2026"));
    assert!(home.kept().is_empty());
    let mut desk = home.start();
    desk.bench.click("Refresh");
    desk.bench.settle();
    home.web.wait_for_request();
    desk.bench.say(Message::CloseRequested);
    assert!(desk.bench.closed);
    drop(desk);
    assert!(home.kept().is_empty());
}

/// The hosts of a practice server, listed by a real list and asked by the real engine.
#[test]
fn many_servers_are_asked_and_marked() {
    let practice: Practice = practice::start_for_many().unwrap();
    let kinds = [
        (Journey::Open, "Open now · nothing more"),
        (Journey::Captcha, "Open now · puzzle"),
        (Journey::Web, "Web page"),
        (Journey::Closed, "Closed"),
        (Journey::Invitation, "Perhaps only by invitation"),
        (Journey::Idle, "Open now · nothing more"),
    ];
    let mut hosts: Vec<(String, &str)> = (0..10)
        .flat_map(|n| kinds.map(|(journey, mark)| (format!("n{n}.{}", journey.domain()), mark)))
        .collect();
    hosts.push(("n1.nowhere.practice.test".to_owned(), "No answer"));
    let names: Vec<&str> = hosts.iter().map(|(name, _)| name.as_str()).collect();
    // Each takes many seconds, and there are three rounds of them.
    let slow: Vec<String> = (0..24)
        .map(|n| format!("n{n}.{}", Journey::Slow.domain()))
        .collect();
    let slow: Vec<&str> = slow.iter().map(String::as_str).collect();
    let home = Home::new(vec![list(entries(&names)), list(entries(&slow))]);
    let _runtime = home.web.runtime.enter();
    let pem = format!("{}{}", home.web.pem, practice.ca_pem());
    let options = || Options {
        roots: Roots::from_pem(pem.as_bytes()).unwrap(),
        connect: Some(("127.0.0.1".to_owned(), practice.port())),
        ..Options::default()
    };
    let mut desk = home.start_with(options());
    desk.refresh();
    assert_eq!(desk.listed().len(), hosts.len());
    desk.bench.click(CHECK);
    desk.bench
        .wait_until("the end of the check", |bench| bench.shows("Check again"));
    let open = hosts.iter().filter(|(_, mark)| mark.starts_with("Open"));
    let result = format!("{} of {} are open", open.count(), hosts.len());
    assert!(desk.bench.shows(&result), "{:?}", desk.bench.outline());
    for (host, mark) in &hosts {
        let told = desk.bench.item(host).description.unwrap();
        assert!(told.ends_with(mark), "{host}: {told}");
    }

    // Those that are slow are not waited for if nobody wants to.
    desk.refresh();
    desk.bench.click("Check again");
    let asking = |bench: &mut Bench<App, Message>| {
        let cards = slow.iter().map(|host| bench.item(host).description);
        let asking = cards.filter(|told| told.as_ref().unwrap().ends_with("Asking …"));
        asking.count()
    };
    desk.bench
        .wait_until("slow ones that are asked", |bench| asking(bench) == 8);
    desk.bench.click("Cancel");
    assert_eq!(asking(&mut desk.bench), 0);
    assert!(desk.bench.shows("Stopped after "));
}
