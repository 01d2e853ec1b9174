//! Fields of a later version in every object of every golden message: refused in requests, skipped in answers and refusals.

use serde_json::{Value, json};

use super::golden::{Kind, newest, operation};

const FIELD: &str = "of-a-later-version";

/// The message once for each object in it, with an unknown field in that object.
fn grown(message: &Value) -> Vec<Value> {
    let pointers = objects(message, String::new());
    let add = |pointer: String| {
        let mut grown = message.clone();
        let object = grown.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("a pointer to an object");
        object.insert(FIELD.to_owned(), json!({ "of": ["any", 1] }));
        grown
    };
    pointers.into_iter().map(add).collect()
}

fn objects(value: &Value, pointer: String) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let inner = fields.iter().flat_map(|(name, inner)| objects(inner, format!("{pointer}/{name}")));
            let inner: Vec<_> = inner.collect();
            [vec![pointer], inner].concat()
        }
        Value::Array(items) => {
            let place = |(place, item): (usize, &Value)| objects(item, format!("{pointer}/{place}"));
            items.iter().enumerate().flat_map(place).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn each_object_of_a_message_gets_an_unknown_field_in_turn() {
    let grown = grown(&json!({ "a": [{ "b": {} }, 7] }));
    assert_eq!(grown.len(), 3);
    assert_eq!(grown[2]["a"][0]["b"][FIELD]["of"][1], 1);
}

#[test]
fn requests_are_strict_and_answers_and_refusals_are_tolerant_in_every_object() {
    for golden in newest() {
        let operation = operation(&golden.operation);
        for message in grown(&golden.value()) {
            let text = message.to_string();
            match golden.kind {
                Kind::Request => assert!((operation.read_request)(&text).is_err(), "{}: {text}", golden.operation),
                Kind::Answer => {
                    assert_eq!((operation.read_answer)(&golden.request, &text), Ok(()), "{}: {text}", golden.operation)
                }
                Kind::Refusal => {
                    let read = (operation.read_refusal)(&golden.request, &text);
                    assert_eq!(read, Ok(golden.value()["refusal"].clone()), "{}: {text}", golden.operation);
                }
            }
        }
    }
}

/// The message once for each of its values in another form that serde would read: an object as the list of its values, a text as an object
/// with one member.
fn reformed(message: &Value) -> Vec<Value> {
    let mut reformed = Vec::new();
    match message {
        Value::Object(fields) => {
            reformed.push(Value::Array(fields.values().cloned().collect()));
            for (name, value) in fields {
                let with = |value: Value| {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), value);
                    Value::Object(fields)
                };
                reformed.extend(self::reformed(value).into_iter().map(with));
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                let with = |item: Value| {
                    let mut items = items.clone();
                    items[place] = item;
                    Value::Array(items)
                };
                reformed.extend(self::reformed(item).into_iter().map(with));
            }
        }
        Value::String(text) => reformed.push(json!({ text: null })),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    reformed
}

#[test]
fn requests_are_read_in_the_form_in_which_they_are_written_only() {
    for golden in newest().into_iter().filter(|golden| golden.kind == Kind::Request) {
        let operation = operation(&golden.operation);
        for message in reformed(&golden.value()) {
            let text = message.to_string();
            assert!((operation.read_request)(&text).is_err(), "{}: {text}", golden.operation);
        }
    }
}
