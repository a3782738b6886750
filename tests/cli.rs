//! The verbs, by the built program against its own practice server: each host, each exit code that one can bring about, and
//! no password in what is printed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

#[path = "support/code.rs"]
#[allow(unreachable_pub, reason = "shared test code")]
mod code;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use vestibule::practice::Ticket;

const PASSWORD: &str = "violet-Tram-Ticket-9";
const OTHER: &str = "amber-Lighthouse-4";

/// What a run came to.
struct Run {
    code: i32,
    json: Value,
    said: String,
}

impl Run {
    #[track_caller]
    fn ends_with(self, code: i32, outcome: &str) -> Self {
        assert_eq!(self.code, code, "{}", self.said);
        assert_eq!(self.json["outcome"], outcome, "{}", self.said);
        self
    }
}

/// The program in a home folder of its own.
fn program(home: &Path, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    let _ = program
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    program
}

/// Runs a verb with these lines on standard input.
#[track_caller]
fn run_in(home: &Path, arguments: &[&str], lines: &[&str]) -> Run {
    let mut child = program(home, arguments).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for line in lines {
        // A program that needs no password may be gone already.
        let _ = writeln!(input, "{line}");
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let said = format!("$ vestibule {}\n{printed}{told}", arguments.join(" "));
    for secret in [PASSWORD, OTHER] {
        assert!(!printed.contains(secret), "a password was printed: {said}");
        assert!(!told.contains(secret), "a password was printed: {said}");
    }
    Run {
        code: output.status.code().unwrap(),
        json: serde_json::from_str(&printed).unwrap_or_default(),
        said,
    }
}

/// Runs a verb with a practice server of its own, and JSON.
#[track_caller]
fn run(arguments: &[&str], lines: &[&str]) -> Run {
    let home = tempfile::tempdir().unwrap();
    let mut all = arguments.to_vec();
    all.extend(["--practice", "--json"]);
    run_in(home.path(), &all, lines)
}

#[track_caller]
fn register(journey: &str, name: &str, password: &str) -> Run {
    let domain = format!("{journey}.practice.test");
    let username = format!("username={name}");
    run(&["register", &domain, "--set", &username], &[password])
}

/// `vestibule practice`, until it is dropped.
struct Server {
    home: TempDir,
    child: Child,
}

impl Server {
    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut child = program(home.path(), &["practice", "--json"])
            .spawn()
            .unwrap();
        let mut line = String::new();
        let said = child.stdout.take().unwrap();
        let _ = BufReader::new(said).read_line(&mut line).unwrap();
        let about: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(about["hosts"].as_array().unwrap().len(), 39);
        assert!(about["port"].as_u64().unwrap() > 0);
        Self { home, child }
    }

    #[track_caller]
    fn run(&self, arguments: &[&str], lines: &[&str]) -> Run {
        let mut all = arguments.to_vec();
        all.extend(["--practice", "--json"]);
        run_in(self.home.path(), &all, lines)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_form_is_shown_with_all_its_fields() {
    let run = run(&["form", "form.practice.test"], &[]).ends_with(0, "done");
    assert_eq!(run.json["round_trips"]["form"], 4, "{}", run.said);
    assert_eq!(run.json["offer"], "form");
    let fields = run.json["fields"].as_array().unwrap();
    let kind = |id: &str| {
        let field = fields.iter().find(|field| field["id"] == id);
        field.unwrap_or_else(|| panic!("no {id}: {}", run.said))["kind"].clone()
    };
    for (id, expected) in [
        ("username", "text"),
        ("password", "secret"),
        ("lang", "choice"),
        ("topics", "choice"),
        ("about", "lines"),
        ("referrer", "jid"),
        ("friends", "jids"),
        ("news", "toggle"),
        ("FORM_TYPE", "hidden"),
    ] {
        assert_eq!(kind(id), expected, "{id}");
    }
}

#[test]
fn a_picture_is_described() {
    let run = run(&["form", "captcha.practice.test"], &[]).ends_with(0, "done");
    let fields = run.json["fields"].as_array().unwrap();
    let puzzle = fields.iter().find(|field| field["role"] == "captcha");
    let media = &puzzle.unwrap()["media"][0];
    assert_eq!(media["type"], "image/png");
    assert!(media["size"].as_u64().unwrap() > 100);
}

#[test]
fn where_there_is_nothing_to_fill_in() {
    let web = run(&["form", "web.practice.test"], &[]).ends_with(6, "nothing_to_fill_in");
    assert_eq!(web.json["offer"], "web");
    assert_eq!(web.json["url"], "https://web.practice.test/register");
    let message = web.json["message"].as_str().unwrap();
    assert!(message.starts_with("web.practice.test signs up on the web"));
    assert!(message.ends_with("https://web.practice.test/register"));
    let closed = run(&["form", "closed.practice.test"], &[]).ends_with(6, "nothing_to_fill_in");
    assert_eq!(closed.json["offer"], "closed");
    assert_eq!(closed.json["refusal"]["condition"], "service-unavailable");
    let message = closed.json["message"].as_str().unwrap();
    assert!(message.starts_with("closed.practice.test lets nobody sign up"));
    for (journey, told) in [("web", web), ("closed", closed)] {
        let run = register(journey, "romeo", PASSWORD).ends_with(6, "nothing_to_fill_in");
        assert_eq!(run.json["message"], told.json["message"]);
    }
}

#[test]
fn signs_up_also_where_it_takes_long_or_the_server_hangs_up() {
    for journey in ["open", "slow", "idle", "weak"] {
        let run = register(journey, "Romeo", PASSWORD).ends_with(0, "done");
        assert_eq!(
            run.json["address"],
            format!("romeo@{journey}.practice.test")
        );
        assert_eq!(run.json["proof"], "signed_in", "{}", run.said);
    }
}

#[test]
fn refusals_are_told_with_their_reasons() {
    for (journey, password, reason, condition) in [
        ("taken", PASSWORD, "taken", "conflict"),
        (
            "weak",
            "too-short",
            "password_not_allowed",
            "not-acceptable",
        ),
        (
            "invitation",
            PASSWORD,
            "invitation_needed",
            "not-acceptable",
        ),
    ] {
        let run = register(journey, "juliet", password).ends_with(3, "refused");
        assert_eq!(run.json["refusal"]["reason"], reason, "{}", run.said);
        assert_eq!(run.json["refusal"]["condition"], condition, "{}", run.said);
    }
}

#[test]
fn a_long_form_is_filled_in_by_names_values_and_labels() {
    let all = [
        "register",
        "form.practice.test",
        "--set=username=juliet",
        "--set=lang=Deutsch",
        "--set=topics=music",
        "--set=topics=Plants",
        "--set=tos=yes",
        "--set=friends=romeo@open.practice.test",
        "--set=age=16",
        "--set=nosuch=1",
    ];
    let done = run(&all, &[PASSWORD]).ends_with(0, "done");
    assert_eq!(done.json["ignored"][0], "nosuch");
    let strict: Vec<&str> = all.iter().copied().chain(["--strict"]).collect();
    let _ = run(&strict, &[PASSWORD]).ends_with(2, "usage");
}

#[test]
fn doubtful_answers_are_sent_only_if_one_insists() {
    let mut all = vec![
        "register",
        "form.practice.test",
        "--set=username=juliet",
        "--set=tos=1",
        "--set=age=7",
    ];
    let doubtful = run(&all, &[PASSWORD]).ends_with(2, "usage");
    assert_eq!(doubtful.json["problems"][0]["field"], "age");
    assert_eq!(doubtful.json["problems"][0]["severity"], "warn");
    all.push("--insist");
    let _ = run(&all, &[PASSWORD]).ends_with(0, "done");
}

#[test]
fn the_command_sees_the_picture_and_the_picture_goes() {
    let home = tempfile::tempdir().unwrap();
    let seen = home.path().join("seen");
    let command = format!(
        "echo \"$CAPTCHA_PICTURE\" > '{0}'; head -c 8 \"$CAPTCHA_PICTURE\" >> '{0}'; echo wrong",
        seen.display()
    );
    let arguments = [
        "register",
        "captcha.practice.test",
        "--set=username=romeo",
        "--captcha-command",
        &command,
    ];
    let wrong = run(&arguments, &[PASSWORD]).ends_with(3, "refused");
    assert_eq!(wrong.json["refusal"]["reason"], "captcha_wrong");
    let seen = std::fs::read(seen).unwrap();
    let end = seen.iter().position(|byte| *byte == b'\n').unwrap();
    assert_eq!(&seen[end + 1..], b"\x89PNG\r\n\x1a\n");
    let path = std::str::from_utf8(&seen[..end]).unwrap();
    assert!(!Path::new(path).exists() && !Path::new(path).parent().unwrap().exists());

    let failing = [&arguments[..4], &["exit 9"]].concat();
    let _ = run(&failing, &[PASSWORD]).ends_with(2, "usage");
    let without = &arguments[..3];
    let _ = run(without, &[PASSWORD]).ends_with(2, "usage");
}

#[test]
fn an_account_from_its_making_to_its_end() {
    let server = Server::start();
    let address = "rosaline@open.practice.test";
    let set = ["register", "open.practice.test", "--set=username=rosaline"];
    let _ = server.run(&set, &[PASSWORD]).ends_with(0, "done");
    let _ = server.run(&set, &[PASSWORD]).ends_with(3, "refused");
    let info = server
        .run(&["info", address], &[PASSWORD])
        .ends_with(0, "done");
    assert_eq!(info.json["offer"], "registered");
    assert_eq!(info.json["fields"][0]["preset"], "rosaline");
    let wrong = server
        .run(&["password", address], &["not the password", OTHER])
        .ends_with(3, "refused");
    assert_eq!(wrong.json["refusal"]["reason"], "wrong_password");
    let _ = server
        .run(&["password", address], &[PASSWORD, OTHER])
        .ends_with(0, "done");
    let _ = server
        .run(&["info", address], &[PASSWORD])
        .ends_with(3, "refused");
    let _ = server
        .run(&["delete", address], &[OTHER])
        .ends_with(2, "usage");
    let _ = server
        .run(&["delete", address, "--yes"], &[OTHER])
        .ends_with(0, "done");
    let _ = server
        .run(&["info", address], &[OTHER])
        .ends_with(3, "refused");
}

#[test]
fn passwords_come_from_a_file_too() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("passwords");
    std::fs::write(&file, format!("{PASSWORD}\n")).unwrap();
    let file = file.to_str().unwrap();
    let arguments = [
        "register",
        "open.practice.test",
        "--set=username=romeo",
        "--password-file",
        file,
    ];
    let _ = run(&arguments, &[]).ends_with(0, "done");
    std::fs::write(file, "").unwrap();
    let _ = run(&arguments, &[]).ends_with(2, "usage");
}

#[test]
fn wrong_usage_is_told_before_anything_is_sent() {
    let host = "open.practice.test";
    for (arguments, lines) in [
        (&["register", host][..], &[PASSWORD][..]),
        (&["register", host, "--set=username=romeo"], &[]),
        (&["register", host, "--set=username=romeo"], &["seven77"]),
        (&["register", host, "--set=username=a b"], &[PASSWORD]),
        (&["register", host, "--set=username"], &[PASSWORD]),
        (
            &[
                "register",
                host,
                "--set=username=romeo",
                "--set=password=violet-Tram-Ticket-9",
            ],
            &[],
        ),
        (&["form", "not a domain"], &[]),
        (&["info", "romeo"], &[PASSWORD]),
        (&["info", "romeo@open.practice.test"], &[]),
    ] {
        // The arguments are the caller's own words; what is looked at is what the program says of them.
        let run = run(arguments, lines);
        let _ = run.ends_with(2, "usage");
    }
}

#[test]
fn missing_answers_are_named() {
    let run = run(
        &["register", "form.practice.test", "--set=tos=1"],
        &[PASSWORD],
    );
    let run = run.ends_with(2, "usage");
    assert_eq!(run.json["problems"][0]["field"], "username");
    assert_eq!(run.json["problems"][0]["fault"], "empty");
}

#[test]
fn no_connection_is_no_refusal() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let home = tempfile::tempdir().unwrap();
    let connect = format!("127.0.0.1:{port}");
    let arguments = ["form", "example.org", "--connect", &connect, "--json"];
    let run = run_in(home.path(), &arguments, &[]).ends_with(4, "not_connected");
    assert_eq!(run.json["error"]["kind"], "connection_refused");
}

/// A port that nobody listens on.
fn closed_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Runs `form example.org` with JSON, these options and variables, and a server at a port that refuses.
fn form_by(options: &[&str], variables: &[(&str, &str)]) -> Run {
    let home = tempfile::tempdir().unwrap();
    let connect = format!("127.0.0.1:{}", closed_port());
    let mut arguments = vec!["form", "example.org", "--json", "--connect", &connect];
    arguments.extend(options);
    let output = program(home.path(), &arguments)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let said = format!("{printed}{told}");
    assert!(!said.contains("montague"), "a password was printed: {said}");
    Run {
        code: output.status.code().unwrap(),
        json: serde_json::from_str(&printed).unwrap_or_default(),
        said,
    }
}

#[test]
fn a_proxy_is_told_with_what_is_wrong_with_it() {
    let proxy = format!("socks5://127.0.0.1:{}", closed_port());
    let tor = ["--proxy", &proxy];
    let by_variable = [("ALL_PROXY", proxy.as_str())];
    for run in [form_by(&tor, &[]), form_by(&[], &by_variable)] {
        let run = run.ends_with(4, "not_connected");
        assert_eq!(run.json["error"]["kind"], "proxy", "{}", run.said);
        assert_eq!(run.json["proxy"], proxy);
        assert!(run.said.contains("Your proxy does not answer"));
        assert!(run.said.contains(&format!("to go through {proxy}")));
    }
    // What was named counts for more than the variable; "none" is a name too.
    for (options, variables) in [
        (vec!["--proxy", "none"], vec![("ALL_PROXY", proxy.as_str())]),
        (
            vec![],
            vec![("all_proxy", proxy.as_str()), ("NO_PROXY", ".org")],
        ),
    ] {
        let run = form_by(&options, &variables).ends_with(4, "not_connected");
        assert_eq!(run.json["error"]["kind"], "connection_refused");
        assert!(run.json["proxy"].is_null());
    }
}

#[test]
fn a_proxy_of_another_kind_is_not_used_and_that_is_told() {
    let run = form_by(&[], &[("ALL_PROXY", "http://127.0.0.1:1")]).ends_with(4, "not_connected");
    assert_eq!(run.json["error"]["kind"], "connection_refused");
    assert!(run.json["proxy"].is_null());
    assert!(
        run.said
            .contains("ALL_PROXY names a proxy that is not SOCKS5.")
    );
    // A SOCKS proxy that cannot be used is not gone without, and one that was asked for neither.
    for (options, variables) in [
        (vec![], vec![("ALL_PROXY", "socks4://127.0.0.1:1")]),
        (vec![], vec![("socks_proxy", "socks5://romeo:montague@")]),
        (vec!["--proxy", "http://127.0.0.1:1"], vec![]),
        (vec!["--proxy", "two words"], vec![]),
    ] {
        let run = form_by(&options, &variables).ends_with(2, "usage");
        assert!(
            run.said.contains("SOCKS5") || run.said.contains("socks5"),
            "{}",
            run.said
        );
    }
}

/// What is set in the window counts where neither an option says otherwise nor practice is meant.
#[test]
fn settings_count_for_verbs_too() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/vestibule");
    std::fs::create_dir_all(&folder).unwrap();
    let set = |settings: Value| {
        std::fs::write(folder.join("settings.json"), settings.to_string()).unwrap();
    };
    let proxy = format!("socks5://127.0.0.1:{}", closed_port());
    let connect = format!("127.0.0.1:{}", closed_port());
    let form = |options: &[&str]| {
        let asked = ["form", "example.org", "--json", "--connect", &connect];
        run_in(home.path(), &[&asked[..], options].concat(), &[])
    };
    set(serde_json::json!({"language": "de", "proxy": proxy}));
    let run = form(&[]).ends_with(4, "not_connected");
    assert_eq!(run.json["proxy"], proxy);
    assert!(
        run.said.contains("Ihr Proxy antwortet nicht"),
        "{}",
        run.said
    );
    let run = form(&["--lang", "en", "--proxy", "none"]).ends_with(4, "not_connected");
    assert!(run.json["proxy"].is_null());
    assert!(run.said.contains("example.org"), "{}", run.said);
    assert!(!run.said.contains("antwortet"), "{}", run.said);

    // What is none is not gone without.
    set(serde_json::json!({"language": "en", "proxy": "http://127.0.0.1:1"}));
    let run = form(&[]).ends_with(2, "usage");
    assert!(
        run.said.contains("What is set as a proxy is none."),
        "{}",
        run.said
    );
    let run = form(&["--proxy", "none"]).ends_with(4, "not_connected");
    assert_eq!(run.json["error"]["kind"], "connection_refused");

    // Fault 27, {settings} x {corrupt}: told once, and the verb goes on.
    std::fs::write(folder.join("settings.json"), "half a fi").unwrap();
    for told in [true, false] {
        let run = form(&["--lang", "en"]).ends_with(4, "not_connected");
        assert_eq!(run.json["error"]["kind"], "connection_refused");
        assert_eq!(
            run.said.contains("Your settings could not be read."),
            told,
            "{}",
            run.said
        );
    }
}

#[test]
fn the_password_for_a_proxy_is_no_argument() {
    let options = ["--proxy", "socks5://romeo:montague@127.0.0.1:1"];
    let run = form_by(&options, &[]).ends_with(2, "usage");
    assert!(
        run.said.contains("VESTIBULE_PROXY_PASSWORD"),
        "{}",
        run.said
    );
    // Nobody is there to be asked.
    let options = ["--proxy", "romeo@127.0.0.1:1"];
    let run = form_by(&options, &[]).ends_with(2, "usage");
    assert!(
        run.said.contains("VESTIBULE_PROXY_PASSWORD"),
        "{}",
        run.said
    );
    let given = [("VESTIBULE_PROXY_PASSWORD", "montague")];
    let run = form_by(&options, &given).ends_with(4, "not_connected");
    assert_eq!(run.json["proxy"], "socks5://romeo@127.0.0.1:1");
    let whole = [("ALL_PROXY", "socks5://romeo:montague@127.0.0.1:1")];
    let run = form_by(&[], &whole).ends_with(4, "not_connected");
    assert_eq!(run.json["proxy"], "socks5://romeo@127.0.0.1:1");
}

/// Runs `check` with a practice server of its own; gives the exit code, its lines, and what it told besides.
#[track_caller]
fn check(arguments: &[&str], lines: &[&str]) -> (i32, Vec<String>, String) {
    let home = tempfile::tempdir().unwrap();
    let all = [&["check", "--practice", "--lang=en"], arguments].concat();
    let mut child = program(home.path(), &all).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for line in lines {
        let _ = writeln!(input, "{line}");
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let mut lines: Vec<String> = printed.lines().map(str::to_owned).collect();
    // They come as the servers answer.
    lines.sort();
    (output.status.code().unwrap(), lines, told)
}

#[test]
fn servers_that_are_checked_are_told_a_line_each() {
    let hosts =
        ["open", "captcha", "web", "closed", "nosuch"].map(|name| format!("{name}.practice.test"));
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let (code, lines, told) = check(&hosts, &[]);
    assert_eq!(code, 4, "{lines:?}{told}");
    for (line, begins) in lines.iter().zip([
        "Nobody serves nosuch.practice.test there. (",
        "captcha.practice.test sends its form: a puzzle",
        "closed.practice.test is closed to new people. The server said: ",
        "open.practice.test sends its form: a name and a password, nothing more",
        "web.practice.test signs up on the web: https://",
    ]) {
        assert!(line.starts_with(begins), "{line}");
    }
    assert_eq!(lines.len(), 5);
    assert!(told.contains("5 asked: 2 send a form"), "{told}");
}

#[test]
fn servers_to_be_checked_come_from_the_input_too() {
    let input = [
        "\u{feff}# the ones that I know",
        "",
        "  OPEN.practice.test.  with a note behind it",
        "form.practice.test",
        "open.practice.test",
    ];
    for arguments in [
        &["-", "--json"][..],
        &["--stdin", "open.practice.test", "--json"],
    ] {
        let (code, lines, told) = check(arguments, &input);
        assert_eq!(code, 0, "{told}");
        let read = |line: &String| -> Value { serde_json::from_str(line).unwrap() };
        let json: Vec<Value> = lines.iter().map(read).collect();
        let [form, open, end] = &json[..] else {
            panic!("{lines:?}")
        };
        assert_eq!(open["domain"], "open.practice.test");
        assert_eq!(
            (&open["result"], &open["invitations"]),
            (&"form".into(), &false.into())
        );
        assert_eq!(
            form["asks"]["others"].as_u64().map(|others| others > 0),
            Some(true),
            "{form}"
        );
        assert_eq!(
            (&end["outcome"], &end["asked"]),
            (&"done".into(), &2.into())
        );
        assert_eq!(told, "");
    }
}

/// The exit code of one is that of `form`.
#[test]
fn one_server_is_checked_as_its_form_is_asked_for() {
    for (host, code, outcome, result) in [
        ("open", 0, "done", "form"),
        ("web", 6, "nothing_to_fill_in", "web"),
        ("closed", 6, "nothing_to_fill_in", "closed"),
        ("nosuch", 4, "not_connected", "no_answer"),
    ] {
        let domain = format!("{host}.practice.test");
        let (ended, lines, _) = check(&[&domain, "--json"], &[]);
        assert_eq!(ended, code, "{lines:?}");
        let json: Vec<Value> = lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(
            json.iter()
                .filter(|line| line["outcome"] == outcome)
                .count(),
            1,
            "{lines:?}"
        );
        assert_eq!(
            json.iter().filter(|line| line["result"] == result).count(),
            1,
            "{lines:?}"
        );
        let _ = run(&["form", &domain], &[]).ends_with(code, outcome);
    }
}

#[test]
fn what_cannot_be_checked_is_told_before_anybody_is_asked() {
    for (arguments, input) in [
        (&["open.practice.test", "two words"][..], &[][..]),
        (&["open.practice.test", "juliet@open.practice.test"], &[]),
        (&["-"], &["open.practice.test", "a..b"]),
        (&["-"], &["# nobody"]),
    ] {
        let (code, lines, told) = check(arguments, input);
        assert_eq!((code, lines.len()), (2, 0), "{told}");
        assert!(!told.is_empty());
    }
}

#[test]
fn a_host_that_the_practice_server_does_not_have() {
    let _ = run(&["form", "nosuch.practice.test"], &[]).ends_with(4, "not_connected");
}

#[test]
fn the_language_is_the_one_asked_for() {
    let arguments = [
        "register",
        "taken.practice.test",
        "--set=username=romeo",
        "--lang=de",
    ];
    let run = run(&arguments, &[PASSWORD]).ends_with(3, "refused");
    assert!(run.said.contains("Der Server sagt"), "{}", run.said);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_there_is_no_window_and_that_is_told() {
    let home = tempfile::tempdir().unwrap();
    let run = run_in(home.path(), &[], &[]);
    assert_eq!(run.code, 1, "{}", run.said);
    assert!(run.said.contains("no display"), "{}", run.said);
}

#[cfg(unix)]
#[test]
fn an_interruption_before_anything_was_sent_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let arguments = [
        "register",
        "captcha.practice.test",
        "--set=username=romeo",
        "--captcha-command",
        // The shell becomes the sleeper, so that nothing outlives the program.
        "echo \"$CAPTCHA_PICTURE\" >&2; exec sleep 600",
        "--practice",
        "--json",
    ];
    let mut child = program(home.path(), &arguments).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{PASSWORD}").unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap());
    let mut picture = String::new();
    let _ = told.read_line(&mut picture).unwrap();
    assert!(Path::new(picture.trim()).exists(), "{picture}");
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["outcome"], "interrupted");
    assert!(!Path::new(picture.trim()).exists());
}

#[cfg(unix)]
#[test]
fn the_practice_server_takes_its_note_along() {
    let mut server = Server::start();
    let note = |home: &Path| home.join(".cache/vestibule/practice").exists();
    assert!(note(server.home.path()));
    interrupt(&server.child);
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(!note(server.home.path()));
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let status = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}

/// The same as by its link: the code of an invitation, a saved link, and a link that nobody else on the computer can read.
#[test]
fn an_invitation_is_read_out_of_a_file_or_of_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let link = Ticket::Named.link();
    let [picture, text] = ["an invitation.png", "saved.url"].map(|name| folder.path().join(name));
    code::save(&picture, &link);
    std::fs::write(&text, format!("[InternetShortcut]\r\nURL={link}\r\n")).unwrap();
    let (picture, text) = (picture.to_str().unwrap(), text.to_str().unwrap());
    for arguments in [
        ["form", picture].as_slice(),
        &["form", text],
        &["form", "--invitation", picture],
        &["form", "invitation.practice.test", "--invitation", picture],
        &["form", "-"],
        &["form", "--invitation", "-"],
    ] {
        let run = run(arguments, &[&link]).ends_with(0, "done");
        assert_eq!(run.json["invitation"], "accepted", "{}", run.said);
    }
    // The link first, then the password.
    let run = run(&["register", "-"], &[&link, PASSWORD]).ends_with(0, "done");
    assert_eq!(run.json["address"], "juliet@invitation.practice.test");
    assert!(!run.said.contains("for-juliet"), "{}", run.said);
}

#[test]
fn a_file_without_an_invitation_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    code::save(
        Path::new(&at("friend.png")),
        "xmpp:juliet@open.practice.test?roster",
    );
    let page = at("page.png");
    code::save(Path::new(&page), "https://www.example.org/invite/");
    std::fs::write(at("cut.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    std::fs::write(at("none.txt"), "Come at 8").unwrap();
    for (name, said) in [
        (
            "friend.png",
            "friend.png cannot be used: The code in this picture is no invitation",
        ),
        (
            "page.png",
            "its address does not say which server it is for",
        ),
        ("cut.png", "This picture is damaged"),
        ("none.txt", "There is no invitation in this file."),
        ("gone.png", "There is no such file."),
    ] {
        for arguments in [
            ["form", &at(name)].as_slice(),
            &["form", "--invitation", &at(name)],
        ] {
            let run = run(arguments, &[]).ends_with(2, "usage");
            let message = run.json["message"].as_str().unwrap();
            assert!(message.contains(said), "{message}");
        }
    }
    let run = run(&["form", "-"], &[]).ends_with(2, "usage");
    assert!(!run.said.contains("panicked"), "{}", run.said);
    // For the window, too, before there is one.
    let home = tempfile::tempdir().unwrap();
    let run = run_in(home.path(), &["--lang", "en", "gone.png"], &[]);
    assert_eq!(run.code, 2, "{}", run.said);
    assert!(
        run.said
            .contains("gone.png cannot be used: There is no such file."),
        "{}",
        run.said
    );
}
