//! What ties a sign-in to the TLS connection below it (RFC 5802 section 6).

use sha2::{Digest as _, Sha256, Sha384, Sha512};
use tokio_rustls::rustls::ProtocolVersion;
use x509_parser::{
    certificate::X509Certificate,
    der_parser::Oid,
    oid_registry::{
        OID_HASH_SHA1, OID_NIST_HASH_SHA256, OID_NIST_HASH_SHA384, OID_NIST_HASH_SHA512,
        OID_PKCS1_MD5WITHRSAENC, OID_PKCS1_SHA1WITHRSA, OID_PKCS1_SHA256WITHRSA,
        OID_PKCS1_SHA384WITHRSA, OID_PKCS1_SHA512WITHRSA, OID_SIG_ECDSA_WITH_SHA256,
        OID_SIG_ECDSA_WITH_SHA384, OID_SIG_ECDSA_WITH_SHA512,
    },
    prelude::FromDer as _,
    signature_algorithm::SignatureAlgorithm,
};

use crate::{engine::dial::Wire, protocol::sasl::Binding};

/// The best binding of the types that the server names (XEP-0440). [`Binding::None`] if there is none on this side: a
/// server that names nothing may refuse what it does not know, and one attempt is all that there is.
pub(super) fn binding(wire: &Wire, theirs: &[String]) -> Binding {
    let names = |name: &str| theirs.iter().any(|theirs| theirs == name);
    let (_, tls) = wire.get_ref();
    // Before TLS 1.3 it would take an extension to make this safe (RFC 9266 section 4.2).
    if names("tls-exporter") && tls.protocol_version() == Some(ProtocolVersion::TLSv1_3) {
        let label = b"EXPORTER-Channel-Binding";
        if let Ok(data) = tls.export_keying_material(vec![0; 32], label, None) {
            let name = "tls-exporter";
            return Binding::Bound { name, data };
        }
    }
    if names("tls-server-end-point") {
        let certificate = tls.peer_certificates().and_then(<[_]>::first);
        if let Some(data) = certificate.and_then(|certificate| end_point(certificate)) {
            let name = "tls-server-end-point";
            return Binding::Bound { name, data };
        }
    }
    Binding::None
}

/// The hash of a certificate (RFC 5929 section 4.1). `None` where the RFC does not say by which function: the
/// certificate's signature is made with none, or with one that is not known here.
fn end_point(certificate: &[u8]) -> Option<Vec<u8>> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    let signature = &parsed.signature_algorithm;
    let named = match SignatureAlgorithm::try_from(signature) {
        // Here the function is a parameter.
        Ok(SignatureAlgorithm::RSASSA_PSS(params)) => params.hash_algorithm_oid().to_id_string(),
        _ => signature.algorithm.to_id_string(),
    };
    let is = |known: &[Oid<'_>]| known.iter().any(|known| known.to_id_string() == named);
    // What is too weak to be believed is replaced.
    if is(&[
        OID_PKCS1_MD5WITHRSAENC,
        OID_PKCS1_SHA1WITHRSA,
        OID_HASH_SHA1,
        OID_PKCS1_SHA256WITHRSA,
        OID_SIG_ECDSA_WITH_SHA256,
        OID_NIST_HASH_SHA256,
    ]) {
        Some(Sha256::digest(certificate).to_vec())
    } else if is(&[
        OID_PKCS1_SHA384WITHRSA,
        OID_SIG_ECDSA_WITH_SHA384,
        OID_NIST_HASH_SHA384,
    ]) {
        Some(Sha384::digest(certificate).to_vec())
    } else if is(&[
        OID_PKCS1_SHA512WITHRSA,
        OID_SIG_ECDSA_WITH_SHA512,
        OID_NIST_HASH_SHA512,
    ]) {
        Some(Sha512::digest(certificate).to_vec())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use tokio_rustls::rustls::pki_types::{CertificateDer, pem::PemObject as _};

    use super::*;

    /// Against what `openssl x509 -outform der | openssl dgst` says of the same certificates.
    #[test]
    fn a_certificate_is_hashed_as_it_was_signed() {
        let expected = [
            // RSA with SHA-1, SHA-256, SHA-384, SHA-512
            Some((32, "85aaa9f7e122bab8")),
            Some((32, "3f6417c06f935e6e")),
            Some((48, "9f6a94221c82c21c")),
            Some((64, "b3ff5e4505651811")),
            // RSA-PSS with SHA-384
            Some((48, "f89a69f0dc26a40f")),
            // ECDSA with SHA-512
            Some((64, "e4c959116da4457e")),
            // Ed25519, of which RFC 5929 knows nothing
            None,
        ];
        let pem = include_bytes!("binding/certificates.pem");
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
            .collect::<Result<_, _>>()
            .unwrap_or_default();
        assert_eq!(certificates.len(), expected.len());
        for (certificate, expected) in certificates.iter().zip(expected) {
            let expected = expected.map(|(length, start)| {
                let bits = u64::from_str_radix(start, 16).map(u64::to_be_bytes);
                (length, bits.unwrap_or_default().to_vec())
            });
            let hash = end_point(certificate);
            assert_eq!(hash.map(|hash| (hash.len(), hash[..8].to_vec())), expected);
        }
        assert_eq!(end_point(b"no certificate"), None);
    }
}
