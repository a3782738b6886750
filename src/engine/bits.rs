//! Bits of Binary that a server named and did not send (XEP-0231 section 2.3).

use std::sync::Arc;

use tokio::time::Instant;

use super::{
    Error, PictureFault, Stage,
    dial::{self, within},
    progress::Progress,
    route::Route,
    stream::Answer,
};
use crate::protocol::media::{self, Bits};

/// Asks the server for the bytes of a content id; their hash is checked.
///
/// On a stream of its own: ejabberd ends one on which anything but the registration is asked before the sign-in.
pub(super) async fn ask(route: &Route, cid: &str) -> Result<Arc<[u8]>, PictureFault> {
    let question = media::ask(cid).ok_or(PictureFault::Missing)?;
    let deadline = Instant::now() + route.target.deadlines.whole;
    let way = async {
        let mut stream = dial::connect(route, &mut Progress::silent(), Stage::Fill).await?;
        let domain = route.target.domain.as_str();
        let answer = stream.ask("get", Some(domain), question).await?;
        stream.close().await;
        Ok(answer)
    };
    match within(deadline, Stage::Fill, way).await {
        Ok(Answer::Result(iq)) => Bits::collect([&iq]).get(cid).ok_or(PictureFault::Missing),
        Ok(Answer::Refused(_)) | Err(Error::Stream { .. }) => Err(PictureFault::Missing),
        Err(error) => Err(PictureFault::Unreachable(error.to_string())),
    }
}
