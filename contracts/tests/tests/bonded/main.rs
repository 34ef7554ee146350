//! The bonded path under attack, each with what the attackers have in the end. Its rules to the last stroop and second
//! stand beside the code, in nectar-vault.

mod clawbacks;
mod clocks;
mod defaults;
mod identities;
mod runs;
mod sessions;
mod stakes;
mod walk;
