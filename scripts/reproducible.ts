// npm run reproducible, after a build: copies the sources to another folder, builds there, in another time zone, and
// compares every byte with build/. Who rebuilds a release must get its CID.
import { createHash } from 'node:crypto';
import {
	cpSync,
	linkSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { command } from './command.ts';

const root = join(import.meta.dirname, '..');
/** Neither sources of the site nor needed to build it. */
const LEFT_OUT = new Set([
	'.cache',
	'.git',
	'.svelte-kit',
	'build',
	'contracts',
	'coverage',
	'node_modules',
	'playwright-report',
	'sandbox',
	'test-results'
]);

function copySources(to: string): void {
	for (const name of readdirSync(root)) {
		if (!LEFT_OUT.has(name)) cpSync(join(root, name), join(to, name), { recursive: true });
	}
	linkTree(join(root, 'node_modules'), join(to, 'node_modules'));
}

/** The same files under other names: a symbolic link would lead the build back to the old folder. */
function linkTree(from: string, to: string): void {
	mkdirSync(to);
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		if (entry.name === '.vite' || entry.name === '.vite-temp') continue;
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isDirectory()) linkTree(source, target);
		else if (entry.isSymbolicLink()) cpSync(source, target, { verbatimSymlinks: true });
		else hardLink(source, target);
	}
}

function hardLink(source: string, target: string): void {
	try {
		linkSync(source, target);
	} catch {
		cpSync(source, target); // another file system
	}
}

function hashes(folder: string): Map<string, string> {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile()
	);
	return new Map(
		files
			.map((entry) => join(entry.parentPath, entry.name))
			.sort()
			.map((path) => [
				relative(folder, path),
				createHash('sha256').update(readFileSync(path)).digest('hex')
			])
	);
}

function differences(a: Map<string, string>, b: Map<string, string>): readonly string[] {
	return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}

async function main(): Promise<number> {
	const here = hashes(join(root, 'build'));
	const folder = mkdtempSync(join(tmpdir(), 'nectar-build-'));
	try {
		const elsewhere = join(folder, 'another', 'folder');
		mkdirSync(elsewhere, { recursive: true });
		copySources(elsewhere);
		const { code, output } = await command('npm', ['run', '--silent', 'build'], {
			cwd: elsewhere,
			env: { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' }
		});
		if (code !== 0) {
			console.error(output);
			return 1;
		}
		const other = differences(here, hashes(join(elsewhere, 'build')));
		for (const name of other) console.error(`differs: ${name}`);
		if (other.length === 0) console.log(`${here.size} files, the same bytes from two folders`);
		return other.length === 0 ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

process.exitCode = await main();
