//! Puzzles of every kind.

use vestibule::practice::picture;

use crate::eyes::{self, Eyes};
use crate::{field, form, is_done, is_refused, register};

/// Whoever reads for these tests reads well: a misread picture must not pass for a fault of the program.
#[test]
fn the_eyes_of_the_tests_can_read() {
    for number in 0..20_u8 {
        let seed = [1, 2, 3, 4, 5, 6, 7, 8]
            .map(|place: u8| number.wrapping_mul(41).wrapping_mul(place) ^ place);
        let picture = picture::draw(seed).unwrap();
        assert_eq!(eyes::digits(&picture.png), picture.answer, "{seed:?}");
        let picture = picture::discs(seed).unwrap();
        assert_eq!(eyes::discs(&picture.png), picture.answer, "{seed:?}");
    }
}

/// Requirements 64 and 67, 78: pictures are shown and solved, wherever they come from.
#[test]
fn a_picture_is_read_wherever_it_comes_from() {
    let eyes = Eyes::open(eyes::digits);
    for host in ["captcha", "old", "later-picture"] {
        let run = register(host, "juliet", &["--captcha-command", &eyes.command()]);
        is_done(run);
    }
}

#[test]
fn a_picture_that_is_read_wrongly_makes_no_account() {
    for host in ["captcha", "old", "later-picture"] {
        let run = register(host, "paris", &["--captcha-command", "echo 000000x"]);
        is_refused(run, "captcha_wrong");
    }
}

/// Requirement 78: the address of the picture is no question.
#[test]
fn what_is_about_the_picture_is_hidden() {
    let run = form("old", &[]);
    for id in ["url", "captchahidden", "challenge", "from", "sid"] {
        assert_eq!(field(&run, id)["kind"], "hidden", "{id}: {}", run.said);
    }
}

/// Requirements 65 and 66: all puzzles are told, and none is required of its own.
#[test]
fn each_of_several_puzzles_is_told() {
    let run = form("puzzles", &[]);
    for (id, media) in [
        ("ocr", Some("image/png")),
        ("qa", None),
        ("picture_recog", Some("image/png")),
        ("audio_recog", Some("audio/x-wav")),
        ("video_q", Some("video/mpeg")),
    ] {
        let puzzle = field(&run, id);
        assert_eq!(puzzle["role"], "captcha", "{id}: {}", run.said);
        assert_eq!(puzzle["required"], false, "{id}: {}", run.said);
        assert_eq!(
            puzzle["media"][0]["type"].as_str(),
            media,
            "{id}: {}",
            run.said
        );
    }
}

/// Requirement 65: one of several puzzles is enough where the form says so, whichever it is.
#[test]
fn one_of_several_puzzles_is_enough() {
    let digits = Eyes::open(eyes::digits);
    let discs = Eyes::open(eyes::discs);
    let tones = Eyes::open(eyes::tones);
    for (name, kind, command) in [
        ("juliet", "ocr", digits.command()),
        ("romeo", "qa", SUM.to_owned()),
        ("nurse", "picture_recog", discs.command()),
        ("benvolio", "audio_recog", tones.command()),
    ] {
        // To all others there is no answer.
        let command = format!("if test \"$CAPTCHA_KIND\" = {kind}; then {command}; fi");
        is_done(register("puzzles", name, &["--captcha-command", &command]));
    }
    let wrong = register("puzzles", "paris", &["--captcha-command", "echo 000000x"]);
    is_refused(wrong, "captcha_wrong");
}

/// A shell command that does the sum of the question.
const SUM: &str = "expr $(echo \"$CAPTCHA_QUESTION\" | cut -d : -f 2)";

/// Requirement 67: a question in words; what comes with it goes back.
#[test]
fn a_question_in_words_is_the_label() {
    let run = form("question", &[]);
    let label = field(&run, "qa")["label"].as_str().unwrap().to_owned();
    assert!(label.starts_with("Solve: "), "{label}");
    assert_eq!(field(&run, "captcha-id")["kind"], "hidden");
    is_done(register("question", "juliet", &["--captcha-command", SUM]));
    let wrong = register("question", "paris", &["--set=qa=none"]);
    is_refused(wrong, "captcha_wrong");
}

#[test]
fn a_sound_comes_with_its_form() {
    let run = form("sound", &[]);
    let sound = &field(&run, "audio_recog")["media"][0];
    assert_eq!(sound["kind"], "sound", "{}", run.said);
    assert!(sound["size"].as_u64().unwrap() > 4_000, "{}", run.said);
    let ears = Eyes::open(eyes::tones);
    is_done(register(
        "sound",
        "juliet",
        &["--captcha-command", &ears.command()],
    ));
    let wrong = register("sound", "paris", &["--set=audio_recog=1"]);
    is_refused(wrong, "captcha_wrong");
}

/// Requirements 68 and 69: the computer does the work, and nobody is asked.
#[test]
fn arithmetic_is_done_by_the_computer() {
    is_done(register("work", "juliet", &["--strict"]));
}

/// A new puzzle comes after a wrong answer; the command has three answers in all.
#[test]
fn a_wrong_answer_is_followed_by_another_puzzle() {
    let folder = tempfile::tempdir().unwrap();
    let count = folder.path().join("count");
    let counting = format!("echo \"$CAPTCHA_QUESTION\" >> '{}'; ", count.display());
    let once = format!(
        "{counting} test $(wc -l < '{}') = 1 && echo wrong || {SUM}",
        count.display()
    );
    is_done(register(
        "question",
        "mercutio",
        &["--captcha-command", &once],
    ));
    assert_eq!(std::fs::read_to_string(&count).unwrap().lines().count(), 2);

    std::fs::remove_file(&count).unwrap();
    let never = format!("{counting} echo wrong");
    let wrong = register("question", "paris", &["--captcha-command", &never]);
    is_refused(wrong, "captcha_wrong");
    assert_eq!(std::fs::read_to_string(&count).unwrap().lines().count(), 3);
}

/// Requirement 66: of what can be heard a command is given the file, with the ending of what it is.
#[test]
fn a_command_is_told_what_it_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let told = folder.path().join("told");
    let command = format!(
        "printf '%s\\n' \"$CAPTCHA_KIND\" \"$CAPTCHA_QUESTION\" \"${{CAPTCHA_FILE##*.}}\" \"${{CAPTCHA_PICTURE-none}}\" \
         > '{}'; head -c 4 \"$CAPTCHA_FILE\" >> '{0}'; exit 1",
        told.display()
    );
    let failed = register("sound", "paris", &["--captcha-command", &command]);
    assert_eq!(failed.ends_with(2).json["outcome"], "usage");
    assert_eq!(
        std::fs::read_to_string(&told).unwrap(),
        "audio_recog\nHow many tones do you hear?\nwav\nnone\nRIFF"
    );
}

/// Without a command and without a terminal a puzzle is a missing answer, and nothing is sent.
#[test]
fn a_puzzle_that_nobody_can_answer_is_wrong_usage() {
    for host in ["captcha", "puzzles", "sound", "question"] {
        let run = register(host, "paris", &[]).ends_with(2);
        assert_eq!(run.json["outcome"], "usage", "{}", run.said);
    }
}
