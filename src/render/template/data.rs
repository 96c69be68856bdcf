//! What a template sees, as it travels to a worker.

use serde::{Deserialize, Serialize};
use tera::{Context, Map, Value};

/// A value of a view. Text and markup are told apart, because a template escapes only text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Data {
    None,
    Bool(bool),
    Integer(i64),
    /// The bits of a double, for its digits would be rounded.
    Number(u64),
    Text(String),
    Markup(String),
    List(Vec<Data>),
    Map(Vec<(String, Data)>),
}

impl Data {
    /// A view, or a value within it.
    pub(super) fn of(value: &Value) -> Self {
        if let Some(text) = value.as_str() {
            let text = text.to_owned();
            return if value.is_safe() { Self::Markup(text) } else { Self::Text(text) };
        }
        if let Some(map) = value.as_map() {
            return Self::Map(map.iter().map(|(key, value)| (key.to_string(), Self::of(value))).collect());
        }
        if let Some(list) = value.as_array() {
            return Self::List(list.iter().map(Self::of).collect());
        }
        if value.is_f64() {
            return value.as_f64().map_or(Self::None, |number| Self::Number(number.to_bits()));
        }
        let integer = || value.as_i64().map(Self::Integer);
        value.as_bool().map(Self::Bool).or_else(integer).unwrap_or(Self::None)
    }

    /// The same for Tera.
    pub(super) fn value(self) -> Value {
        match self {
            Self::None => Value::none(),
            Self::Bool(value) => value.into(),
            Self::Integer(value) => value.into(),
            Self::Number(bits) => f64::from_bits(bits).into(),
            Self::Text(text) => Value::normal_string(&text),
            Self::Markup(text) => Value::safe_string(&text),
            Self::List(list) => list.into_iter().map(Self::value).collect::<Vec<_>>().into(),
            Self::Map(map) => {
                let map = map.into_iter().map(|(key, value)| (key.into(), value.value()));
                map.collect::<Map>().into()
            }
        }
    }

    /// The same as all that a template sees; what is not a map shows it nothing.
    pub(super) fn context(self) -> Context {
        let mut context = Context::new();
        if let Self::Map(map) = self {
            for (key, value) in map {
                context.insert_value(key, value.value());
            }
        }
        context
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::Data;

    fn data() -> impl Strategy<Value = Data> {
        let leaf = prop_oneof![
            Just(Data::None),
            any::<bool>().prop_map(Data::Bool),
            any::<i64>().prop_map(Data::Integer),
            any::<u64>().prop_map(Data::Number),
            any::<String>().prop_map(Data::Text),
            any::<String>().prop_map(Data::Markup),
        ];
        leaf.prop_recursive(3, 24, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Data::List),
                // One key each, for a map has no order.
                prop::collection::vec(("[a-z]{1,8}", inner), 0..2).prop_map(Data::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_view_arrives_as_it_left(data in data()) {
            let sent = serde_json::to_vec(&data).unwrap();
            let arrived: Data = serde_json::from_slice(&sent).unwrap();
            assert_eq!(Data::of(&arrived.value()), data);
        }
    }
}
