//! Writes the vector files into a folder: `vectors FOLDER`.
use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("expected the folder to write to: vectors FOLDER");
        return ExitCode::from(2);
    };
    for (name, text) in nectar_tests::vectors::files() {
        let file = Path::new(&folder).join(name);
        if let Err(error) = fs::write(&file, text) {
            eprintln!("{}: {error}", file.display());
            return ExitCode::FAILURE;
        }
        println!("{}", file.display());
    }
    ExitCode::SUCCESS
}
