//! The form that asks for everything there is: each kind of field of XEP-0004, each rule of XEP-0122, each name of
//! XEP-0077.

use minidom::Element;

use super::super::reply::{Field, form, with_fields};
use super::{person, told};
use crate::protocol::ns;
use crate::protocol::xml::with_text;

/// How many lockers there are to choose from.
const LOCKERS: u32 = 500;

pub(super) fn sheet() -> Element {
    let x = told(
        form("Everything there is"),
        "Only a name, a password and the terms of use have to be filled in.",
    );
    let x = told(x, "The others are here to be tried.");
    let x = with_fields(x, person());
    let x = with_fields(x, names());
    let x = with_fields(x, kinds());
    let x = with_fields(x, choices());
    let x = with_fields(x, rules());
    with_fields(x, ends())
}

/// The other standard names (XEP-0077 section 14.3).
fn names() -> Vec<Field> {
    let line = |name, label| Field::new(name, "text-single", label);
    vec![
        Field::new("", "fixed", "").value("About you: all of this is up to you."),
        line("nick", "Nickname"),
        line("name", "Full name"),
        line("first", "First name"),
        line("last", "Last name"),
        line("email", "E-mail").help("Only to send you a new password."),
        line("address", "Street"),
        line("city", "City"),
        line("state", "State"),
        line("zip", "Postal code"),
        line("phone", "Phone"),
        line("url", "Web page"),
        line("date", "Date of birth").range("xs:date", "1900-01-01", "2020-12-31"),
        line("misc", "Anything else"),
        line("text", "A text"),
        Field::new("key", "hidden", "").value("1597"),
    ]
}

/// The kinds of field that have no choices.
fn kinds() -> Vec<Field> {
    vec![
        Field::new("", "fixed", "").value("Every kind of question.\nThis note has two lines."),
        Field::new("pin", "text-private", "A secret of your own"),
        Field::new("about", "text-multi", "About you, on several lines"),
        Field::new("referrer", "jid-single", "Who told you of us?"),
        Field::new("friends", "jid-multi", "Whom do you want to add at once?"),
        Field::new("news", "boolean", "Send me news").value("true"),
        Field::new("odd", "text-odd", "A question of a kind that nobody knows").rule("x:odd", None),
        Field::new("note", "fixed", "A note with a name").value("It says this."),
    ]
}

/// Short and long lists, for one and for several, closed and open.
fn choices() -> Vec<Field> {
    let open = || Some(Element::bare("open", ns::VALIDATE));
    let lang = Field::new("lang", "list-single", "Which language do you speak best?")
        .value("de")
        .option("en", "English")
        .option("de", "Deutsch")
        .option("fr", "Français");
    let zones = Field::new("zone", "list-single", "Where is your clock?");
    let zones = ZONES.into_iter().fold(zones, |zones, zone| {
        let label = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
        zones.option(zone, &label)
    });
    let lockers = Field::new("locker", "list-single", "Which locker do you want?");
    let lockers = (1..=LOCKERS).fold(lockers, |lockers, number| {
        lockers.option(&number.to_string(), &format!("Locker {number}"))
    });
    vec![
        lang,
        zones,
        lockers,
        Field::new(
            "drink",
            "list-single",
            "What do you drink? You may name another.",
        )
        .rule("xs:string", open())
        .option("tea", "Tea")
        .option("coffee", "Coffee"),
        Field::new("topics", "list-multi", "What do you like to talk about?")
            .help("One to three of them.")
            .chosen("1", "3")
            .value("music")
            .option("music", "Music")
            .option("sports", "Sports")
            .option("plants", "Plants")
            .option("trains", "Trains")
            .option("books", "Books"),
        Field::new(
            "tags",
            "list-multi",
            "Which words describe you? You may name others.",
        )
        .rule("xs:string", open())
        .option("calm", "Calm")
        .option("curious", "Curious"),
    ]
}

/// A line of text with each kind of rule.
fn rules() -> Vec<Field> {
    let line = |name, label| Field::new(name, "text-single", label);
    let code = with_text("regex", ns::VALIDATE, "[A-Z]{2}-[0-9]{4}");
    vec![
        line("age", "How old are you?").range("xs:integer", "13", "120"),
        line("height", "How tall are you, in metres?").range("xs:decimal", "0.5", "2.5"),
        line("since", "On which day did you start?").range("xs:date", "2000-01-01", "2030-12-31"),
        line("wake", "When do you get up?").rule("xs:time", None),
        line("meeting", "When do we meet?").rule("xs:dateTime", None),
        line("site", "The address of a page").rule("xs:anyURI", None),
        line("tongue", "The code of your language")
            .rule("xs:language", None)
            .help("As in en or pt-BR."),
        line("code", "Member code")
            .rule("xs:string", Some(code))
            .help("Two capital letters, a hyphen and four digits: AB-1234."),
    ]
}

fn ends() -> Vec<Field> {
    vec![
        Field::new("trace", "hidden", "")
            .value("one")
            .value("two")
            .value("one"),
        Field::new("empty", "hidden", ""),
        Field::new("", "fixed", "").value("The last one has to be accepted."),
        Field::new("tos", "boolean", "I accept the terms of use").required(),
    ]
}

const ZONES: [&str; 60] = [
    "Africa/Accra",
    "Africa/Algiers",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Africa/Tunis",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Caracas",
    "America/Chicago",
    "America/Denver",
    "America/Halifax",
    "America/Havana",
    "America/Jamaica",
    "America/La_Paz",
    "America/Lima",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Montevideo",
    "America/New_York",
    "America/Panama",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Toronto",
    "America/Vancouver",
    "Asia/Baghdad",
    "Asia/Bangkok",
    "Asia/Dhaka",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Jerusalem",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Atlantic/Reykjavik",
    "Australia/Adelaide",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Moscow",
    "Europe/Paris",
    "Pacific/Auckland",
];
