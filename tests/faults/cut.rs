//! A cut of what client and server say to each other: outside, where it is TLS, or inside.

use crate::breaks::Break;
use crate::proxy::{Plan, Way};
use crate::server::Conduct;

/// The length of a handshake varies by some bytes from one to the next.
const SLACK: u64 = 24;

/// A place to cut.
#[derive(Debug, Clone)]
pub enum Cut {
    /// Outside, at a byte of TLS.
    Outside(Break),
    /// Inside TLS, at a byte of all that is said.
    Inside {
        way: Way,
        offset: u64,
        without_farewell: bool,
    },
}

impl Cut {
    /// Every place there is, where so much passed on each connection and so much was said and heard inside TLS.
    pub fn everywhere(traffic: Vec<(u64, u64)>, (said, heard): (u64, u64)) -> Vec<Self> {
        let outside = Break::everywhere(traffic, 1, SLACK).into_iter();
        let mut places: Vec<Self> = outside.map(Self::Outside).collect();
        for (way, bytes) in [(Way::Up, heard), (Way::Down, said)] {
            for offset in 1..=bytes {
                places.push(Self::Inside {
                    way,
                    offset,
                    without_farewell: offset % 2 == 0,
                });
            }
        }
        places
    }

    /// What the server does for it, which is reached directly or not, and the plans of the proxy.
    pub fn prepare(&self, direct: bool) -> (Conduct, Vec<Plan>) {
        let mut conduct = Conduct {
            direct,
            ..Conduct::default()
        };
        match *self {
            Self::Outside(place) => return (conduct, place.plans()),
            Self::Inside {
                way,
                offset,
                without_farewell,
            } => {
                conduct.without_farewell = without_farewell;
                match way {
                    Way::Up => conduct.hears_only = Some(offset),
                    Way::Down => conduct.says_only = Some(offset),
                }
            }
        }
        (conduct, Vec::new())
    }

    /// Whether the server can be asked afterwards.
    pub fn comes_back(&self) -> bool {
        !matches!(self, Self::Outside(place) if place.for_good)
    }
}
