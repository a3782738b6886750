//! `vestibule check DOMAIN…`: asks servers for their forms, and says what was seen of each. Nothing is sent to any but that
//! question.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _, Read as _};

use sipper::Sipper as _;

use super::json::{Body, SeenBody, SurveyBody};
use super::options::CheckOptions;
use super::outcome::{Outcome, Report};
use super::{Context, print};
use crate::domain::{Domain, Reason};
use crate::engine::survey::{News, Reply, Sight, survey};
use crate::engine::{Circuit, Target};
use crate::words::survey::seen;

/// The most servers that are asked in one run.
const MOST: usize = 100_000;

/// The longest line of standard input, in bytes: more than any domain has.
const LONGEST: u64 = 4_096;

/// Asks all servers that are named, and prints a line for each as its answer comes.
pub(super) async fn check(context: &mut Context, options: &CheckOptions) -> Result<Report, Report> {
    let domains = domains(context, options)?;
    let way = way(context, &domains)?;
    let i18n = context.i18n.clone();
    let json = options.json;
    let mut counted = SurveyBody::default();
    let mut asked = survey(domains, way).pin();
    let mut last = String::new();
    while let Some(news) = asked.sip().await {
        let News::Seen { domain, sight, .. } = news else {
            continue;
        };
        count(&mut counted, &sight.reply);
        last = seen(&i18n, &domain, &sight);
        if json {
            match serde_json::to_string(&SeenBody::new(&domain, &sight)) {
                Ok(line) => print::json(&line),
                Err(error) => return Err(Report::fault(error.to_string())),
            }
        } else {
            for line in said(context, last.clone(), &sight) {
                print::line(&line);
            }
        }
    }
    let outcome = outcome(&counted);
    if counted.asked > 1 {
        last = i18n.with(
            "cli-survey-counted",
            [
                ("asked", counted.asked),
                ("form", counted.form),
                ("web", counted.web),
                ("invitation", counted.invitation),
                ("closed", counted.closed + counted.refused),
                ("none", counted.no_answer),
            ],
        );
        if !json {
            print::error(&last);
        }
    }
    let report = Report::new(outcome).body(Body {
        survey: Some(counted),
        ..Body::default()
    });
    // People have read it by now.
    Ok(if json { report.say(last) } else { report })
}

/// What people are told of one server: a sentence, and what the server or the connection said besides.
fn said(context: &Context, sentence: String, sight: &Sight) -> Vec<String> {
    let i18n = &context.i18n;
    let more = match &sight.reply {
        Reply::No {
            server_text: Some(text),
            ..
        } => Some(i18n.with("cli-server-said", [("text", text.as_str())])),
        Reply::None(error) => Some(i18n.with("cli-detail", [("detail", error.to_string())])),
        _ => None,
    };
    // One server, one line.
    let more = more.map(|more| format!("{sentence}. {}", more.replace('\n', " ")));
    vec![more.unwrap_or(sentence)]
}

/// The servers that are named, each once.
fn domains(context: &Context, options: &CheckOptions) -> Result<Vec<Domain>, Report> {
    let mut domains = Vec::new();
    let mut known = BTreeSet::new();
    let mut add = |domain: Domain| {
        if known.insert(domain.clone()) {
            domains.push(domain);
        }
        if domains.len() > MOST {
            let most = [("most", MOST)];
            return Err(Report::usage(
                context.i18n.with("cli-survey-too-many", most),
            ));
        }
        Ok(())
    };
    for named in options.named.iter().filter(|named| *named != "-") {
        add(context.domain(named)?)?;
    }
    if options.reads_input() {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = (&mut input).take(LONGEST).read_until(b'\n', &mut line);
            let read = read.map_err(|error| {
                let reason = [("reason", error.to_string())];
                Report::usage(context.i18n.with("cli-input-wrong", reason))
            })?;
            if read == 0 {
                break;
            }
            let text = String::from_utf8_lossy(&line);
            // What stands behind the name on its line is somebody's note.
            match text
                .trim_start_matches('\u{feff}')
                .split_whitespace()
                .next()
            {
                None => {}
                Some(note) if note.starts_with('#') => {}
                Some(named) => add(context.domain(named)?)?,
            }
        }
    }
    if domains.is_empty() {
        return Err(Report::usage(context.i18n.text("cli-survey-nobody")));
    }
    Ok(domains)
}

/// How each of these is reached. What is the same for all is made once.
fn way(
    context: &mut Context,
    domains: &[Domain],
) -> Result<impl Fn(Domain) -> Target + Send + 'static, Report> {
    let Some(first) = domains.first() else {
        return Err(Report::new(Outcome::Fault));
    };
    let base = context.target(first.clone())?;
    let practice = context.common.practice;
    let setting = context.proxy.clone();
    let host = base.connect.as_ref().map(|(host, _)| host.clone());
    let proxy_for = move |domain: &Domain| {
        let hosts = [Some(domain.as_str()), host.as_deref()];
        setting.proxy_for(hosts.into_iter().flatten()).cloned()
    };
    // It is named where any of them was reached through it.
    context.proxy_used = domains.iter().find_map(&proxy_for).filter(|_| !practice);
    Ok(move |domain: Domain| Target {
        proxy: proxy_for(&domain).filter(|_| !practice),
        circuit: Circuit::new(),
        domain,
        ..base.clone()
    })
}

fn count(counted: &mut SurveyBody, reply: &Reply) {
    counted.asked += 1;
    let kind = match reply {
        Reply::Form(_) => &mut counted.form,
        Reply::Web(_) => &mut counted.web,
        Reply::No {
            reason: Reason::InvitationNeeded,
            ..
        } => &mut counted.invitation,
        Reply::No {
            reason: Reason::Closed,
            ..
        } => &mut counted.closed,
        Reply::No { .. } => &mut counted.refused,
        Reply::None(_) => &mut counted.no_answer,
    };
    *kind += 1;
}

/// The gravest of all that `form` would have ended with.
fn outcome(counted: &SurveyBody) -> Outcome {
    if counted.no_answer > 0 {
        Outcome::NotConnected
    } else if counted.invitation + counted.refused > 0 {
        Outcome::Refused
    } else if counted.web + counted.closed > 0 {
        Outcome::NothingToFillIn
    } else {
        Outcome::Done
    }
}
