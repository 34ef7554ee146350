import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A shell that was open while rustup was installed, and most CI images, do not have cargo on their PATH. */
export function addCargoToPath(): void {
	const bin = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin');
	const path = process.env.PATH ?? '';
	if (existsSync(join(bin, 'rustup')) && !path.split(delimiter).includes(bin))
		process.env.PATH = `${path}${delimiter}${bin}`;
}
