//! Networks in the configuration: whom a listener treats differently by address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

use ipnet::{IpNet, Ipv4Net};
use serde::Deserialize;

/// Addresses such as `192.0.2.7` and networks such as `2001:db8::/32`. Written as a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Networks(Arc<[IpNet]>);

/// Why a text is not accepted as a network. Each names the text and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNetwork {
    /// Neither an address nor a network.
    #[error("`{0}` is not a network; write an address (192.0.2.7) or a network (192.0.2.0/24, 2001:db8::/32)")]
    Form(String),
    /// Bits after the prefix are set.
    #[error("`{0}` is not a network: bits after the prefix are set; write `{1}`, or the address alone")]
    Bits(String, IpNet),
    /// An IPv4 address in the form of an IPv6 address.
    #[error("`{0}` is an IPv4 address in the form of an IPv6 address; write it as an IPv4 address")]
    Mapped(String),
    /// Everybody.
    #[error("`{0}` is everybody; name the networks")]
    Everybody(String),
}

impl Networks {
    /// This machine: `127.0.0.0/8` and `::1`.
    #[must_use]
    pub fn loopback() -> Self {
        let ipv4 = Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8);
        Self(Arc::new([ipv4.into(), IpNet::from(IpAddr::V6(Ipv6Addr::LOCALHOST))]))
    }

    /// Whether an address belongs to one of the networks. An IPv4 address counts as such in both forms.
    #[must_use]
    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<Vec<String>> for Networks {
    type Error = BadNetwork;

    fn try_from(texts: Vec<String>) -> Result<Self, BadNetwork> {
        texts.iter().map(|text| network(text)).collect::<Result<_, _>>().map(Self)
    }
}

/// Networks separated by commas.
impl FromStr for Networks {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, BadNetwork> {
        text.split(',').map(|text| network(text.trim())).collect::<Result<_, _>>().map(Self)
    }
}

fn network(text: &str) -> Result<IpNet, BadNetwork> {
    let network = match text.parse::<IpAddr>() {
        Ok(address) => IpNet::from(address),
        Err(_) => text.parse().map_err(|_| BadNetwork::Form(text.to_owned()))?,
    };
    if network.prefix_len() == 0 {
        return Err(BadNetwork::Everybody(text.to_owned()));
    }
    if network.trunc() != network {
        return Err(BadNetwork::Bits(text.to_owned(), network.trunc()));
    }
    if network.addr().to_canonical() != network.addr() {
        return Err(BadNetwork::Mapped(text.to_owned()));
    }
    Ok(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(texts: &[&str]) -> Result<Networks, BadNetwork> {
        texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>().try_into()
    }

    #[test]
    fn an_address_belongs_to_the_networks_around_it() {
        let networks = listed(&["192.0.2.7", "198.51.100.0/24", "2001:db8::/32", "::1"]).unwrap();
        for inside in ["192.0.2.7", "::ffff:192.0.2.7", "198.51.100.0", "198.51.100.255", "2001:db8:ffff::1", "::1"] {
            assert!(networks.contain(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["192.0.2.8", "198.51.101.0", "2001:db9::", "::2", "2002:c000:207::1", "::192.0.2.7"] {
            assert!(!networks.contain(outside.parse().unwrap()), "{outside}");
        }
        assert!(Networks::default().is_empty() && !Networks::default().contain("127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn what_is_not_a_network_is_refused_with_what_to_write() {
        for (text, said) in [
            ("", "is not a network"),
            ("proxy.example.org", "is not a network"),
            ("192.0.2.7:443", "is not a network"),
            ("192.0.2.0/33", "is not a network"),
            ("192.0.2.7/24", "write `192.0.2.0/24`"),
            ("2001:db8::1/64", "write `2001:db8::/64`"),
            ("::ffff:192.0.2.7", "as an IPv4 address"),
            ("0.0.0.0/0", "everybody"),
            ("::/0", "everybody"),
        ] {
            let refused = listed(&["192.0.2.1", text]).unwrap_err().to_string();
            assert!(refused.contains(said) && refused.contains(&format!("`{text}`")), "{refused}");
        }
    }
}
