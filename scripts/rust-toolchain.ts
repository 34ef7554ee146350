// npm run rust: installs the Rust that rust-toolchain.toml pins, with clippy, rustfmt and both wasm targets, and a C
// linker where it may. Safe to run again: it does only what is missing and says what that was.
import { join } from 'node:path';
import { addCargoToPath } from './cargo-path.ts';
import { command, NOT_FOUND } from './command.ts';
import { installDebian } from './debian.ts';
import { pinnedChannel } from './wasm/toolchain.ts';

const root = join(import.meta.dirname, '..');
const COMPONENTS = ['clippy', 'rustfmt'];
const TARGETS = ['wasm32v1-none', 'wasm32-unknown-unknown'];

const RUSTUP_HINT = `rustup is not installed. Install it, then run this again:
  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --default-toolchain none
  . "$HOME/.cargo/env"
or, on Debian 13 and Ubuntu 24.04: sudo apt-get install rustup`;
const LINKER_HINT = `no C linker (cc) found. Install one, then run this again:
  Debian, Ubuntu: sudo apt-get install gcc libc6-dev
  Fedora: sudo dnf install gcc · Alpine: apk add gcc musl-dev · macOS: xcode-select --install`;

async function installToolchain(): Promise<boolean> {
	const channels = new Set(
		['contracts', 'sandbox'].map((workspace) => pinnedChannel(root, workspace))
	);
	for (const channel of channels) {
		const before = await state(channel);
		if (before.missing.length === 0) {
			console.log(`Rust ${channel}, ${[...COMPONENTS, ...TARGETS].join(', ')}: already there`);
			continue;
		}
		const done = await command(
			'rustup',
			['toolchain', 'install', channel, '--profile', 'minimal', '--no-self-update']
				.concat(COMPONENTS.flatMap((name) => ['--component', name]))
				.concat(TARGETS.flatMap((name) => ['--target', name])),
			{ echo: true }
		);
		const after = await state(channel);
		if (done.code !== 0 || after.missing.length > 0) {
			console.error(`Rust ${channel} is not complete, missing: ${after.missing.join(', ')}`);
			return false;
		}
		console.log(`Rust ${channel}: installed ${before.missing.join(', ')}`);
	}
	return true;
}

async function state(channel: string): Promise<{ missing: string[] }> {
	const installed = await command('rustup', ['toolchain', 'list']);
	if (!installed.output.split('\n').some((line) => line.startsWith(`${channel}-`)))
		return { missing: ['toolchain', ...COMPONENTS, ...TARGETS] };
	const list = async (what: string) =>
		(await command('rustup', [what, 'list', '--installed', '--toolchain', channel])).output.split(
			'\n'
		);
	const [components, targets] = [await list('component'), await list('target')];
	return {
		missing: [
			...COMPONENTS.filter((name) => !components.some((line) => line.startsWith(name))),
			...TARGETS.filter((name) => !targets.includes(name))
		]
	};
}

async function installLinker(): Promise<boolean> {
	const works = async () => (await command('cc', ['--version'])).code === 0;
	if (await works()) {
		console.log('C linker: already there');
		return true;
	}
	await installDebian(['gcc', 'libc6-dev']);
	const there = await works();
	if (there) console.log('C linker: installed gcc and libc6-dev');
	else console.error(LINKER_HINT);
	return there;
}

addCargoToPath();
if ((await command('rustup', ['--version'])).code === NOT_FOUND) {
	console.error(RUSTUP_HINT);
	process.exitCode = 1;
} else {
	const rust = await installToolchain();
	const linker = await installLinker();
	if (!rust || !linker) process.exitCode = 1;
}
