import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import * as v from 'valibot';
import { command, must } from '../command.ts';
import type { Artifact } from './artifacts.ts';
import { recipe } from './recipe.ts';

const ToolchainFile = v.object({ toolchain: v.object({ channel: v.string() }) });
export type Toolchain = { readonly channel: string; readonly rustc: string };

/** Settings of a user that would change the bytes. A `[profile]` in a global Cargo config would, too: nothing guards that. */
const UNWANTED =
	/^(RUSTFLAGS|RUSTC(_.*)?|CARGO_ENCODED_RUSTFLAGS|CARGO_PROFILE_.*|CARGO_BUILD_.*|CARGO_INCREMENTAL|RUSTUP_TOOLCHAIN)$/;

export function pinnedChannel(root: string, workspace: string): string {
	const file = join(root, workspace, 'rust-toolchain.toml');
	return v.parse(ToolchainFile, parse(readFileSync(file, 'utf8'))).toolchain.channel;
}

/** The pinned compiler as cargo will find it in that workspace, or an error that says how to get it. */
export async function toolchain(root: string, workspace: string): Promise<Toolchain> {
	const channel = pinnedChannel(root, workspace);
	const { code, output } = await command('rustc', ['--version'], {
		cwd: join(root, workspace),
		env: cleanEnvironment()
	});
	const rustc = output.trim();
	if (code !== 0 || !rustc.startsWith(`rustc ${channel} `))
		throw new Error(`expected rustc ${channel}, found: ${rustc}\nInstall it with: npm run rust`);
	return { channel, rustc };
}

export function cleanEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !UNWANTED.test(name));
	return { ...Object.fromEntries(kept), CARGO_INCREMENTAL: '0' };
}

/** Panics and assertions carry paths: replace every prefix that depends on the machine. */
export async function buildEnvironment(
	root: string,
	artifact: Artifact,
	targetFolder: string
): Promise<NodeJS.ProcessEnv> {
	const cwd = join(root, artifact.workspace);
	const env = cleanEnvironment();
	await must('cargo', ['fetch', '--locked'], { cwd, env }); // else the registry's folder has no name yet
	const verbose = await must('rustc', ['--version', '--verbose'], { cwd, env });
	const commit = /^commit-hash: (\w+)$/m.exec(verbose)?.[1] ?? 'unknown';
	const sysroot = (await must('rustc', ['--print', 'sysroot'], { cwd, env })).trim();
	const cargoHome = env.CARGO_HOME ?? join(homedir(), '.cargo');
	const registries = join(cargoHome, 'registry/src');
	const prefixes: [string, string][] = [
		[root, '/nectar'],
		[targetFolder, '/target'],
		...readdirSync(registries).map((name): [string, string] => [join(registries, name), '/crates']),
		[join(sysroot, 'lib/rustlib/src/rust'), `/rustc/${commit}`]
	];
	const remaps = prefixes
		.flatMap(([from, to]): [string, string][] => [[from, to], ...real(from, to)])
		.map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
	const flags = [...recipe(artifact).rustflags, ...remaps];
	return { ...env, CARGO_TARGET_DIR: targetFolder, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') };
}

/** The same place without symbolic links, if that differs. */
function real(from: string, to: string): [string, string][] {
	try {
		const resolved = realpathSync(from);
		return resolved === from ? [] : [[resolved, to]];
	} catch {
		return []; // not there yet, so nothing links to it
	}
}
