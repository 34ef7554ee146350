import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { must } from './command.ts';
import { cleanEnvironment } from './wasm/toolchain.ts';

/** Cargo subcommands that only some checks need. Each is built from crates.io when it is first asked for. */
const VERSIONS = { deny: '0.20.2', 'llvm-cov': '0.9.1', mutants: '27.1.0' } as const;

/** An environment in which `cargo NAME` is the pinned version, kept in a git-ignored folder. Takes minutes once. */
export async function withCargoTool(
	root: string,
	name: keyof typeof VERSIONS
): Promise<NodeJS.ProcessEnv> {
	const version = VERSIONS[name];
	const folder = join(root, `.cache/cargo-tools/cargo-${name}-${version}`);
	const suffix = process.platform === 'win32' ? '.exe' : '';
	const env = cleanEnvironment();
	if (!existsSync(join(folder, `bin/cargo-${name}${suffix}`))) {
		console.log(`installing cargo-${name} ${version}`);
		await must('cargo', ['install', '--locked', '--root', folder, `cargo-${name}@${version}`], {
			cwd: join(root, 'contracts'), // there the pinned compiler is found
			env,
			echo: true
		});
	}
	return { ...env, PATH: `${join(folder, 'bin')}${delimiter}${env.PATH ?? ''}` };
}
