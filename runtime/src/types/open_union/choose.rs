//! Which branch of a union reads a value.

use std::any::TypeId;
use std::cmp::Reverse;
use std::rc::Rc;

use serde::de::Error as _;
use serde_json::{Error, Value};

use super::branch::Union;
use super::fit::{Fit, Lost, Written};
use super::guard::Says;
use super::tree::{Here, Tree};
use super::written;

/// Reads a union from a value.
pub(super) fn read<T: Union>(here: Here<'_>) -> Result<T, Error> {
    let candidates = candidates::<T>(here);
    let tried = here.is_tried();
    if let ([(branch, true)], false) = (candidates.as_slice(), tried) {
        // The only one need not be tried.
        return (T::BRANCHES[*branch].read)(here);
    }
    let union = TypeId::of::<T>();
    let fit = here.known_fit(union).unwrap_or_else(|| {
        let fit = Rc::new(find::<T>(here, &candidates));
        here.keep_fit(union, &fit);
        fit
    });
    if tried {
        if fit.fails {
            return Err(Error::custom("its branch does not read this"));
        }
        here.note(&fit);
        return Ok(T::unknown(Value::Null));
    }
    match fit.branch {
        Some(branch) => (T::BRANCHES[branch].read)(here),
        None => Ok(T::unknown(here.value())),
    }
}

/// The branches that guards leave, those first of which a guard says that it is them.
fn candidates<T: Union>(here: Here<'_>) -> Vec<(usize, bool)> {
    let mut found: Vec<(usize, bool)> = Vec::new();
    for (index, branch) in T::BRANCHES.iter().enumerate() {
        let says = || branch.guards.iter().map(|guard| guard.says(here));
        if says().all(|says| says != Says::No) {
            found.push((index, says().any(|says| says == Says::Yes)));
        }
    }
    found.sort_by_key(|(_, named)| !named);
    found
}

/// How much of a value a reading keeps, and then how many members it adds and how many that are `null` it has no place for: the
/// fewer, the better.
type Kept = (usize, Reverse<(usize, usize)>);

/// The reading that keeps most of the value as what it is, and at least half, unless another keeps what it loses.
fn find<T: Union>(here: Here<'_>, candidates: &[(usize, bool)]) -> Fit {
    let only = matches!(candidates, [(_, true)]);
    let size =
        |lost: &[Lost]| -> usize { lost.iter().map(|lost| here.tree.size(lost.number)).sum() };
    let whole = here.tree.size(here.number);
    let mut best: Option<(Kept, Fit)> = None;
    let mut others: Vec<Fit> = Vec::new();
    for (branch, _) in candidates {
        let Some(fit) = attempt::<T>(here, *branch) else {
            continue;
        };
        let Written {
            lost,
            nulls,
            unknown,
            added,
        } = &fit.written;
        let kept = whole.saturating_sub(size(lost) + unknown);
        if (kept, *added, *nulls) == (whole, 0, 0) || only {
            return fit;
        }
        // Of two that keep as much, the one that misses no member, and then the one that has a place for `null`.
        let kept = (kept, Reverse((*added, *nulls)));
        match &mut best {
            Some((most, best)) if kept > *most => {
                *most = kept;
                others.push(std::mem::replace(best, fit));
            }
            Some(_) => others.push(fit),
            None => best = Some((kept, fit)),
        }
    }
    let best = best.map(|(_, best)| best).filter(|best| {
        // What comes to so little was meant as something else.
        let is_half = size(&best.written.lost) * 2 <= whole;
        is_half
            && !others
                .iter()
                .any(|other| adds(here.tree, &best.written.lost, &other.written.lost))
    });
    best.unwrap_or(Fit {
        branch: None,
        fails: only,
        written: Written {
            // Null is no value to lose, but where it stands it is of no branch either.
            unknown: whole.max(1),
            ..Written::default()
        },
    })
}

/// What a branch makes of the value, if it reads it.
fn attempt<T: Union>(here: Here<'_>, branch: usize) -> Option<Fit> {
    let (read, inside) = here.trial(T::BRANCHES[branch].read);
    let written = written::compare(&read.ok()?, here, inside)?;
    Some(Fit {
        branch: Some(branch),
        fails: false,
        written,
    })
}

/// Whether one reading has a member of the value that `best` loses.
fn adds(tree: &Tree, best: &[Lost], other: &[Lost]) -> bool {
    best.iter().filter(|lost| lost.is_member).any(|lost| {
        let before = other.partition_point(|other| other.number <= lost.number);
        let nearest = other[..before].last();
        nearest.is_none_or(|other| !tree.holds(other.number, lost.number))
    })
}
