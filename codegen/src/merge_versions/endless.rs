//! Types that would contain themselves without end, since versions together can contain what none of them contains.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Kind, Ty, Type};

/// Boxes where a type contains itself by members of different versions.
pub(super) fn end(types: &mut [Type]) {
    let places = types.iter().enumerate();
    let places: HashMap<String, usize> =
        places.map(|(index, ty)| (ty.name.clone(), index)).collect();
    for index in 0..types.len() {
        let name = types[index].name.clone();
        let Kind::Struct(fields) = &types[index].kind else {
            continue;
        };
        let named = |name: &str| places.get(name).map(|index| &types[*index]);
        let endless: Vec<usize> = (0..fields.len())
            .filter(|field| holds(named, &fields[*field].ty, &name))
            .collect();
        if let Kind::Struct(fields) = &mut types[index].kind {
            for field in endless {
                let field = &mut fields[field];
                let inner = std::mem::replace(&mut field.ty, Ty::Value);
                field.ty = Ty::Box(Box::new(inner));
                field.required = false;
            }
        }
    }
}

/// Whether a value of the type has one of the wanted type in itself, with nothing around it that could be empty but `Option`.
fn holds<'a>(named: impl Fn(&str) -> Option<&'a Type>, ty: &'a Ty, wanted: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Ty::Named(name) if name == wanted => return true,
            Ty::Named(name) if seen.insert(name) => {
                // The branches of a union are boxed.
                let kind = named(name).map(|ty| &ty.kind);
                let kind = kind.filter(|kind| !matches!(kind, Kind::Union(_)));
                open.extend(kind.into_iter().flat_map(Kind::slots));
            }
            Ty::Option(_) | Ty::Tuple(_) => open.extend(ty.inner()),
            _ => {}
        }
    }
    false
}
