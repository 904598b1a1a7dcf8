//! Types that would contain themselves without end, since versions together can contain what none of them contains.

use std::collections::BTreeSet;

use crate::model::{Kind, Ty, Type};

/// Boxes where a type contains itself by members of different versions.
pub(super) fn end(types: &mut [Type]) {
    for index in 0..types.len() {
        let name = types[index].name.clone();
        let Kind::Struct(fields) = &types[index].kind else {
            continue;
        };
        let endless: Vec<usize> = (0..fields.len())
            .filter(|field| holds(types, &fields[*field].ty, &name, &mut BTreeSet::new()))
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

/// Whether a value of the type has one of the named type in itself, with nothing around it that could be empty but `Option`.
fn holds(types: &[Type], ty: &Ty, wanted: &str, seen: &mut BTreeSet<String>) -> bool {
    match ty {
        Ty::Named(name) if name == wanted => true,
        Ty::Named(name) if seen.insert(name.clone()) => {
            let found = types.iter().find(|ty| ty.name == *name);
            found.is_some_and(|ty| match &ty.kind {
                // Its branches are boxed.
                Kind::Union(_) => false,
                kind => kind
                    .slots()
                    .into_iter()
                    .any(|ty| holds(types, ty, wanted, seen)),
            })
        }
        Ty::Option(_) | Ty::Tuple(_) => ty.inner().iter().any(|ty| holds(types, ty, wanted, seen)),
        _ => false,
    }
}
