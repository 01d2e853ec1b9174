//! Ports that are reserved for a scenario until it ends.
//!
//! A port that is chosen, released and bound again later may be taken by another program in between. A reserved port stays bound
//! instead. The zones, in this process or in another, can still bind and listen on it, and be restarted: Linux lets sockets with
//! `SO_REUSEADDR` share an address as long as only one of them listens (socket(7)), and every listener here sets that option. The
//! system does not assign a reserved port to programs that ask for any free port or connect from one. While no zone listens,
//! connections are refused.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpSocket;

/// Four consecutive ports on loopback, in the order of `sceau init --port-base`.
#[derive(Debug)]
pub struct Ports([TcpSocket; 4]);

impl Ports {
    /// Reserves four free consecutive ports.
    ///
    /// # Panics
    /// If there are none.
    #[must_use]
    pub fn reserve() -> Self {
        loop {
            let first = reserved(0).expect("loopback has a free port");
            let number = address(&first).port();
            let next = |offset| reserved(number.checked_add(offset)?).ok();
            if let (Some(second), Some(third), Some(fourth)) = (next(1), next(2), next(3)) {
                return Self([first, second, third, fourth]);
            }
        }
    }

    /// Their addresses.
    #[must_use]
    pub fn addresses(&self) -> [SocketAddr; 4] {
        self.0.each_ref().map(address)
    }

    /// The first port.
    #[must_use]
    pub fn first(&self) -> u16 {
        address(&self.0[0]).port()
    }
}

/// Binds a port before `SO_REUSEADDR` is set, so that two reservations never share a port.
fn reserved(port: u16) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
    socket.set_reuseaddr(true)?;
    Ok(socket)
}

fn address(socket: &TcpSocket) -> SocketAddr {
    socket.local_addr().expect("a bound socket has an address")
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn a_listener_can_be_opened_repeatedly_on_a_reserved_port() {
        let ports = Ports::reserve();
        for address in ports.addresses() {
            assert!(reserved(address.port()).is_err(), "reserved once");
            for _ in 0..3 {
                assert!(TcpStream::connect(address).is_err(), "nobody listens");
                let listener = TcpListener::bind(address).unwrap();
                assert!(TcpListener::bind(address).is_err(), "one listens");
                // Closed by this side first, so that the connection is in TIME_WAIT when the next listener is opened.
                let client = TcpStream::connect(address).unwrap();
                drop(listener.accept().unwrap());
                drop(client);
            }
        }
    }

    #[test]
    fn the_system_does_not_assign_a_reserved_port() {
        let reserved: Vec<_> = (0..50).map(|_| Ports::reserve()).collect();
        let reserved: Vec<_> = reserved.iter().flat_map(Ports::addresses).collect();
        // Kept open, so that each has another port.
        let others: Vec<_> = (0..500).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap()).collect();
        assert!(others.iter().all(|other| !reserved.contains(&other.local_addr().unwrap())));
    }
}
