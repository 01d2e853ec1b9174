//! Code that lets the system choose a port must keep the socket. If it is released, another program may take the port before it is bound
//! again.

use super::{File, Finding, assert_none, example, places, repository};

/// In two parts, so that the rule does not find this file.
const BIND: &str = concat!("bi", "nd(");

fn check(files: &[File]) -> Vec<Finding> {
    files.iter().filter(|file| file.is_rust()).flat_map(judge_source).collect()
}

fn judge_source(file: &File) -> Vec<Finding> {
    let text = file.text.as_str();
    let released = text.match_indices(BIND).filter(|(at, _)| is_of_any_port(&text[*at..]) && is_released(text, *at));
    let finding = |(at, _): (usize, _)| {
        let line = 1 + text[..at].matches('\n').count();
        file.finding(line, "the system's choice of a port is released", "keep the socket, or use `testbed::Ports`")
    };
    released.map(finding).collect()
}

/// Whether the call at the beginning of `text` binds port 0.
fn is_of_any_port(text: &str) -> bool {
    let argument = &text[BIND.len()..closing(text, '(', ')').unwrap_or(text.len())];
    argument.contains(":0\"") || argument.trim_end_matches([')', ',', ' ', '\n']).ends_with(" 0")
}

/// Whether the socket of the call at `at` is only used to read its address.
fn is_released(text: &str, at: usize) -> bool {
    let start = text[..at].rfind([';', '{', '}']).map_or(0, |before| before + 1);
    let end = text[at..].find([';', '}']).map_or(text.len(), |length| at + length);
    let statement = text[start..end].trim();
    if statement.contains(".local_addr()") {
        return true;
    }
    let named = statement.strip_prefix("let ").map(|rest| rest.strip_prefix("mut ").unwrap_or(rest));
    let Some(name) = named.and_then(|rest| rest.split([' ', ':']).next()) else { return false };
    let block = closing(&format!("{{{}", &text[end..]), '{', '}').map_or(text.len(), |length| end + length - 1);
    let rest = [".local_addr()", ".set_nonblocking("]
        .iter()
        .fold(text[end..block].to_owned(), |rest, asks| rest.replace(&format!("{name}{asks}"), ""));
    !rest.split(|symbol: char| !symbol.is_alphanumeric() && symbol != '_').any(|word| word == name)
}

/// The position of the bracket that closes the first opening one.
fn closing(text: &str, opens: char, closes: char) -> Option<usize> {
    let mut depth = 0;
    for (place, symbol) in text.char_indices() {
        if symbol == opens {
            depth += 1;
        } else if symbol == closes {
            depth -= 1;
            if depth == 0 {
                return Some(place);
            }
        }
    }
    None
}

#[test]
fn no_port_chosen_by_the_system_is_released() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_port_that_is_read_and_released_is_refused() {
    let text = format!(
        "let nobody = TcpListener::{BIND}\"127.0.0.1:0\").unwrap().local_addr().unwrap();\n\
         fn free() -> u16 {{\n    let socket = TcpListener::{BIND}(Ipv4Addr::LOCALHOST, 0)).unwrap();\n    \
         socket.set_nonblocking(true).unwrap();\n    socket.local_addr().unwrap().port()\n}}\n\
         fn other(socket: u16) {{}}\n\
         UdpSocket::{BIND}\n    SocketAddr::from((LOCALHOST, 0)),\n)\n.unwrap()\n.local_addr();\n"
    );
    let place = "tests/tests/journeys.rs";
    assert_eq!(places(&check(&[example(place, &text)])), [format!("{place}:1"), format!("{place}:3"), format!("{place}:8")]);
}

#[test]
fn a_socket_that_is_used_or_kept_is_not_refused() {
    let text = format!(
        "fn serve() {{\n    let listener = TcpListener::{BIND}\"127.0.0.1:0\").await.unwrap();\n    \
         let address = listener.local_addr().unwrap();\n    tokio::spawn(axum::serve(listener, router));\n}}\n\
         fn fixed() {{\n    let port = TcpListener::{BIND}(\"127.0.0.1\", 8443)).unwrap().local_addr();\n}}\n\
         fn silent() {{\n    let silent = TcpSocket::new_v4().unwrap();\n    silent.{BIND}\"127.0.0.1:0\".parse().unwrap());\n}}\n"
    );
    assert_eq!(places(&check(&[example("tests/tests/journeys.rs", &text)])), [""; 0]);
}
