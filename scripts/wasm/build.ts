import { copyFileSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { must } from '../command.ts';
import type { Artifact } from './artifacts.ts';
import { cargoArguments, recipe } from './recipe.ts';
import { buildEnvironment, cleanEnvironment } from './toolchain.ts';

/** Soroban takes 131,072 bytes; ours stay below so that there is room to grow. */
export const CONTRACT_LIMIT = 114_000;

export type BuildOptions = {
	readonly root: string;
	/** Receives `<output>/<name>.wasm`. */
	readonly destination: string;
	/** Cargo's scratch folder; without it `<workspace>/target`, or CARGO_TARGET_DIR if set. */
	readonly target?: string;
};

export function targetFolder(options: BuildOptions, workspace: string): string {
	const chosen = options.target ?? process.env.CARGO_TARGET_DIR;
	return chosen === undefined ? join(options.root, workspace, 'target') : resolve(chosen);
}

/** Compiles one artifact; a contract also loses the spec entries it does not use. Yields its bytes. */
export async function build(options: BuildOptions, artifact: Artifact): Promise<Buffer> {
	const { root, destination } = options;
	const target = targetFolder(options, artifact.workspace);
	await must('cargo', cargoArguments(artifact), {
		cwd: join(root, artifact.workspace),
		env: await buildEnvironment(root, artifact, target),
		echo: true
	});
	const file = `${artifact.name.replaceAll('-', '_')}.wasm`;
	const compiled = join(target, recipe(artifact).target, 'release', file);
	const placed = join(destination, artifact.output, `${artifact.name}.wasm`);
	mkdirSync(join(destination, artifact.output), { recursive: true });
	const scratch = join(target, `${artifact.name}.finished.wasm`);
	if (artifact.kind === 'contract') {
		await must(await specShake(options), [compiled, scratch]);
	} else {
		copyFileSync(compiled, scratch);
	}
	const wasm = readFileSync(scratch);
	if (artifact.kind === 'contract' && wasm.length > CONTRACT_LIMIT)
		throw new Error(`${artifact.name}: expected ≤ ${CONTRACT_LIMIT} bytes, found ${wasm.length}`);
	copyFileSync(scratch, `${placed}.new`);
	renameSync(`${placed}.new`, placed);
	return wasm;
}

/** Path of the host program contracts/tools/spec-shake, compiled if needed. */
async function specShake(options: BuildOptions): Promise<string> {
	const target = targetFolder(options, 'contracts');
	await must('cargo', ['build', '--locked', '--quiet', '--package', 'spec-shake'], {
		cwd: join(options.root, 'contracts'),
		env: { ...cleanEnvironment(), CARGO_TARGET_DIR: target },
		echo: true
	});
	return join(target, 'debug', 'spec-shake');
}
