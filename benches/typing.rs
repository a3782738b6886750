//! What typing a letter costs in a large form and in a long list of servers, against small ones in the same run: update,
//! view and layout, without a screen. The pages, and the window that they are in, are those of `tests/ui`.
//!
//! Prints how many times longer it takes, as `{"fields": RATIO, …}`: `fields` a letter in 60 fields, every third with 500
//! options, than in 3 fields; `options` than in the same 60 with 9 options each; `servers` a letter that looks for servers
//! among 5 000 than among 29; `scrolled` scrolling by a page there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "shared test code, of which only a part is used"
)]

#[path = "../tests/ui/bench.rs"]
mod bench;
#[path = "../tests/ui/desk.rs"]
mod desk;
#[path = "../tests/ui/presets.rs"]
mod presets;

use std::time::{Duration, Instant};

use iced::keyboard::key::Named;
use iced::widget::operation::{self, AbsoluteOffset};
use vestibule::{
    directory::{self, Directory},
    domain::Domain,
    i18n::I18n,
    page::{self, Page, server},
};

use bench::{Bench, NORMAL};
use desk::{Window, open_in};

/// How often each thing is done on each page. The shortest time counts: what else the computer does only adds to it.
const ROUNDS: usize = 40;

/// As many servers as a list may have.
const MANY: usize = directory::MOST;

/// As many as the list has that comes with the program.
const FEW: usize = 29;

type Desk = Bench<Window, page::Message>;

#[expect(
    clippy::print_stdout,
    reason = "the answer to whoever started this program"
)]
fn main() {
    let large = || presets::form(presets::large_form(500));
    let fields = ratio(large(), presets::form(presets::puzzle_form()), type_one);
    let options = ratio(large(), presets::form(presets::large_form(9)), type_one);
    let servers = |act| ratio(many_servers(MANY), many_servers(FEW), act);
    let (found, scrolled) = (servers(look_for), servers(scroll));
    println!(
        "{{\"fields\": {fields:.3}, \"options\": {options:.3}, \"servers\": {found:.3}, \"scrolled\": {scrolled:.3}}}"
    );
}

/// How many times longer something takes on one page than on another.
fn ratio(large: Page, small: Page, act: fn(&mut Desk) -> Duration) -> f64 {
    let mut desks = [large, small].map(|page| open_in(page, I18n::default(), NORMAL));
    let mut shortest = [Duration::MAX; 2];
    // In turns, so that what else the computer does falls on both.
    for _ in 0..ROUNDS {
        for (desk, shortest) in desks.iter_mut().zip(&mut shortest) {
            *shortest = act(desk).min(*shortest);
        }
    }
    let [large, small] = shortest.map(|time| time.as_secs_f64());
    large / small
}

/// Types a letter into the first field.
fn type_one(desk: &mut Desk) -> Duration {
    let began = Instant::now();
    desk.type_text("a");
    began.elapsed()
}

/// Types a letter into the line that looks for servers, one that most of them have. Then takes it away again.
fn look_for(desk: &mut Desk) -> Duration {
    let began = Instant::now();
    desk.type_text("e");
    let taken = began.elapsed();
    desk.press(Named::Backspace);
    taken
}

/// Scrolls on by about what is seen at once. Then goes back.
fn scroll(desk: &mut Desk) -> Duration {
    let began = Instant::now();
    scroll_to(desk, 400.0);
    let taken = began.elapsed();
    scroll_to(desk, 0.0);
    taken
}

fn scroll_to(desk: &mut Desk, y: f32) {
    let offset = AbsoluteOffset { x: 0.0, y };
    desk.run(operation::scroll_to(vestibule::widget::BODY, offset));
    desk.events(&[]);
}

/// The choice among so many servers: those of the list that comes with the program, again and again under other names.
fn many_servers(length: usize) -> Page {
    let built_in = Directory::built_in();
    let known = built_in.providers.iter().cycle().enumerate();
    let providers = known.take(length).map(|(place, known)| {
        let mut server = known.clone();
        if place >= built_in.providers.len() {
            server.domain = Domain::parse(&format!("s{place}.{}", known.domain)).unwrap();
        }
        server
    });
    let directory = Directory {
        providers: providers.collect(),
        ..Directory::default()
    };
    let i18n = I18n::default();
    Page::Server(server::State::new(&directory, i18n.tag(), 1, &i18n))
}
