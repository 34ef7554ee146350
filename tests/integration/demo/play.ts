import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../scripts/demo.ts', import.meta.url));

export interface Played {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Plays the demo as a person does: in a process of its own. */
export function play(...args: readonly string[]): Promise<Played> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			[SCRIPT, ...args],
			{ maxBuffer: 64 * 1024 * 1024 },
			(error, stdout, stderr) => {
				const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
				resolve({ code, stdout, stderr });
			}
		);
	});
}
