import { spawn } from 'node:child_process';

export type Finished = { readonly code: number; readonly output: string };
export type CommandOptions = {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	/** Also print what the command prints, as it comes. */
	readonly echo?: boolean;
};

/** Code of a command that is not there, as shells report it. */
export const NOT_FOUND = 127;

/** Runs a program without a shell and gathers stdout and stderr in one text. Never rejects. */
export function command(
	program: string,
	args: readonly string[],
	options: CommandOptions = {}
): Promise<Finished> {
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		const child = spawn(program, args, {
			cwd: options.cwd,
			env: options.env ?? process.env,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		const keep = (chunk: Buffer) => {
			chunks.push(chunk);
			if (options.echo) process.stderr.write(chunk);
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.on('error', (error) => {
			resolve({ code: NOT_FOUND, output: error.message });
		});
		child.on('close', (code) => {
			resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
		});
	});
}

/** Like `command`, for steps that must work: what it prints, or an error that holds it. */
export async function must(
	program: string,
	args: readonly string[],
	options: CommandOptions = {}
): Promise<string> {
	const { code, output } = await command(program, args, options);
	if (code !== 0) throw new CommandFailed(program, args, code, options.echo ? '' : output);
	return output;
}

export class CommandFailed extends Error {
	constructor(program: string, args: readonly string[], code: number, output: string) {
		super(`${program} ${args.join(' ')} ended with code ${code}${output && `\n${output}`}`);
		this.name = 'CommandFailed';
	}
}
