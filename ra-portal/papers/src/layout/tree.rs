//! The logical structure of a document, which screen readers follow, independent of where things are drawn.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

#[derive(Clone, Copy, Debug)]
pub(crate) struct ElementId(usize);

/// A piece of drawn content that belongs to an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContentId(usize);

enum Child {
    Element(ElementId),
    Content(ContentId),
}

struct Element {
    kind: TagKind,
    children: Vec<Child>,
}

/// A tree of elements with contents as leaves.
#[derive(Default)]
pub(crate) struct Tree {
    elements: Vec<Element>,
    top: Vec<ElementId>,
    contents: usize,
}

impl Tree {
    /// Adds an element at the end of `parent`, or of the document.
    pub(crate) fn element(&mut self, parent: Option<ElementId>, kind: impl Into<TagKind>) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element { kind: kind.into(), children: Vec::new() });
        match parent {
            Some(parent) => self.elements[parent.0].children.push(Child::Element(id)),
            None => self.top.push(id),
        }
        id
    }

    /// Adds a content at the end of `parent`.
    pub(crate) fn content(&mut self, parent: ElementId) -> ContentId {
        let id = ContentId(self.contents);
        self.contents += 1;
        self.elements[parent.0].children.push(Child::Content(id));
        id
    }

    /// Converts the tree to the type of the PDF library; `drawn` has the identifier under which each content was drawn.
    pub(crate) fn tagged(&self, drawn: &Drawn, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for element in &self.top {
            tree.push(self.group(*element, drawn));
        }
        tree
    }

    fn group(&self, id: ElementId, drawn: &Drawn) -> TagGroup {
        let element = &self.elements[id.0];
        let node = |child: &Child| match child {
            Child::Element(below) => Some(Node::Group(self.group(*below, drawn))),
            Child::Content(content) => drawn.0.get(content.0).copied().flatten().map(Node::Leaf),
        };
        TagGroup::with_children(element.kind.clone(), element.children.iter().filter_map(node).collect())
    }

    /// Space for the identifier of each content.
    pub(crate) fn undrawn(&self) -> Drawn {
        Drawn(vec![None; self.contents])
    }
}

/// The identifier under which each content was drawn.
pub(crate) struct Drawn(Vec<Option<Identifier>>);

impl Drawn {
    pub(crate) fn record(&mut self, content: ContentId, identifier: Identifier) {
        self.0[content.0] = Some(identifier);
    }
}
