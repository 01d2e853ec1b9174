//! The network of one subscriber, by which requests are counted for rate limits.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The smallest network assigned to one subscriber: an IPv4 address, or an IPv6 /64, because a subscriber with one address of a /64
/// can use all 2⁶⁴ (RFC 4291 §2.5.4, RFC 6177).
///
/// An IPv6 address that embeds a subscriber's IPv4 address counts as that IPv4 address, so that a subscriber has one network and two
/// subscribers never share one: mapped (`::ffff:0:0/96`, RFC 4291 §2.5.5.2), translated (`64:ff9b::/96`, RFC 6052 §2.1), 6to4
/// (`2002::/16`, RFC 3056 §2) and Teredo (`2001::/32`, RFC 4380 §4). Loopback, link-local and unique local addresses get no special
/// treatment.
///
/// Written as `192.0.2.7` or `2001:db8:0:1::/64`. Each network has exactly one spelling, and no other is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SubscriberNetwork(Network);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Network {
    Ipv4(Ipv4Addr),
    /// Its first address.
    Ipv6(Ipv6Addr),
}

/// The IPv6 /48 around a subscriber's network: the largest that a site is commonly assigned (RFC 6177). It may also contain many
/// subscribers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SiteNetwork(Ipv6Addr);

/// Not the canonical spelling of a subscriber's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a subscriber's network is written as 192.0.2.7 or 2001:db8:0:1::/64")]
pub struct NotASubscriberNetwork;

impl SubscriberNetwork {
    /// Its first address.
    #[must_use]
    pub const fn first_address(self) -> IpAddr {
        match self.0 {
            Network::Ipv4(address) => IpAddr::V4(address),
            Network::Ipv6(first) => IpAddr::V6(first),
        }
    }

    /// The /48 of an IPv6 network; `None` for IPv4.
    #[must_use]
    pub const fn site(self) -> Option<SiteNetwork> {
        match self.0 {
            Network::Ipv4(_) => None,
            Network::Ipv6(first) => Some(SiteNetwork(first_of(first, 48))),
        }
    }
}

/// The first address of the network with a prefix of `length` bits that contains an address.
const fn first_of(address: Ipv6Addr, length: u32) -> Ipv6Addr {
    let behind = Ipv6Addr::BITS - length;
    Ipv6Addr::from_bits(address.to_bits() >> behind << behind)
}

impl From<IpAddr> for SubscriberNetwork {
    fn from(address: IpAddr) -> Self {
        Self(match address {
            IpAddr::V4(address) => Network::Ipv4(address),
            IpAddr::V6(address) => embedded(address).map_or_else(|| Network::Ipv6(first_of(address, 64)), Network::Ipv4),
        })
    }
}

/// The IPv4 address that an IPv6 address of a transition mechanism embeds.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let ipv4 = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            Some(ipv4(high, low))
        }
        // RFC 4380 §4: every bit is inverted.
        [0x2001, 0, _, _, _, _, high, low] => Some(ipv4(!high, !low)),
        _ => None,
    }
}

impl fmt::Display for SubscriberNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Network::Ipv4(address) => address.fmt(f),
            Network::Ipv6(first) => write!(f, "{first}/64"),
        }
    }
}

impl fmt::Display for SiteNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/48", self.0)
    }
}

impl FromStr for SubscriberNetwork {
    type Err = NotASubscriberNetwork;

    fn from_str(text: &str) -> Result<Self, NotASubscriberNetwork> {
        let address = match text.strip_suffix("/64") {
            None => text.parse().map(IpAddr::V4),
            // The last address of a network embeds an IPv4 address only if all of them do; the first may if others do not.
            Some(first) => first.parse().map(|first: Ipv6Addr| IpAddr::V6((first.to_bits() | u128::from(u64::MAX)).into())),
        };
        let network = address.map(Self::from).map_err(|_| NotASubscriberNetwork)?;
        if network.to_string() == text { Ok(network) } else { Err(NotASubscriberNetwork) }
    }
}

impl Serialize for SubscriberNetwork {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SubscriberNetwork {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn network(address: &str) -> SubscriberNetwork {
        SubscriberNetwork::from(address.parse::<IpAddr>().unwrap())
    }

    fn of_bits(bits: u128) -> SubscriberNetwork {
        SubscriberNetwork::from(IpAddr::V6(Ipv6Addr::from_bits(bits)))
    }

    /// The first 64 bits of networks that embed no IPv4 address: global unicast outside 2001::/32 and 2002::/16, unique local, link-local.
    fn native_prefix() -> impl Strategy<Value = u64> {
        any::<u64>().prop_filter("no prefix of a transition mechanism", |prefix| {
            prefix >> 32 != 0x2001_0000 && prefix >> 48 != 0x2002 && *prefix != 0 && *prefix != 0x0064_ff9b_0000_0000
        })
    }

    /// The IPv6 addresses of all transition mechanisms for an IPv4 address.
    fn carriers(carried: u32, other: u128) -> [u128; 4] {
        let (low, inverted) = (u128::from(carried), u128::from(!carried));
        [
            0xffff << 32 | low,
            0x0064_ff9b << 96 | low,
            0x2002 << 112 | low << 80 | other >> 48,
            0x2001_0000 << 96 | other >> 64 << 32 | inverted,
        ]
    }

    #[test]
    fn an_embedded_ipv4_address_is_the_same_subscriber() {
        // RFC 4291 §2.5.5.2, RFC 6052 §2.4, RFC 3056 §2 and the example of RFC 4380's Teredo address format.
        for address in ["192.0.2.33", "::ffff:192.0.2.33", "64:ff9b::192.0.2.33", "2002:c000:221::1", "2002:c000:221:7:8::9"] {
            assert_eq!(network(address), network("192.0.2.33"), "{address}");
        }
        assert_eq!(network("2001:0:4136:e378:8000:63bf:3fff:fdd2"), network("192.0.2.45"));
        assert_ne!(network("192.0.2.34"), network("192.0.2.33"));
    }

    #[test]
    fn loopback_and_link_local_addresses_count_like_any_other() {
        assert_eq!(network("::1").to_string(), "::/64");
        assert_ne!(network("127.0.0.1"), network("127.0.0.2"));
        assert_eq!(network("fe80::1"), network("fe80::ffff:2"));
        // In the local-use translation prefix (RFC 8215) only the site knows where the IPv4 address is.
        assert_eq!(network("64:ff9b:1::192.0.2.33").to_string(), "64:ff9b:1::/64");
        // The rest of the /64 around 64:ff9b::/96 is unassigned and embeds nothing.
        assert_eq!(network("64:ff9b::1:0:192.0.2.33").to_string(), "64:ff9b::/64");
    }

    #[test]
    fn a_network_has_exactly_one_spelling() {
        for text in ["192.0.2.7", "2001:db8:0:1::/64", "::/64", "fe80::/64", "2001:db8::/64", "64:ff9b::/64"] {
            assert_eq!(text.parse().map(|network: SubscriberNetwork| network.to_string()), Ok(text.to_owned()));
        }
        for other in [
            "",
            "hotline",
            "192.0.2.7/32",
            "192.0.2.7/64",
            "192.0.2.007",
            " 192.0.2.7",
            "192.0.2.7:443",
            "::ffff:192.0.2.7",
            "::ffff:192.0.2.7/64",
            "64:ff9b::192.0.2.7",
            "2001:0:4136:e378::/64",
            "2002:c000:221::/64",
            "2001:db8:0:1::",
            "2001:db8:0:1::1",
            "2001:db8:0:1::1/64",
            "2001:db8:0:1::/48",
            "2001:db8:0:1::/128",
            "2001:DB8:0:1::/64",
            "2001:db8:0:1:0::/64",
            "fe80::%1/64",
        ] {
            assert_eq!(other.parse::<SubscriberNetwork>(), Err(NotASubscriberNetwork), "{other}");
        }
        assert!(serde_json::from_str::<SubscriberNetwork>("\"2001:db8:0:1::2/64\"").is_err());
    }

    proptest! {
        #[test]
        fn any_two_addresses_of_one_network_are_one_subscriber(prefix in native_prefix(), one: u64, other: u64) {
            let within = |host: u64| of_bits(u128::from(prefix) << 64 | u128::from(host));
            prop_assert_eq!(within(one), within(other));
        }

        #[test]
        fn addresses_of_two_networks_are_two_subscribers(one in native_prefix(), flipped in 0..64_u32, hosts: [u64; 2]) {
            let other = one ^ (1 << flipped);
            prop_assume!(embedded(Ipv6Addr::from_bits(u128::from(other) << 64 | u128::from(hosts[1]))).is_none());
            let [a, b] = [(one, hosts[0]), (other, hosts[1])].map(|(prefix, host)| of_bits(u128::from(prefix) << 64 | u128::from(host)));
            prop_assert_ne!(a, b);
        }

        #[test]
        fn an_embedded_ipv4_address_is_its_subscriber(carried: u32, others: [u128; 2]) {
            let expected = SubscriberNetwork::from(IpAddr::V4(Ipv4Addr::from_bits(carried)));
            for other in others {
                for carrier in carriers(carried, other) {
                    prop_assert_eq!(of_bits(carrier), expected, "{:x}", carrier);
                }
            }
        }

        #[test]
        fn a_site_is_the_first_48_bits(prefix in native_prefix(), subnet: u16, flipped in 0..48_u32) {
            let subscriber = |prefix: u64| of_bits(u128::from(prefix) << 64);
            let neighbour = prefix & !0xffff | u64::from(subnet);
            prop_assume!(embedded(Ipv6Addr::from_bits(u128::from(neighbour) << 64)).is_none());
            prop_assert_eq!(subscriber(prefix).site(), subscriber(neighbour).site());
            let elsewhere = prefix ^ (1 << (16 + flipped));
            prop_assert_ne!(subscriber(prefix).site(), subscriber(elsewhere).site());
        }

        #[test]
        fn what_is_written_is_read_back(bits: u128) {
            let network = of_bits(bits);
            prop_assert_eq!(network.to_string().parse(), Ok(network));
        }
    }
}
