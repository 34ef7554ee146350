//! `spec-shake IN.wasm OUT.wasm`: what `stellar contract build` does after cargo. The SDK puts a spec entry for every
//! type of every linked crate into the wasm; those without a marker in the data section are unused and leave here.
mod leb128;
mod sections;
mod shake;
#[cfg(test)]
mod test;

use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, output] = arguments.as_slice() else {
        eprintln!("usage: spec-shake IN.wasm OUT.wasm");
        return ExitCode::from(2);
    };
    match run(input, output) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("spec-shake: {input}: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(input: &str, output: &str) -> Result<String, String> {
    let wasm = fs::read(input).map_err(|error| error.to_string())?;
    let shaken = shake::shake(&wasm)?;
    fs::write(output, &shaken.wasm).map_err(|error| format!("cannot write {output}: {error}"))?;
    Ok(format!(
        "{} -> {} bytes, spec entries {} -> {}",
        wasm.len(),
        shaken.wasm.len(),
        shaken.entries_before,
        shaken.entries_after
    ))
}
