//! Whether data came back as it was sent.

use serde_json::{Number, Value};

use crate::described::{Described, below};

/// What is not as it was, if anything is. `pointer` leads to the place of both values.
pub fn difference(
    sent: &Value,
    back: &Value,
    pointer: &str,
    described: &Described,
) -> Option<String> {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            for (name, value) in sent {
                let place = below(pointer, name);
                match back.get(name) {
                    Some(back) => {
                        let found = difference(value, back, &place, described);
                        if found.is_some() {
                            return found;
                        }
                    }
                    None if value.is_null() && described.may_lose_null(pointer) => {}
                    None if !described.is_described(&place) => {}
                    None => return Some(format!("{place} is lost")),
                }
            }
            let new = back.keys().find(|name| !sent.contains_key(*name))?;
            Some(format!("{} is new", below(pointer, new)))
        }
        (Value::Array(sent), Value::Array(back)) => {
            if sent.len() != back.len() {
                return Some(format!("{pointer} has another length"));
            }
            let items = sent.iter().zip(back).enumerate();
            items
                .map(|(index, (sent, back))| {
                    difference(sent, back, &format!("{pointer}/{index}"), described)
                })
                .find_map(|found| found)
        }
        (Value::Number(sent), Value::Number(back)) if is_same(sent, back) => None,
        _ if sent == back => None,
        _ => Some(format!("{pointer} is {back}")),
    }
}

/// `5` and `5.0` are one number.
fn is_same(sent: &Number, back: &Number) -> bool {
    sent == back || (sent.is_f64() || back.is_f64()) && sent.as_f64() == back.as_f64()
}
