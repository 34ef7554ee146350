import { command, type CommandOptions } from '../command.ts';
import { cargoCounts, reported, whole, type Counts } from './counts.ts';

export type Outcome = { readonly counts: Counts; readonly output: string };
export type Part = { readonly name: string; run(): Promise<Outcome> };

/** A step that works or does not. */
export function step(
	name: string,
	program: string,
	args: readonly string[],
	options: CommandOptions = {}
): Part {
	return {
		name,
		run: async () => {
			const { code, output } = await command(program, args, options);
			return { counts: whole(code), output };
		}
	};
}

export function npmStep(name: string, script: string, options: CommandOptions = {}): Part {
	return step(name, 'npm', ['run', '--silent', script], options);
}

export function cargoTests(name: string, workspace: string): Part {
	return {
		name,
		run: async () => {
			const args = ['test', '--locked', '--workspace', '--no-fail-fast'];
			const { code, output } = await command('cargo', args, { cwd: workspace });
			return { counts: reported(code, cargoCounts(output)), output };
		}
	};
}

/** A test runner that writes its counts into a file. */
export function counted(
	name: string,
	run: () => Promise<{ code: number; output: string }>,
	counts: () => Counts
): Part {
	return {
		name,
		run: async () => {
			const { code, output } = await run();
			return { counts: reported(code, counts()), output };
		}
	};
}
