//! The floor of the benchmark: the least that does the work.
//!
//! The same bytes go over the wire as Vestibule's, as early as they may and on connections that acknowledge at once. But
//! they are fixed, and what comes back is searched for a few words: there is no XMPP library here, nothing is checked
//! but the certificate, and no failure is survived.

#[path = "floor/line.rs"]
mod line;
#[path = "floor/scram.rs"]
mod scram;
mod task;

use std::{process::ExitCode, sync::Arc};

use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        client::Resumption,
        crypto::ring,
        pki_types::{CertificateDer, pem::PemObject as _},
    },
};

use line::Line;
use task::{DOMAIN, Failure, PASSWORD, Task, Times, Work};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Failure> {
    let task = Task::from_arguments()?;
    let server = Arc::new(Server::new(&task)?);
    let results = match task.work {
        Work::Register { count, at_once } => {
            let register = |name: String| {
                let server = Arc::clone(&server);
                async move { server.register(&name).await }
            };
            task::many(&task.name, (count, at_once), register).await
        }
        Work::Cycle => vec![server.cycle(&task.name).await],
    };
    Ok(task::tell(&results))
}

/// The way to the server.
struct Server {
    port: u16,
    is_direct: bool,
    tls: ClientConfig,
}

impl Server {
    fn new(task: &Task) -> Result<Self, Failure> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(&task.authority)?)?;
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        if task.is_direct {
            config.alpn_protocols = vec![b"xmpp-client".to_vec()];
        }
        Ok(Self {
            port: task.port,
            is_direct: task.is_direct,
            tls: config,
        })
    }

    async fn connect(&self) -> Result<Line, Failure> {
        let mut config = self.tls.clone();
        // Each account is made by somebody else, who has no TLS session to take up.
        config.resumption = Resumption::in_memory_sessions(8);
        let tls = TlsConnector::from(Arc::new(config));
        Ok(Line::connect(self.port, self.is_direct, &tls).await?)
    }

    async fn register(&self, name: &str) -> Result<Times, Failure> {
        let mut times = Times::begin();
        let mut line = self.connect().await?;
        let ask = iq("get", "0123456789abcdef", Some(DOMAIN), &query(""));
        line.send(&[&header(), &ask]).await?;
        line.answer("0123456789abcdef").await?;
        times.form();
        let form = query(&format!(
            "<x xmlns='jabber:x:data' type='submit'>\
             <field var='FORM_TYPE'><value>jabber:iq:register</value></field>\
             <field var='username'><value>{name}</value></field>\
             <field var='password'><value>{PASSWORD}</value></field></x>"
        ));
        let submit = iq("set", "123456789abcdef0", Some(DOMAIN), &form);
        line.send(&[&submit]).await?;
        line.answer("123456789abcdef0").await?;
        line.close().await?;
        times.registered();
        Ok(times)
    }

    async fn cycle(&self, name: &str) -> Result<Times, Failure> {
        let times = self.register(name).await?;
        let mut line = self.connect().await?;
        line.send(&[&header()]).await?;
        let _ = line.until("</stream:features>").await?;
        scram::sign_in(&mut line, name, PASSWORD).await?;
        line.send(&[&header()]).await?;
        let _ = line.until("</stream:features>").await?;
        let bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'></bind>";
        let change = query(&format!(
            "<username>{name}</username><password>{NEW_PASSWORD}</password>"
        ));
        for (id, kind, to, payload) in [
            ("23456789abcdef01", "set", None, bind),
            ("3456789abcdef012", "set", Some(DOMAIN), &*change),
            ("456789abcdef0123", "get", None, &*query("")),
            (
                "56789abcdef01234",
                "set",
                None,
                &*query("<remove></remove>"),
            ),
        ] {
            line.send(&[&iq(kind, id, to, payload)]).await?;
            line.answer(id).await?;
        }
        Ok(times)
    }
}

/// The password that the first one is changed to.
const NEW_PASSWORD: &str = "another password of the benchmark";

fn header() -> String {
    format!(
        "<?xml version='1.0' encoding='utf-8'?>\n<stream:stream xmlns='jabber:client' \
         xmlns:stream='http://etherx.jabber.org/streams' xml:lang='en' to='{DOMAIN}' version='1.0'>"
    )
}

fn query(inside: &str) -> String {
    format!("<query xmlns='jabber:iq:register'>{inside}</query>")
}

fn iq(kind: &str, id: &str, to: Option<&str>, payload: &str) -> String {
    let to = to.map(|to| format!(" to='{to}'")).unwrap_or_default();
    format!("<iq id='{id}'{to} type='{kind}' xml:lang='en'>{payload}</iq>")
}
