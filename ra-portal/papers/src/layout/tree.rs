//! The structure of a paper: what a screen reader walks through, apart from where it is drawn.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// An element of the structure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ElementId(usize);

/// A stretch of drawn content that belongs to an element.
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

/// Elements below each other, contents at the leaves.
#[derive(Default)]
pub(crate) struct Tree {
    elements: Vec<Element>,
    top: Vec<ElementId>,
    contents: usize,
}

impl Tree {
    /// A new element at the end of `parent`, or of the paper.
    pub(crate) fn element(&mut self, parent: Option<ElementId>, kind: impl Into<TagKind>) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element { kind: kind.into(), children: Vec::new() });
        match parent {
            Some(parent) => self.elements[parent.0].children.push(Child::Element(id)),
            None => self.top.push(id),
        }
        id
    }

    /// A new content at the end of `parent`.
    pub(crate) fn content(&mut self, parent: ElementId) -> ContentId {
        let id = ContentId(self.contents);
        self.contents += 1;
        self.elements[parent.0].children.push(Child::Content(id));
        id
    }

    /// As the PDF library wants it, `drawn` saying under which identifier each content was drawn.
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

    /// Room for the identifiers of every content.
    pub(crate) fn undrawn(&self) -> Drawn {
        Drawn(vec![None; self.contents])
    }
}

/// Under which identifier each content was drawn.
pub(crate) struct Drawn(Vec<Option<Identifier>>);

impl Drawn {
    pub(crate) fn record(&mut self, content: ContentId, identifier: Identifier) {
        self.0[content.0] = Some(identifier);
    }
}
