//! Forms: the fields with the page's values, as changed by the visitor.

use scraper::{ElementRef, Selector};

use super::Browser;

/// A form that is being filled in.
#[derive(Clone)]
pub struct Form {
    pub(super) visitor: Browser,
    pub(super) action: String,
    pub(super) fields: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
    pub(super) multipart: bool,
}

impl Form {
    pub(super) fn of(visitor: Browser, action: String, form: ElementRef<'_>) -> Self {
        let multipart = form.attr("enctype") == Some("multipart/form-data");
        Self { visitor, action, fields: presented(form), files: Vec::new(), multipart }
    }

    /// The address that it is sent to.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The current value of a field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Fills in a field, ticks a checkbox or selects an option.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Clears a checkbox.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Adds a file; a field can have several.
    #[must_use]
    pub fn with_file(mut self, field: &str, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.push((field.to_owned(), name.to_owned(), content.into()));
        self
    }

    pub(super) fn parts(&self) -> reqwest::multipart::Form {
        let mut parts = reqwest::multipart::Form::new();
        for (name, value) in &self.fields {
            parts = parts.text(name.clone(), value.clone());
        }
        for (field, name, content) in &self.files {
            parts = parts.part(field.clone(), reqwest::multipart::Part::bytes(content.clone()).file_name(name.clone()));
        }
        parts
    }
}

/// The fields that a browser sends if nothing is changed (HTML, "constructing the entry list").
fn presented(form: ElementRef<'_>) -> Vec<(String, String)> {
    let Ok(controls) = Selector::parse("input, select, textarea") else { return Vec::new() };
    form.select(&controls).filter_map(entry).collect()
}

fn entry(control: ElementRef<'_>) -> Option<(String, String)> {
    let name = control.attr("name")?.to_owned();
    if control.attr("disabled").is_some() {
        return None;
    }
    let value = match control.value().name() {
        "textarea" => control.text().collect(),
        "select" => chosen(control)?,
        _ => match control.attr("type").unwrap_or("text") {
            "checkbox" | "radio" => {
                control.attr("checked")?;
                control.attr("value").unwrap_or("on").to_owned()
            }
            "file" | "submit" | "button" | "image" | "reset" => return None,
            _ => control.attr("value").unwrap_or_default().to_owned(),
        },
    };
    Some((name, value))
}

/// The value of the selected option, or of the first.
fn chosen(select: ElementRef<'_>) -> Option<String> {
    let options = Selector::parse("option").ok()?;
    let chosen = select.select(&options).find(|option| option.attr("selected").is_some());
    let option = chosen.or_else(|| select.select(&options).next())?;
    Some(option.attr("value").map_or_else(|| option.text().collect(), str::to_owned))
}
