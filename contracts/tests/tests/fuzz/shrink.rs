//! Makes a play that fails short: first without ever larger parts, then with ever simpler dice.
use crate::step::Step;

/// The shortest play found that still fails. `fails` plays from the beginning.
pub fn shortest(steps: Vec<Step>, mut fails: impl FnMut(&[Step]) -> bool) -> Vec<Step> {
    let mut steps = steps;
    loop {
        let before = steps.clone();
        leave_out(&mut steps, &mut fails);
        simplify(&mut steps, &mut fails);
        if steps == before {
            return steps;
        }
    }
}

/// Halves, quarters, …, single steps.
fn leave_out(steps: &mut Vec<Step>, fails: &mut impl FnMut(&[Step]) -> bool) {
    let mut size = steps.len().div_ceil(2).max(1);
    loop {
        let mut start = 0;
        while start < steps.len() {
            let end = (start + size).min(steps.len());
            let rest = [&steps[..start], &steps[end..]].concat();
            if !rest.is_empty() && fails(&rest) {
                *steps = rest;
            } else {
                start = end;
            }
        }
        if size == 1 {
            return;
        }
        size = size.div_ceil(2);
    }
}

/// Each number 0, or as small as halving makes it.
fn simplify(steps: &mut [Step], fails: &mut impl FnMut(&[Step]) -> bool) {
    for step in 0..steps.len() {
        for number in 0..steps[step].dice.len() {
            let mut try_number = |steps: &mut [Step], smaller: u64| {
                let before = std::mem::replace(&mut steps[step].dice[number], smaller);
                let kept = smaller < before && fails(steps);
                if !kept {
                    steps[step].dice[number] = before;
                }
                kept
            };
            if try_number(steps, 0) {
                continue;
            }
            for small in [
                steps[step].dice[number] % 1_000,
                steps[step].dice[number] % 10_000_000,
            ] {
                if try_number(steps, small) {
                    break;
                }
            }
        }
    }
}
