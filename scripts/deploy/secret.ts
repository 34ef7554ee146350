import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { err, ok, type Result } from '#lib/result.ts';

/** From the environment, or typed without being shown. Never from an argument: process lists and shell histories keep those. */
export async function readSecret(): Promise<Result<string, string>> {
	const given = process.env['NECTAR_SECRET'];
	if (given !== undefined && given !== '') return ok(given.trim());
	if (!process.stdin.isTTY) {
		return err('NECTAR_SECRET is not set, and there is no terminal to ask for the secret key on');
	}
	process.stdout.write('Secret key of the deployer (S…, not shown): ');
	const silent = new Writable({
		write(_chunk, _encoding, done) {
			done();
		}
	});
	const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
	const typed = await firstLine(lines);
	process.stdout.write('\n');
	return typed === undefined || typed === '' ? err('no secret key was given') : ok(typed.trim());
}

/** `undefined`: the input ended. */
function firstLine(lines: ReturnType<typeof createInterface>): Promise<string | undefined> {
	return new Promise((resolve) => {
		lines.once('line', (line) => {
			resolve(line);
			lines.close();
		});
		lines.once('close', () => {
			resolve(undefined);
		});
	});
}

/** Whatever is not “y” means no. */
export async function confirmed(question: string): Promise<boolean> {
	if (!process.stdin.isTTY) return false;
	process.stdout.write(`${question} [y/N] `);
	const lines = createInterface({ input: process.stdin });
	return /^y(es)?$/i.test((await firstLine(lines)) ?? '');
}
