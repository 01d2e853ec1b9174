//! A DER encoding as a tree that can be damaged anywhere and is encoded again with the right lengths.

/// One element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) tag: u8,
    pub(crate) content: Content,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Octets(Vec<u8>),
    /// Elements: of a constructed element, or within the OCTET STRING of an extension.
    Nodes(Vec<Node>),
}

const OCTET_STRING: u8 = 0x04;

impl Node {
    pub(crate) fn primitive(tag: u8, octets: impl AsRef<[u8]>) -> Self {
        Self { tag, content: Content::Octets(octets.as_ref().to_vec()) }
    }

    pub(crate) fn constructed(tag: u8, nodes: impl Into<Vec<Self>>) -> Self {
        Self { tag, content: Content::Nodes(nodes.into()) }
    }

    /// Parses one element; `None` if `der` is anything else.
    pub(crate) fn read(der: &[u8]) -> Option<Self> {
        match Self::read_all(der)?.as_slice() {
            [node] => Some(node.clone()),
            _ => None,
        }
    }

    fn read_all(mut der: &[u8]) -> Option<Vec<Self>> {
        let mut nodes = Vec::new();
        while let [tag, rest @ ..] = der {
            let (length, rest) = match rest {
                [length @ 0..=0x7f, rest @ ..] => (usize::from(*length), rest),
                [0x81, length, rest @ ..] => (usize::from(*length), rest),
                [0x82, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
                _ => return None,
            };
            let (octets, behind) = rest.split_at_checked(length)?;
            let nodes_within = match *tag {
                OCTET_STRING => Self::read(octets).map(|node| vec![node]),
                tag if tag & 0x20 != 0 => Some(Self::read_all(octets)?),
                _ => None,
            };
            let content = nodes_within.map_or_else(|| Content::Octets(octets.to_vec()), Content::Nodes);
            nodes.push(Self { tag: *tag, content });
            der = behind;
        }
        Some(nodes)
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let octets = self.octets();
        let length = octets.len();
        let mut der = vec![self.tag];
        match u8::try_from(length) {
            Ok(length @ 0..=0x7f) => der.push(length),
            Ok(length) => der.extend([0x81, length]),
            Err(_) => {
                der.push(0x82);
                der.extend(u16::try_from(length).expect("specimens are small").to_be_bytes());
            }
        }
        der.extend(octets);
        der
    }

    /// The contents octets.
    pub(crate) fn octets(&self) -> Vec<u8> {
        match &self.content {
            Content::Octets(octets) => octets.clone(),
            Content::Nodes(nodes) => nodes.iter().flat_map(Self::encode).collect(),
        }
    }

    /// The elements inside it.
    pub(crate) fn nodes(&mut self) -> &mut Vec<Self> {
        if let Content::Octets(_) = self.content {
            self.content = Content::Nodes(Vec::new());
        }
        match &mut self.content {
            Content::Nodes(nodes) => nodes,
            Content::Octets(_) => unreachable!("replaced above"),
        }
    }

    /// The element at `path` within.
    pub(crate) fn at(&mut self, path: &[usize]) -> &mut Self {
        path.iter().fold(self, |node, position| &mut node.nodes()[*position])
    }

    /// The paths of all elements within, outermost first.
    pub(crate) fn paths(&self) -> Vec<Vec<usize>> {
        let Content::Nodes(nodes) = &self.content else {
            return Vec::new();
        };
        nodes
            .iter()
            .enumerate()
            .flat_map(|(position, node)| {
                let within = node.paths().into_iter().map(move |path| [vec![position], path].concat());
                std::iter::once(vec![position]).chain(within)
            })
            .collect()
    }
}
