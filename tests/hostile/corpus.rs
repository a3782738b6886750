//! What somebody who means harm, or a broken server, could send: each with a name.

use std::sync::Arc;

use crate::{
    bombs::{good, pictures, with_picture},
    chance::Chance,
    server::{Instead, Piece},
    steps::Step,
};

/// One of them.
#[derive(Clone)]
pub struct Hostile {
    pub name: String,
    pub instead: Instead,
    /// What must come of it.
    pub due: Due,
}

/// What must come of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The session ends with an error.
    Error,
    /// The session ends with an error or the server is told to offer something; at any rate in time.
    Verdict,
    /// The form is shown, and its picture is not.
    NoPicture,
    /// Nothing is wrong with the form and its picture: what is judged by this test can also be right.
    Picture,
}

/// All of them.
pub fn all() -> Vec<Hostile> {
    let mut all = Vec::new();
    for (name, pieces, is_header) in streams() {
        for (place, step) in [
            ("before TLS", Step::FirstHeader),
            ("after TLS", Step::SecondHeader),
        ] {
            if is_header {
                all.push(hostile(
                    format!("{name}, {place}"),
                    step,
                    pieces.clone(),
                    Due::Error,
                ));
            }
            let behind = [vec![text(HEADER)], pieces.clone()].concat();
            all.push(hostile(
                format!("{name}, behind the header {place}"),
                step,
                behind,
                Due::Error,
            ));
        }
    }
    for condition in STREAM_ERRORS {
        let error = format!(
            "<stream:error><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"
        );
        for (place, step) in [
            ("before TLS", Step::FirstHeader),
            ("after TLS", Step::SecondHeader),
        ] {
            let pieces = vec![text(HEADER), text(&error)];
            all.push(hostile(
                format!("stream error {condition} {place}"),
                step,
                pieces,
                Due::Error,
            ));
        }
        // A server that has no form may say so by this.
        all.push(hostile(
            format!("stream error {condition} for the form"),
            Step::Form,
            vec![text(&error)],
            Due::Verdict,
        ));
    }
    for (name, answer) in answers() {
        all.push(hostile(name, Step::Form, vec![text(&answer)], Due::Verdict));
    }
    let pieces = vec![text(&with_picture(&good()))];
    all.push(hostile(
        "a good picture".to_owned(),
        Step::Form,
        pieces,
        Due::Picture,
    ));
    for (name, bytes) in pictures() {
        all.push(hostile(
            name,
            Step::Form,
            vec![text(&with_picture(&bytes))],
            Due::NoPicture,
        ));
    }
    all
}

fn hostile(name: String, step: Step, pieces: Vec<Piece>, due: Due) -> Hostile {
    Hostile {
        name,
        instead: Instead {
            step,
            pieces: Arc::from(pieces),
        },
        due,
    }
}

const HEADER: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='1' from='faults.test' \
     xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

fn text(text: &str) -> Piece {
    bytes(text.as_bytes())
}

fn bytes(bytes: &[u8]) -> Piece {
    (bytes.to_vec(), 1)
}

fn times(text: &str, count: usize) -> Piece {
    // In larger portions, for speed.
    let portion = (4096 / text.len()).clamp(1, count);
    (text.repeat(portion).into_bytes(), count.div_ceil(portion))
}

/// What may come at any place of a stream; whether it may also come in place of the header.
fn streams() -> Vec<(&'static str, Vec<Piece>, bool)> {
    let mut all: Vec<(&'static str, Vec<Piece>, bool)> = Vec::new();
    let long = [
        ("5 000 elements in each other", vec![times("<a>", 5000)]),
        (
            "5 000 elements with attributes in each other",
            vec![times("<a b='c' d=\"e\">", 5000)],
        ),
        (
            "5 000 elements of own namespaces in each other",
            vec![times("<a xmlns='urn:x'>", 5000)],
        ),
        (
            "5 000 elements with prefixes in each other",
            vec![times("<a:a xmlns:a='urn:x'>", 5000)],
        ),
        (
            "elements in each other without end",
            vec![times("<a>", 2_000_000)],
        ),
        (
            "10 000 elements beside each other",
            vec![text("<a>"), times("<b/>", 10_000)],
        ),
        (
            "10 000 elements with text beside each other",
            vec![text("<a>"), times("<b>c</b>", 10_000)],
        ),
        (
            "elements beside each other without end",
            vec![text("<a>"), times("<b/>", 2_000_000)],
        ),
        (
            "a text of 400 KiB",
            vec![text("<a>"), times("x", 400 << 10)],
        ),
        ("a text without end", vec![text("<a>"), times("x", 8 << 20)]),
        (
            "a text of entities",
            vec![text("<a>"), times("&lt;", 100_000)],
        ),
        (
            "a text of numbered characters",
            vec![text("<a>"), times("&#x41;", 100_000)],
        ),
        (
            "a section of 400 KiB",
            vec![text("<a><![CDATA["), times("x", 400 << 10)],
        ),
        (
            "a section without end",
            vec![text("<a><![CDATA["), times("x]]", 3 << 20)],
        ),
        (
            "many short sections",
            vec![text("<a>"), times("<![CDATA[x]]>", 100_000)],
        ),
        (
            "an attribute of 400 KiB",
            vec![text("<a b='"), times("x", 400 << 10)],
        ),
        (
            "an attribute without end",
            vec![text("<a b='"), times("x", 8 << 20)],
        ),
        (
            "an attribute's name without end",
            vec![text("<a "), times("b", 400 << 10)],
        ),
        (
            "an element's name without end",
            vec![text("<"), times("a", 400 << 10)],
        ),
        (
            "a prefix without end",
            vec![text("<"), times("a", 400 << 10), text(":b/>")],
        ),
        (
            "20 000 attributes",
            vec![text("<a"), times(" b='c'", 60_000)],
        ),
        (
            "20 000 namespaces",
            vec![text("<a"), times(" xmlns:b='c'", 30_000)],
        ),
        (
            "the end of an element without end",
            vec![text("<a></"), times("a", 400 << 10)],
        ),
        (
            "spaces without end in a tag",
            vec![text("<a"), times(" ", 400 << 10)],
        ),
        ("spaces without end", vec![times(" ", 6 << 20)]),
        ("line ends without end", vec![times("\r\n", 3 << 20)]),
        ("zeros without end", vec![times("\0", 1 << 20)]),
        ("less-than signs", vec![times("<", 100_000)]),
        (
            "stanzas without end",
            vec![times("<message><body>x</body></message>", 200_000)],
        ),
    ];
    all.extend(long.map(|(name, pieces)| (name, pieces, true)));
    let short = [
        ("a comment", "<!-- hello -->"),
        ("a comment that is not closed", "<!-- hello"),
        ("a processing instruction", "<?php echo 1 ?>"),
        ("a style sheet", "<?xml-stylesheet href='x'?>"),
        ("a document type", "<!DOCTYPE a>"),
        (
            "a document type with entities",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        ),
        (
            "a billion laughs",
            "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;'>]><a>&d;</a>",
        ),
        (
            "an entity from a file",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        ),
        (
            "an entity from the web",
            "<!DOCTYPE a [<!ENTITY % b SYSTEM 'http://127.0.0.1:1/'>%b;]><a/>",
        ),
        (
            "a document type from the web",
            "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'>",
        ),
        ("an unknown entity", "<a>&nbsp;</a>"),
        ("an ampersand alone", "<a>a & b</a>"),
        ("an entity that is not closed", "<a>&lt</a>"),
        ("a character that is none", "<a>&#0;</a>"),
        ("half a character", "<a>&#xD800;</a>"),
        ("a character beyond all", "<a>&#x110000;</a>"),
        (
            "a character of a large number",
            "<a>&#99999999999999999999;</a>",
        ),
        ("a character without number", "<a>&#;</a>"),
        ("a control character", "<a>\u{1}</a>"),
        ("the end of a section alone", "<a>]]></a>"),
        ("a section between elements", "<![CDATA[x]]>"),
        ("a conditional section", "<![INCLUDE[<a/>]]>"),
        (
            "a second declaration",
            "<?xml version='1.0'?><?xml version='1.0'?>",
        ),
        ("a late declaration", "<a/><?xml version='1.0'?>"),
        ("an end before the beginning", "</a>"),
        ("ends that do not fit", "<a><b></a></b>"),
        ("an empty tag", "<>"),
        ("a space before a name", "< a/>"),
        ("a name that begins with a digit", "<1a/>"),
        ("a name that begins with a hyphen", "<-a/>"),
        ("an attribute without value", "<a b/>"),
        ("an attribute without quotes", "<a b=c/>"),
        ("an attribute twice", "<a b='1' b='2'/>"),
        (
            "an attribute twice by two prefixes",
            "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>",
        ),
        ("attributes without a space", "<a b='1'c='2'/>"),
        ("a tag in an attribute", "<a b='<'/>"),
        ("an unknown prefix", "<x:a/>"),
        ("an attribute of an unknown prefix", "<a x:b='1'/>"),
        ("an empty namespace for a prefix", "<a xmlns:x=''/>"),
        ("two colons", "<a:b:c xmlns:a='u'/>"),
        ("a prefix that is reserved", "<a xmlns:xml='urn:x'/>"),
        (
            "a namespace that is reserved",
            "<a xmlns:x='http://www.w3.org/2000/xmlns/'/>",
        ),
        ("a slash at the wrong place", "<a / >"),
        ("an element of two ends", "<a/></a>"),
        ("letters between elements", "hello"),
        ("the end of the stream", "</stream:stream>"),
        ("the end of another stream", "</stream>"),
        ("features of another namespace", "<features xmlns='urn:x'/>"),
        (
            "an answer that nobody asked for",
            "<iq type='result' id='1'/>",
        ),
        (
            "a success that nobody asked for",
            "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
        ),
        (
            "a consent that nobody asked for",
            "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
        ),
        ("a stream in the stream", HEADER),
    ];
    all.extend(short.map(|(name, xml)| (name, vec![text(xml)], name != "a stream in the stream")));
    let odd: [(&'static str, &[u8]); 21] = [
        ("bytes that are no UTF-8", b"<a>\xff\xfe</a>"),
        ("UTF-8 that is too long", b"<a>\xc0\xaf</a>"),
        ("UTF-8 of half a character", b"<a>\xed\xa0\x80</a>"),
        ("UTF-8 that is cut", b"<a>\xe2\x82</a>"),
        ("UTF-8 beyond all", b"<a>\xf4\x90\x80\x80</a>"),
        ("a name that is no UTF-8", b"<\xff/>"),
        ("an attribute that is no UTF-8", b"<a b='\xff'/>"),
        ("no character", b"<a>\xef\xbf\xbf</a>"),
        ("UTF-16", b"\xff\xfe<\0a\0/\0>\0"),
        ("UTF-16 the other way", b"\xfe\xff\0<\0a\0/\0>"),
        ("UTF-32", b"\xff\xfe\0\0<\0\0\0"),
        (
            "an answer of the web",
            b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        ),
        ("a page of the web", b"<html><body>Hello</body></html>"),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        ("mail", b"220 mail.example ESMTP\r\n"),
        ("a shell", b"SSH-2.0-OpenSSH_9.6\r\n"),
        ("JSON", b"{\"hello\": [1, 2, 3]}"),
        ("an alert of TLS", b"\x15\x03\x03\x00\x02\x02\x28"),
        (
            "a handshake of TLS",
            b"\x16\x03\x03\x00\x04\x02\x00\x00\x00",
        ),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("something packed", b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
    ];
    all.extend(odd.map(|(name, odd)| (name, vec![bytes(odd)], true)));
    let every: Vec<u8> = (0..=255).collect();
    all.push(("every byte", vec![bytes(&every)], true));
    let mut chance = Chance::seeded(7);
    let noise: Vec<u8> = (0..4096)
        .flat_map(|_| chance.next().to_le_bytes())
        .collect();
    all.push(("noise", vec![bytes(&noise)], true));
    all
}

/// RFC 6120 section 4.9.3, and what no standard knows.
const STREAM_ERRORS: [&str; 26] = [
    "bad-format",
    "bad-namespace-prefix",
    "conflict",
    "connection-timeout",
    "host-gone",
    "host-unknown",
    "improper-addressing",
    "internal-server-error",
    "invalid-from",
    "invalid-namespace",
    "invalid-xml",
    "not-authorized",
    "not-well-formed",
    "policy-violation",
    "remote-connection-failed",
    "reset",
    "resource-constraint",
    "restricted-xml",
    "see-other-host",
    "system-shutdown",
    "undefined-condition",
    "unsupported-encoding",
    "unsupported-feature",
    "unsupported-stanza-type",
    "unsupported-version",
    "made-up",
];

/// What may come as the answer to the question for the form; `%ID%` is the question's id.
fn answers() -> Vec<(String, String)> {
    let iq =
        |content: &str| format!("<iq type='result' id='%ID%' from='faults.test'>{content}</iq>");
    let query = |content: &str| {
        iq(&format!(
            "<query xmlns='jabber:iq:register'>{content}</query>"
        ))
    };
    let form = |content: &str| {
        query(&format!(
            "<x xmlns='jabber:x:data' type='form'>{content}</x>"
        ))
    };
    let field = |content: &str| {
        form(&format!(
            "<field var='username' type='text-single'/><field var='password' type='text-private'/>{content}"
        ))
    };
    let plain = "<query xmlns='jabber:iq:register'><username/><password/></query>";
    let many = |count: usize, one: &dyn Fn(usize) -> String| -> String {
        (0..count).fold(String::new(), |mut all, index| {
            all.push_str(&one(index));
            all
        })
    };
    let long = "x".repeat(200_000);
    let mut nested = String::from("<section/>");
    for _ in 0..20 {
        nested = format!("<section>{nested}</section>");
    }
    let bidi = "\u{202e}evil\u{202c}\u{200b}\u{7}".replace('\u{7}', "");
    let all = [
        ("an answer to another question", iq(plain).replace("%ID%", "another")),
        ("an answer without id", iq(plain).replace(" id='%ID%'", "")),
        ("an answer of somebody else", iq(plain).replace("faults.test", "evil.test")),
        ("an answer of a user", iq(plain).replace("faults.test", "a@faults.test/b")),
        ("an answer of an impossible address", iq(plain).replace("faults.test", "@@//")),
        ("an answer without type", iq(plain).replace(" type='result'", "")),
        ("an answer of a made-up type", iq(plain).replace("'result'", "'maybe'")),
        ("a question instead of an answer", iq(plain).replace("'result'", "'set'")),
        ("an answer of another namespace", iq(plain).replace("<iq ", "<iq xmlns='urn:x' ")),
        ("a message instead of an answer", iq(plain).replace("<iq ", "<message ").replace("</iq>", "</message>")),
        ("an empty answer", iq("")),
        ("an answer of two parts", iq(&format!("{plain}{plain}"))),
        ("an answer about something else", iq("<query xmlns='jabber:iq:roster'/>")),
        ("an answer of text", iq("hello")),
        ("an empty form", query("")),
        ("an error without reason", "<iq type='error' id='%ID%'/>".to_owned()),
        ("an error of a made-up reason", "<iq type='error' id='%ID%'><error><made-up/></error></iq>".to_owned()),
        ("an error with a long text", format!("<iq type='error' id='%ID%'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>{long}</text></error></iq>")),
        ("instructions of 200 KB", query(&format!("<instructions>{long}</instructions><username/>"))),
        ("instructions with marks of direction", query(&format!("<instructions>{bidi}</instructions><username/>"))),
        ("1 000 instructions", query(&format!("{}<username/>", "<instructions>x</instructions>".repeat(1000)))),
        ("every field 100 times", query(&"<username/><password/><email/><name/><misc/><text/>".repeat(100))),
        ("unknown fields", query(&many(1000, &|n| format!("<field{n}/>")))),
        ("fields in fields", query("<username><password><email/></password></username>")),
        ("registered twice", query("<registered/><registered/><username>a</username><password>b</password>")),
        ("a password that is sent", query("<username>a</username><password>chosen by the server</password>")),
        ("a key of 200 KB", query(&format!("<key>{long}</key><username/>"))),
        ("a link to a file", query("<instructions>x</instructions><x xmlns='jabber:x:oob'><url>file:///etc/passwd</url></x>")),
        ("a link to a script", query("<instructions>x</instructions><x xmlns='jabber:x:oob'><url>javascript:alert(1)</url></x>")),
        ("a link of 200 KB", query(&format!("<x xmlns='jabber:x:oob'><url>https://x/{long}</url></x>"))),
        ("a link to nowhere", query("<x xmlns='jabber:x:oob'><url>http://</url></x>")),
        ("1 000 links", query(&"<x xmlns='jabber:x:oob'><url>https://127.0.0.1:1/</url></x>".repeat(1000))),
        ("a form without fields", form("")),
        ("a form of no type", query("<x xmlns='jabber:x:data'><field var='username'/></x>")),
        ("a form of a made-up type", query("<x xmlns='jabber:x:data' type='maybe'><field var='username'/></x>")),
        ("a form that is cancelled", query("<x xmlns='jabber:x:data' type='cancel'/>")),
        ("a form in a form", form("<x xmlns='jabber:x:data' type='form'><field var='username'/></x>")),
        ("3 000 fields", field(&many(3000, &|n| format!("<field var='f{n}'/>")))),
        ("one field 1 000 times", field(&"<field var='same' type='text-single'><required/></field>".repeat(1000))),
        ("the password 100 times", field(&"<field var='password' type='text-private'/>".repeat(100))),
        ("a field of a made-up type", field("<field var='x' type='made-up'/>")),
        ("a field without name", field("<field type='text-single'/>")),
        ("a field of an empty name", field("<field var='' type='text-single'/>")),
        ("a field of a long name", field(&format!("<field var='{long}' type='text-single'/>"))),
        ("a label of 200 KB", field(&format!("<field var='x' label='{long}'/>"))),
        ("a label with marks of direction", field(&format!("<field var='x' label='{bidi}'/>"))),
        ("2 000 choices", field(&format!("<field var='x' type='list-single'>{}</field>", many(2000, &|n| format!("<option><value>{n}</value></option>"))))),
        ("choices without values", field(&format!("<field var='x' type='list-multi'>{}</field>", "<option/>".repeat(500)))),
        ("one choice 500 times", field(&format!("<field var='x' type='list-single'>{}</field>", "<option><value>1</value></option>".repeat(500)))),
        ("3 000 values", field(&format!("<field var='x' type='text-multi'>{}</field>", "<value>1</value>".repeat(3000)))),
        ("a hidden field of 200 KB", field(&format!("<field var='x' type='hidden'><value>{long}</value></field>"))),
        ("values of the wrong type", field("<field var='x' type='boolean'><value>maybe</value></field><field var='y' type='jid-single'><value>@@//</value></field>")),
        ("1 000 columns", form(&format!("<reported>{}</reported>", many(1000, &|n| format!("<field var='f{n}'/>"))))),
        ("1 000 rows", form(&"<item><field var='x'><value>1</value></field></item>".repeat(1000))),
        ("a pattern that takes for ever", field("<field var='x'><validate xmlns='http://jabber.org/protocol/xdata-validate'><regex>(a+)+(b+)+$</regex></validate><value>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac</value></field>")),
        ("a pattern that takes all memory", field("<field var='x'><validate xmlns='http://jabber.org/protocol/xdata-validate'><regex>((((a{1000}){1000}){1000}){1000}){1000}</regex></validate></field>")),
        ("a pattern of 200 KB", field(&format!("<field var='x'><validate xmlns='http://jabber.org/protocol/xdata-validate'><regex>{}</regex></validate></field>", "(".repeat(200_000)))),
        ("bounds that are none", field("<field var='x'><validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='xs:integer'><range min='NaN' max='-99999999999999999999999999999999999'/></validate></field>")),
        ("a made-up datatype", field("<field var='x'><validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='x:y:z'><list-range min='99999999999999999999' max='-1'/></validate></field>")),
        ("pages in each other", field(&format!("<page xmlns='http://jabber.org/protocol/xdata-layout'>{nested}</page>"))),
        ("1 000 pages", field(&"<page xmlns='http://jabber.org/protocol/xdata-layout'><fieldref var='username'/></page>".repeat(1000))),
        ("pages of unknown fields", field("<page xmlns='http://jabber.org/protocol/xdata-layout'><fieldref var='nothing'/><fieldref/><reportedref/></page>")),
        ("500 pictures of a field", field(&format!("<field var='ocr'><media xmlns='urn:xmpp:media-element'>{}</media></field>", "<uri type='image/png'>cid:sha1+00@bob.xmpp.org</uri>".repeat(500)))),
        ("a picture of a huge size", field("<field var='ocr'><media xmlns='urn:xmpp:media-element' width='99999999999' height='-1'><uri type='image/png'>cid:sha1+00@bob.xmpp.org</uri></media></field>")),
        ("a picture in a file", field("<field var='ocr'><media xmlns='urn:xmpp:media-element'><uri type='image/png'>file:///etc/passwd</uri></media></field>")),
        ("a picture on this machine", field("<field var='ocr'><media xmlns='urn:xmpp:media-element'><uri type='image/png'>https://127.0.0.1:1/x.png</uri></media></field>")),
        ("a picture of an unknown hash", field("<field var='ocr'><media xmlns='urn:xmpp:media-element'><uri type='image/png'>cid:md7+00@bob.xmpp.org</uri></media></field>")),
        ("a picture of a hash that is none", field("<field var='ocr'><media xmlns='urn:xmpp:media-element'><uri type='image/png'>cid:+@@</uri></media></field>")),
        ("work for a thousand years", field("<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field><field var='SHA-256' label='ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'/>")),
        ("work of a long number", field(&format!("<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field><field var='SHA-256' label='{}'/>", "f".repeat(100_000)))),
        ("work of no number", field("<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field><field var='SHA-256' label='not a number'/>")),
        ("more answers than there are questions", field("<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:captcha</value></field><field var='answers' type='hidden'><value>99999999999999999999</value></field><field var='qa' label='x'/>")),
        ("data without hash", query("<username/><data xmlns='urn:xmpp:bob'>AAAA</data>")),
        ("data of an unknown hash", query("<username/><data xmlns='urn:xmpp:bob' cid='sha-999+00@bob.xmpp.org'>AAAA</data>")),
        ("data that is no base64", query("<username/><data xmlns='urn:xmpp:bob' cid='sha1+00@bob.xmpp.org'>%%%%</data>")),
        ("data of 200 KB", query(&format!("<username/><data xmlns='urn:xmpp:bob' cid='sha1+00@bob.xmpp.org'>{}</data>", "A".repeat(200_000)))),
        ("500 pieces of data", query(&format!("<username/>{}", many(500, &|n| format!("<data xmlns='urn:xmpp:bob' cid='sha1+{n:040}@bob.xmpp.org' max-age='-{n}'>AAAA</data>"))))),
        ("10 000 stanzas before the answer", format!("{}{}", "<message/>".repeat(10_000), iq(plain))),
    ];
    all.into_iter()
        .map(|(name, answer)| (name.to_owned(), answer))
        .collect()
}
