//! The search for a password in whatever a program wrote.

use std::{fmt::Write as _, fs, path::Path};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD as BASE64, URL_SAFE},
};

/// A password in all the shapes in which it could be written.
pub struct Leaks {
    shapes: Vec<(&'static str, Vec<u8>)>,
}

impl Leaks {
    pub fn of(password: &str) -> Self {
        let mut shapes = vec![
            ("raw", password.as_bytes().to_vec()),
            ("in JSON", inner(&serde_json::to_string(password).unwrap())),
            ("in a debug text", inner(&format!("{password:?}"))),
            (
                "in a debug text of bytes",
                inner(&format!("{:?}", password.as_bytes())),
            ),
            ("in hexadecimal", hex(password).into_bytes()),
            (
                "in a link",
                url::form_urlencoded::byte_serialize(password.as_bytes())
                    .collect::<String>()
                    .into_bytes(),
            ),
        ];
        // Writers of XML differ in what they escape, and in how.
        for [quote, apostrophe, greater] in [
            ["\"", "'", ">"],
            ["\"", "'", "&gt;"],
            ["&quot;", "'", "&gt;"],
            ["\"", "&apos;", "&gt;"],
            ["&quot;", "&apos;", "&gt;"],
            ["&quot;", "&#39;", "&gt;"],
            ["&quot;", "&#x27;", ">"],
            ["&#34;", "&#39;", "&#62;"],
        ] {
            let escaped = password
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', greater)
                .replace('"', quote)
                .replace('\'', apostrophe);
            shapes.push(("in XML", escaped.into_bytes()));
        }
        // Where it stands in something longer decides how its bytes fall.
        for before in 0..3 {
            for engine in [&BASE64, &URL_SAFE] {
                let coded = engine.encode([&vec![0; before], password.as_bytes()].concat());
                let whole = (before + password.len()) / 3 * 4;
                let first = if before == 0 { 0 } else { 4 };
                shapes.push(("in base64", coded.as_bytes()[first..whole].to_vec()));
            }
        }
        Self { shapes }
    }

    /// One more thing that must not be found.
    pub fn and(mut self, what: &'static str, text: &str) -> Self {
        self.shapes.push((what, text.as_bytes().to_vec()));
        self
    }

    /// The shapes that are found.
    pub fn in_bytes(&self, bytes: &[u8]) -> Vec<&'static str> {
        let is_found = |shape: &[u8]| bytes.windows(shape.len()).any(|window| window == shape);
        let mut found: Vec<_> = self
            .shapes
            .iter()
            .filter(|(_, shape)| is_found(shape))
            .map(|(name, _)| *name)
            .collect();
        found.dedup();
        found
    }

    /// The files of a folder, in their names and in what is in them; also how many there are.
    pub fn in_folder(&self, folder: &Path) -> (Vec<String>, usize) {
        let (mut found, mut count) = (Vec::new(), 0);
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.to_string_lossy().into_owned();
                for shape in self.in_bytes(name.as_bytes()) {
                    found.push(format!("{name}: {shape}, in its name"));
                }
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(bytes) = fs::read(&path) {
                    count += 1;
                    found.extend(
                        self.in_bytes(&bytes)
                            .iter()
                            .map(|shape| format!("{name}: {shape}")),
                    );
                }
            }
        }
        (found, count)
    }
}

/// Without what is around it.
fn inner(text: &str) -> Vec<u8> {
    text.as_bytes()[1..text.len() - 1].to_vec()
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}
