//! The list of servers, loaded from a web server that plays what each test tells it to, and kept on disks that fail.

#![cfg(feature = "gui")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and one tells another what it found"
)]
#![allow(
    unused_results,
    unreachable_pub,
    dead_code,
    reason = "shared test code, of which each test uses a piece"
)]

#[path = "support/authority.rs"]
mod authority;
#[path = "support/home.rs"]
mod home;
#[path = "support/web.rs"]
mod web;

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::runtime::Runtime;
use vestibule::directory::{
    Cache, Directory, Found, MOST, NoDirectory, RefreshFault, Refreshed, Source, Trouble, refresh,
};
use vestibule::domain::{Link, NoteFault};
use vestibule::engine::Roots;
use vestibule::engine::list::{ListFault, ListSource};

use authority::Authority;
use web::{Page, Web, list, moved, page};

const LIST: &str =
    r#"[{"jid": "one.example", "inBandRegistration": true}, {"jid": "two.example"}]"#;

impl Web {
    fn source(&self) -> ListSource {
        source(&self.address(), &self.pem)
    }

    fn refresh(&self, cache: &Cache) -> Result<Refreshed, RefreshFault> {
        self.runtime.block_on(refresh(cache, &self.source()))
    }
}

fn source(address: &str, pem: &str) -> ListSource {
    ListSource {
        roots: Roots::from_pem(pem.as_bytes()).unwrap(),
        loopback: true,
        ..ListSource::new(Link::parse(address))
    }
}

/// A person's folder for what can be had again.
struct Home(home::Home);

impl Deref for Home {
    type Target = home::Home;

    fn deref(&self) -> &home::Home {
        &self.0
    }
}

impl Home {
    fn new() -> Self {
        Self(home::Home::new("providers"))
    }

    /// One that has this list already, loaded a long time ago.
    fn with(body: &str) -> (Self, Web) {
        Self::with_after(body, Vec::new())
    }

    /// The same, and the pages that come after it.
    fn with_after(body: &str, more: Vec<Page>) -> (Self, Web) {
        let home = Self::new();
        let head = "200 OK\r\nETag: \"first\"\r\nLast-Modified: Sat, 11 Jul 2026 10:00:00 GMT";
        let web = Web::new([vec![page(head, body)], more].concat());
        assert!(web.refresh(&home.cache()).unwrap().is_new);
        home.say_loaded("1000");
        (home, web)
    }

    fn cache(&self) -> Cache {
        Cache::at(self.folder())
    }

    fn list(&self) -> Directory {
        let Found { directory, trouble } = self.cache().load();
        assert_eq!(trouble, None);
        directory
    }

    /// Changes the moment in the file.
    fn say_loaded(&self, at: &str) {
        let text = fs::read_to_string(self.file()).unwrap();
        let (before, rest) = text.split_once("\"loaded\":").unwrap();
        let (_, after) = rest.split_once(',').unwrap();
        fs::write(self.file(), format!("{before}\"loaded\":{at},{after}")).unwrap();
    }
}

fn domains(list: &Directory) -> Vec<&str> {
    list.providers
        .iter()
        .map(|one| one.domain.as_str())
        .collect()
}

fn loaded_at(list: &Directory) -> u64 {
    match list.source {
        Source::Loaded { at, .. } => at,
        Source::BuiltIn => panic!("it is the one of the program"),
    }
}

#[test]
fn a_list_is_loaded_when_asked_for_and_kept_as_it_came() {
    let home = Home::new();
    assert_eq!(home.list(), Directory::built_in());
    assert!(!home.folder().exists(), "nothing is written unasked");
    let web = Web::new(vec![list(LIST)]);
    let Refreshed {
        directory,
        is_new,
        kept,
    } = web.refresh(&home.cache()).unwrap();
    assert!(is_new && kept.is_ok());
    assert_eq!(domains(&directory), ["one.example", "two.example"]);
    assert_eq!(home.list(), directory);
    assert!(loaded_at(&directory) > 1_700_000_000);
    assert!(fs::read(home.file()).unwrap().ends_with(LIST.as_bytes()));
    assert_eq!(home.names(), ["providers"]);
    let [request] = &web.requests()[..] else {
        panic!()
    };
    assert!(request.starts_with("get /providers.json"), "{request}");
    for header in ["cookie", "referer", "user-agent", "gzip", "if-none-match"] {
        assert!(!request.contains(header), "{request}");
    }
    #[cfg(unix)]
    assert!(home.is_private());
}

#[test]
fn a_list_that_is_still_the_one_gets_a_new_date() {
    let again = page("304 Not Modified\r\nETag: \"first\"", "");
    let (home, web) = Home::with_after(
        LIST,
        vec![again, list(LIST), list("[{\"jid\":\"new.example\"}]")],
    );
    assert_eq!(loaded_at(&home.list()), 1_000);
    let same = web.refresh(&home.cache()).unwrap();
    assert!(!same.is_new && same.kept.is_ok());
    assert_eq!(domains(&same.directory), ["one.example", "two.example"]);
    assert!(loaded_at(&same.directory) > 1_700_000_000);
    assert_eq!(home.list(), same.directory);
    let asked = &web.requests()[1];
    assert!(asked.contains("if-none-match: \"first\""), "{asked}");
    assert!(
        asked.contains("if-modified-since: sat, 11 jul 2026 10:00:00 gmt"),
        "{asked}"
    );
    // A server that sends the same once more says the same by that.
    assert!(!web.refresh(&home.cache()).unwrap().is_new);
    let new = web.refresh(&home.cache()).unwrap();
    assert!(new.is_new);
    assert_eq!(domains(&home.list()), ["new.example"]);
}

#[test]
fn another_address_is_not_asked_for_what_changed() {
    let (home, _first) = Home::with(LIST);
    let web = Web::new(vec![page("304 Not Modified", ""), list(LIST)]);
    assert_eq!(
        web.refresh(&home.cache()),
        Err(RefreshFault::Load(ListFault::Status(304)))
    );
    assert_eq!(loaded_at(&home.list()), 1_000);
    assert!(web.refresh(&home.cache()).is_ok());
    assert!(web.requests().iter().all(|asked| !asked.contains("if-")));
}

/// Faults 12: what is no list, or has nothing in it, never takes the place of a good one.
#[test]
fn what_is_worse_than_what_there_is_changes_nothing() {
    let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
    let packed = "200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip";
    let gzip: &[u8] = &[
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x8b, 0x8e, 5, 0, 0x29, 0xbb, 0x4c, 0x0d, 2, 0, 0, 0,
    ];
    let no_list = RefreshFault::NoList;
    let load = RefreshFault::Load;
    let all = [
        (list("[]"), no_list(NoDirectory::Empty)),
        (
            list("[{}, 7, {\"jid\": \"two words\"}]"),
            no_list(NoDirectory::Empty),
        ),
        (list(""), no_list(NoDirectory::Json)),
        (list(&LIST[..40]), no_list(NoDirectory::Json)),
        (list("{\"error\": 404}"), no_list(NoDirectory::Other)),
        (page(packed, gzip), no_list(NoDirectory::Json)),
        (
            page(html, LIST),
            load(ListFault::WrongType("text/html".to_owned())),
        ),
        (
            page("200 OK\r\nContent-Type: image/png", LIST),
            load(ListFault::WrongType("image/png".to_owned())),
        ),
        (page("404 Not Found", LIST), load(ListFault::Status(404))),
        (
            page("503 Service Unavailable", ""),
            load(ListFault::Status(503)),
        ),
        (
            list(vec![b' '; 2 * 1024 * 1024 + 1]),
            load(ListFault::TooLarge),
        ),
        (
            list(vec![b'['; 100 * 1024 * 1024]),
            load(ListFault::TooLarge),
        ),
        (Page::Endless, load(ListFault::TooLarge)),
        (moved("http://localhost/x"), load(ListFault::Forbidden)),
        (moved("https://10.0.0.1/x"), load(ListFault::Forbidden)),
        (moved("file:///etc/passwd"), load(ListFault::Forbidden)),
    ];
    let pages = all.iter().map(|(page, _)| page.clone()).collect();
    let (home, web) = Home::with_after(LIST, pages);
    let before = fs::read(home.file()).unwrap();
    for (number, (_, fault)) in all.iter().enumerate() {
        assert_eq!(web.refresh(&home.cache()).as_ref(), Err(fault), "{number}");
        assert_eq!(fs::read(home.file()).unwrap(), before, "{number}");
    }
    assert_eq!(domains(&home.list()), ["one.example", "two.example"]);
    // What is too much is not even taken from the wire.
    assert!(web.most_sent() < 16 * 1024 * 1024, "{}", web.most_sent());
}

#[test]
fn a_list_that_moved_is_followed_but_not_for_ever() {
    let (home, web) = Home::with_after(
        LIST,
        vec![
            moved("/there.json"),
            list("[{\"jid\":\"there.example\"}]"),
            moved("/1"),
            moved("/2"),
            moved("/3"),
        ],
    );
    assert_eq!(
        domains(&web.refresh(&home.cache()).unwrap().directory),
        ["there.example"]
    );
    assert!(web.requests()[2].starts_with("get /there.json"));
    let end = web.refresh(&home.cache());
    assert!(
        matches!(end, Err(RefreshFault::Load(ListFault::Unreachable(_)))),
        "{end:?}"
    );
}

#[test]
fn who_cannot_be_reached_or_trusted_is_told() {
    let home = Home::new();
    let web = Web::new(vec![Page::Silent, list(LIST)]);
    let from = |source: &ListSource| match web.runtime.block_on(refresh(&home.cache(), source)) {
        Err(RefreshFault::Load(fault)) => fault,
        other => panic!("{other:?}"),
    };
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let down = format!("https://localhost:{}/", closed.local_addr().unwrap().port());
    drop(closed);
    assert!(matches!(
        from(&source(&down, &web.pem)),
        ListFault::Unreachable(_)
    ));
    let slow = ListSource {
        whole: Duration::from_millis(500),
        ..web.source()
    };
    assert_eq!(from(&slow), ListFault::Slow);
    let other = Authority::new("Somebody else");
    let insecure = from(&source(&web.address(), other.pem()));
    assert!(matches!(insecure, ListFault::Insecure(_)), "{insecure:?}");
    // Nothing is loaded from this machine, nor without a secret connection, unless a test says so.
    let forbidden = ListSource {
        loopback: false,
        ..web.source()
    };
    assert_eq!(from(&forbidden), ListFault::Forbidden);
    for address in ["http://localhost/x", "file:///etc/passwd", "", "two words"] {
        assert_eq!(
            from(&source(address, &web.pem)),
            ListFault::Forbidden,
            "{address}"
        );
    }
    assert!(!home.folder().exists());
}

/// A program that is closed meanwhile is not held up by a server that says nothing.
#[test]
fn whoever_closes_waits_for_no_list() {
    let home = Home::new();
    let web = Web::new(vec![Page::Silent]);
    let (cache, source) = (home.cache(), web.source());
    let whole = source.whole;
    let runtime = Runtime::new().unwrap();
    let loading = runtime.spawn(async move { refresh(&cache, &source).await });
    web.wait_for_request();
    let began = Instant::now();
    drop(runtime);
    assert!(began.elapsed() < whole / 2, "{:?}", began.elapsed());
    assert!(loading.is_finished());
    assert!(!home.folder().exists());
}

/// Faults 12: entries that are made to deceive or to burden.
#[test]
fn hostile_entries_cost_no_more_than_themselves() {
    let mut entries = vec![
        json!({"jid": "a\u{202e}b.example"}),
        json!({"jid": {"deep": [[[[]]]]}}),
        json!(["jid"]),
        json!({"jid": "\u{443}ax.im", "website": {"en": "javascript:alert(1)"}, "since": {}, "serverLocations": 7}),
    ];
    entries.extend((0..10_000).map(|n| json!({"jid": format!("s{n}.example")})));
    let web = Web::new(vec![list(Value::from(entries).to_string())]);
    let home = Home::new();
    let list = web.refresh(&home.cache()).unwrap().directory;
    assert_eq!(list.providers.len(), MOST);
    assert_eq!((list.left_out.bad, list.left_out.beyond), (3, 5_001));
    assert_eq!(list.providers[0].domain.shown(), "xn--ax-tmc.im");
    assert!(list.providers[0].website.is_empty());
    assert_eq!(home.list(), list);
}

/// The first version of the project's format, and the program's own.
#[test]
fn lists_of_other_formats_are_read_as_far_as_they_go() {
    let old = r#"[{"jid": "old.example", "category": "B", "lastCheck": "2022-04-01", "website": {"en": "https://old.example"},
        "inBandRegistration": true, "registrationWebPage": {}, "busFactor": 2, "company": false, "passwordReset": {},
        "maximumHttpFileUploadFileSize": 20, "serverLocations": ["de"], "freeOfCharge": true, "onlineSince": "2015-01-01"}]"#;
    let own = r#"{"as_of": "2026-01-02", "providers": [{"domain": "own.example", "sign_up": "here"}], "others": ["more.example"]}"#;
    let web = Web::new(vec![list(old), list(own)]);
    let home = Home::new();
    let list = web.refresh(&home.cache()).unwrap().directory;
    assert_eq!(domains(&list), ["old.example"]);
    assert_eq!(list.providers[0].since.as_deref(), Some("2015-01-01"));
    let list = web.refresh(&home.cache()).unwrap().directory;
    assert_eq!(domains(&list), ["own.example"]);
    assert_eq!(list.as_of.as_deref(), Some("2026-01-02"));
}

/// Fault 27, {cache} x {corrupt}: set aside, told once, and the program's own list is used.
#[test]
fn a_kept_list_that_is_broken_is_set_aside_and_told_once() {
    let (home, _web) = Home::with(LIST);
    let whole = fs::read(home.file()).unwrap();
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let line = whole.split(|byte| *byte == b'\n').next().unwrap();
    for bytes in [
        b"".to_vec(),
        vec![0; 100_000],
        whole[..whole.len() - 1].to_vec(),
        line.to_vec(),
        flipped,
        LIST.as_bytes().to_vec(),
        [whole.clone(), vec![b' '; 3 * 1024 * 1024]].concat(),
    ] {
        let home = Home(home::Home::with("providers", &bytes));
        let found = home.cache().load();
        assert_eq!(found.directory, Directory::built_in());
        let Some(Trouble::SetAside(aside)) = found.trouble else {
            panic!("{:?}", found.trouble);
        };
        assert_eq!(fs::read(&aside).unwrap(), bytes);
        // The next start has nothing to tell, and the next list is kept.
        assert_eq!(home.list(), Directory::built_in());
        let web = Web::new(vec![list(LIST)]);
        assert!(web.refresh(&home.cache()).unwrap().kept.is_ok());
        assert_eq!(domains(&home.list()), ["one.example", "two.example"]);
    }
    // What a later version has written is no fault.
    let later = String::from_utf8(whole)
        .unwrap()
        .replace("\"version\":1", "\"version\":2");
    fs::write(home.file(), &later).unwrap();
    assert_eq!(home.list(), Directory::built_in());
    assert_eq!(fs::read_to_string(home.file()).unwrap(), later);
}

/// A clock that is a year off, or a file that says anything: nothing but the day that is shown depends on it.
#[test]
fn the_clock_decides_nothing() {
    let (home, _web) = Home::with(LIST);
    for (at, day) in [("0", "1970-01-01"), ("18446744073709551615", "9999-12-31")] {
        home.say_loaded(at);
        assert_eq!(home.list().day().as_deref(), Some(day));
        assert_eq!(domains(&home.list()), ["one.example", "two.example"]);
    }
}

/// Fault 27, {cache} x {disk full, read-only, folder missing}: the new list is there, the old one stays whole, and that the
/// new one is not kept is told by its cause.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_nothing_is_told_and_harmless() {
    // This test, once more.
    if let Some(folder) = home::in_trouble() {
        on_this_disk(&folder);
        return;
    }
    for (trouble, fault, left) in [
        (home::FULL, NoteFault::Full, "old.example"),
        (home::LIMIT, NoteFault::Full, "old.example"),
        (home::READ_ONLY, NoteFault::ReadOnly, "old.example"),
        (home::MISSING, NoteFault::NoFolder, "built in"),
    ] {
        let (home, web) = Home::with_after(r#"[{"jid": "old.example"}]"#, vec![list(LIST)]);
        let told = home.under(
            trouble,
            "a_disk_that_takes_nothing_is_told_and_harmless",
            [(ADDRESS, &web.address()), (PEM, &web.pem)],
        );
        assert_eq!(told["new"], "one.example", "{trouble}: {told}");
        assert_eq!(told["kept"], format!("Err({fault:?})"), "{trouble}: {told}");
        assert_eq!(told["left"], left, "{trouble}: {told}");
    }
}

/// What the program that is started above is told.
const ADDRESS: &str = "VESTIBULE_TEST_ADDRESS";
const PEM: &str = "VESTIBULE_TEST_PEM";

/// Loads a list where the folder is in such a state.
fn on_this_disk(folder: &Path) {
    let cache = Cache::at(folder.to_owned());
    let told = |name| std::env::var(name).unwrap();
    let source = source(&told(ADDRESS), &told(PEM));
    let runtime = Runtime::new().unwrap();
    let new = runtime.block_on(refresh(&cache, &source)).unwrap();
    let left = cache.load().directory;
    let left = match left.source {
        Source::BuiltIn => "built in",
        Source::Loaded { .. } => domains(&left)[0],
    };
    home::tell(
        &json!({"new": domains(&new.directory)[0], "kept": format!("{:?}", new.kept), "left": left}),
    );
}

#[test]
fn a_cache_that_is_nowhere_keeps_nothing() {
    let web = Web::new(vec![list(LIST)]);
    let new = web.refresh(&Cache::none()).unwrap();
    assert!(new.is_new && new.kept.is_ok());
    assert_eq!(Cache::none().load().directory, Directory::built_in());
}

/// Runs `vestibule servers` in this home folder; gives the exit code, what it printed, and what it told besides.
fn servers(home: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .args(["servers", "--lang=en"])
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", home)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn json_of(printed: &str) -> Value {
    serde_json::from_str(printed).unwrap_or_else(|_| panic!("{printed}"))
}

#[test]
fn the_list_is_told_with_its_date_and_its_source() {
    let home = tempfile::tempdir().unwrap();
    let all = |arguments: &[&str]| {
        let (code, printed, told) = servers(home.path(), &[arguments, &["--json"]].concat());
        assert_eq!((code, told.as_str()), (0, ""));
        json_of(&printed)
    };
    let count = |arguments: &[&str]| all(arguments)["servers"].as_array().unwrap().len();
    let built_in = all(&[]);
    assert_eq!(built_in["outcome"], "done");
    assert_eq!(built_in["list"]["source"], "built_in");
    assert_eq!(built_in["list"]["day"], "2026-07-11");
    assert_eq!(count(&[]), 29);
    let here = count(&["--here"]);
    assert!(here > 0 && here < 29, "{here}");
    assert!(count(&["--here", "--no-puzzle"]) < here);
    assert!(count(&["--language", "de"]) > 0 && count(&["--language", "de"]) < 29);
    let german = count(&["--language", "de"]);
    for language in ["de-AT", "german", "Deutsch"] {
        assert_eq!(count(&["--language", language]), german, "{language}");
    }
    assert!(count(&["--reset"]) > 0 && count(&["--reset"]) < 29);
    assert_eq!(all(&["YAX"])["servers"][0]["domain"], "yax.im");
    assert_eq!(count(&["no such name"]), 0);
    // Countries and languages are found in English, in their own language, and by their codes; all words have to fit.
    let there = |servers: &Value, code: &str| {
        let mut servers = servers.as_array().unwrap().iter();
        servers.all(|server| {
            server["countries"]
                .as_array()
                .unwrap()
                .contains(&code.into())
        })
    };
    let germany = count(&["deutschland"]);
    assert!(germany > 5 && germany < 29, "{germany}");
    assert!(there(&all(&["DEUTSCHLAND"])["servers"], "de"));
    assert!(count(&["germ"]) > germany, "the language is not found");
    let both = &all(&["Deutschl", "français"])["servers"];
    assert!(there(both, "de") && both.as_array().unwrap().len() < germany);
    assert_eq!(
        count(&["deutschland", "French"]),
        both.as_array().unwrap().len()
    );
    let peru = &all(&["Perú"])["servers"];
    assert_eq!(
        (peru[0]["domain"].as_str(), &peru[1]),
        (Some("jabber.vg"), &Value::Null)
    );
    assert_eq!(peru[0]["countries"], serde_json::json!(["pe"]));
    let (code, printed, told) = servers(home.path(), &["yax"]);
    assert_eq!(code, 0);
    assert!(
        printed.starts_with("yax.im ") && printed.lines().count() == 1,
        "{printed}"
    );
    assert!(
        printed.ends_with("Open · asks nothing more · Germany · English · online since 2013\n"),
        "{printed}"
    );
    let (_, facts, _) = servers(home.path(), &["yax", "--facts"]);
    assert!(
        facts.starts_with(&printed) && facts.contains("\n    Website: https://yaxim.org"),
        "{facts}"
    );
    assert_eq!(
        told.trim(),
        "The list that came with this program, as of 11 July 2026."
    );
    assert_eq!(
        fs::read_dir(home.path()).unwrap().count(),
        0,
        "something was written"
    );
}

#[test]
fn a_newer_list_is_loaded_by_verb_and_there_the_next_time() {
    let home = tempfile::tempdir().unwrap();
    let web = Web::new(vec![list(LIST), page("500 Oh", ""), list("[]")]);
    let pem = home.path().join("ca.pem");
    fs::write(&pem, &web.pem).unwrap();
    let address = web.address();
    let load = [
        "--refresh",
        "--from",
        &address,
        "--loopback",
        "--ca-file",
        pem.to_str().unwrap(),
    ];
    let (code, printed, told) = servers(home.path(), &load);
    assert_eq!((code, printed.lines().count()), (0, 2), "{printed}{told}");
    assert!(
        told.starts_with(&format!("The list from {address}, as of ")),
        "{told}"
    );
    let with_json = [&load[..], &["--json"]].concat();
    for kind in ["status", "no_list"] {
        let (code, printed, told) = servers(home.path(), &with_json);
        let json = json_of(&printed);
        assert_eq!((code, &json["outcome"]), (3, &"refused".into()), "{told}");
        assert_eq!(json["error"]["kind"], kind);
        assert_eq!(json["list"]["source"], "loaded");
        assert_eq!(json["servers"].as_array().unwrap().len(), 2);
    }
    // Not without the switch, and from nowhere else than https.
    let (code, printed, _) = servers(home.path(), &["--refresh", "--from", &address, "--json"]);
    assert_eq!(
        (code, &json_of(&printed)["error"]["kind"]),
        (2, &"forbidden".into())
    );
    // The address may be set once and for all.
    let config = home.path().join(".config/vestibule");
    fs::create_dir_all(&config).unwrap();
    fs::write(
        config.join("settings.json"),
        r#"{"directory": "http://lists.example/"}"#,
    )
    .unwrap();
    let (code, printed, _) = servers(home.path(), &["--refresh", "--json"]);
    assert_eq!(
        (code, &json_of(&printed)["error"]["kind"]),
        (2, &"forbidden".into())
    );
}
