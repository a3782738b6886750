//! The authority that vouches for the practice server's hosts, and the certificate that it signs, both made at the start.

use std::io;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A certificate in use, and who vouches for it.
pub(super) struct Authority {
    /// The authority's own certificate.
    pub(super) pem: String,
    /// What the server shows.
    pub(super) tls: TlsAcceptor,
}

impl Authority {
    /// Makes an authority and has it sign one certificate for these domains. Its key is forgotten at once, so that
    /// nobody can make it vouch for anything else.
    pub(super) fn new(domains: &[String]) -> io::Result<Self> {
        let mut params = dated(CertificateParams::default());
        params
            .distinguished_name
            .push(DnType::CommonName, "Vestibule practice");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let pem = params.self_signed(&key).map_err(io::Error::other)?.pem();
        let issuer = Issuer::new(params, key);

        let mut params = dated(CertificateParams::new(domains).map_err(io::Error::other)?);
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let certificate = params.signed_by(&key, &issuer).map_err(io::Error::other)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .map_err(io::Error::other)?;
        config.alpn_protocols = vec![b"xmpp-client".to_vec()];
        Ok(Self {
            pem,
            tls: TlsAcceptor::from(Arc::new(config)),
        })
    }
}

/// Valid whatever the clock says: it lives no longer than the program.
fn dated(mut params: CertificateParams) -> CertificateParams {
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    params
}
