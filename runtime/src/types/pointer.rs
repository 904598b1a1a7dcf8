//! JSON pointers (RFC 6901), the form in which every place inside `data` is given.

use std::fmt::Write as _;

use serde_json::Value;

/// Appends one segment.
pub(crate) fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for char in segment.chars() {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Appends the index of an array item.
pub(crate) fn push_index(pointer: &mut String, index: usize) {
    // Writing to a string cannot fail.
    let _ = write!(pointer, "/{index}");
}

/// Removes the member of an object that a pointer leads to.
pub(crate) fn remove(value: &mut Value, pointer: &str) {
    let Some((object, name)) = pointer.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(members)) = value.pointer_mut(object) {
        members.remove(&name.replace("~1", "/").replace("~0", "~"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{push, push_index, remove};

    #[test]
    fn a_member_is_removed_where_its_pointer_leads() {
        let mut data = json!({"list": [{"a/b~1": 1, "c": 2}], "c": 3});
        let mut place = String::new();
        push(&mut place, "list");
        push_index(&mut place, 0);
        push(&mut place, "a/b~1");
        remove(&mut data, &place);
        remove(&mut data, "/c");
        remove(&mut data, "/list/7/c");
        remove(&mut data, "");
        assert_eq!(data, json!({"list": [{"c": 2}]}));
    }
}
