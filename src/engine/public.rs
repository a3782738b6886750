//! Which addresses are of the open Internet.

use std::net::IpAddr;

/// Whether an address is of the open Internet: not of this machine, of a private network or of no network at all.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            // This network (RFC 791), shared address space (RFC 6598), protocol assignments (RFC 6890), benchmarking
            // (RFC 2544), reserved (RFC 1112).
            let is_special = matches!(
                (a, b, c),
                (0 | 240.., ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _)
            );
            !(is_special
                || ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation())
        }
        IpAddr::V6(ip) => {
            let segments = ip.segments();
            // Global unicast is 2000::/3; of it not the documentation prefix, nor what tunnels to an IPv4 address
            // (6to4, Teredo) that nobody has looked at.
            segments[0] & 0xe000 == 0x2000
                && !(segments[0] == 0x2001 && (segments[1] == 0x0db8 || segments[1] == 0))
                && segments[0] != 0x2002
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_private_networks_are_told_apart() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["9.9.9.9", "1.1.1.1", "2620:fe::fe", "::ffff:9.9.9.9"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
