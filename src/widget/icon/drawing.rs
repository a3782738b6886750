//! Reads our own icon files: the part of SVG that they use, which is `path` with the commands M, L, C and Z, `circle`, and
//! `rect` with round corners, all in absolute units.

use iced::advanced::graphics::geometry::Path;
use iced::advanced::graphics::geometry::path::Builder;
use iced::{Point, Size};

/// The lines of a file. What is not understood is left out; a test looks at every icon.
pub(super) fn path(source: &str) -> Path {
    Path::new(|builder| {
        for element in source.split('<').skip(1) {
            match element.split_whitespace().next() {
                Some("path") => trace(attribute(element, "d").unwrap_or_default(), builder),
                Some("circle") => {
                    builder.circle(
                        Point::new(number(element, "cx"), number(element, "cy")),
                        number(element, "r"),
                    );
                }
                Some("rect") => builder.rounded_rectangle(
                    Point::new(number(element, "x"), number(element, "y")),
                    Size::new(number(element, "width"), number(element, "height")),
                    number(element, "rx").into(),
                ),
                _ => {}
            }
        }
    })
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let start = element.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = &element[start..];
    rest.get(..rest.find('"')?)
}

fn number(element: &str, name: &str) -> f32 {
    attribute(element, name)
        .and_then(|value| value.parse().ok())
        .unwrap_or_default()
}

fn trace(commands: &str, builder: &mut Builder) {
    let mut words = commands.split_whitespace().peekable();
    while let Some(command) = words.next() {
        let mut point = || {
            let mut coordinate = || words.next().and_then(|word| word.parse().ok());
            Some(Point::new(coordinate()?, coordinate()?))
        };
        let drawn = match command {
            "M" => point().map(|to| builder.move_to(to)),
            "L" => point().map(|to| builder.line_to(to)),
            "C" => match (point(), point(), point()) {
                (Some(from), Some(towards), Some(to)) => {
                    builder.bezier_curve_to(from, towards, to);
                    Some(())
                }
                _ => None,
            },
            "Z" => {
                builder.close();
                Some(())
            }
            _ => None,
        };
        if drawn.is_none() {
            return;
        }
    }
}
